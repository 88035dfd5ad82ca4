/** The little of WeChat's own interface that is called directly, because Taro's wrapper loses something (see live-transport.ts). */
interface WxSocketTask {
  send(options: { data: string | ArrayBuffer; success?: () => void; fail?: (reason: unknown) => void }): void;
  close(options: { code?: number; reason?: string }): void;
  onOpen(listener: () => void): void;
  onMessage(listener: (message: { data: string | ArrayBuffer }) => void): void;
  onClose(listener: (reason: { code?: number; reason?: string }) => void): void;
  onError(listener: (reason: unknown) => void): void;
}

interface WxResponse {
  statusCode: number;
  data: unknown;
  header: Record<string, string>;
}

declare const wx: {
  connectSocket(options: { url: string; header?: Record<string, string>; protocols?: string[]; timeout?: number }): WxSocketTask;
  request(options: {
    url: string; method: 'GET' | 'POST' | 'PUT' | 'DELETE'; data?: string; header: Record<string, string>; timeout: number; dataType: 'text'; responseType: 'text';
    success(answer: WxResponse): void; fail(reason: { errMsg: string }): void;
  }): { abort(): void };
  uploadFile(options: { url: string; filePath: string; name: string; header: Record<string, string>; timeout: number; success(answer: WxResponse): void; fail(reason: { errMsg: string }): void }): {
    onProgressUpdate?(listener: (state: { progress: number }) => void): void;
    abort(): void;
  };
  getFileSystemManager(): {
    saveFile(options: { tempFilePath: string; success(answer: { savedFilePath: string }): void; fail(reason: { errMsg: string }): void }): void;
    removeSavedFile(options: { filePath: string }): void;
  };
  setStorage(options: { key: string; data: string; encrypt?: boolean; success?(): void; fail?(reason: { errMsg: string }): void }): void;
  getStorage(options: { key: string; encrypt?: boolean; success(answer: { data: unknown }): void; fail?(reason: { errMsg: string }): void }): void;
  getRandomValues?(options: { length: number; success(answer: { randomValues: ArrayBuffer }): void }): void;
  onNeedPrivacyAuthorization?(listener: (answer: (given: { buttonId?: string; event: 'agree' | 'disagree' }) => void, about: { referrer: string }) => void): void;
  openPrivacyContract?(options: object): void;
  onAppShow?(listener: () => void): void;
  offAppShow?(listener: () => void): void;
  onNetworkStatusChange?(listener: (state: { isConnected: boolean }) => void): void;
  offNetworkStatusChange?(listener: (state: { isConnected: boolean }) => void): void;
};
