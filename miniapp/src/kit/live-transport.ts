import { WebSocket as WebSocketTransport } from 'engine.io-client';

/** What engine.io's transport uses of a WebSocket. */
interface SocketLike {
  binaryType: string;
  onopen: (() => void) | null;
  onclose: ((reason: { code: number; reason: string; wasClean: boolean }) => void) | null;
  onmessage: ((message: { data: string | ArrayBuffer }) => void) | null;
  onerror: ((reason: unknown) => void) | null;
  send(data: string | ArrayBuffer): void;
  close(): void;
}

/**
 * engine.io over WeChat's SocketTask. `wx.connectSocket` is called directly: Taro hands the task over only later, and an `open` that comes first is lost
 * (in trials 5 of 5 times with 30 ms of delay).
 */
export class WxTransport extends WebSocketTransport {
  override createSocket(uri: string): WebSocket {
    const task: WxSocketTask = wx.connectSocket({ url: uri });
    const socket: SocketLike = {
      binaryType: 'arraybuffer', onopen: null, onclose: null, onmessage: null, onerror: null,
      send: (data) => task.send({ data }),
      close: () => task.close({ code: 1000 }),
    };
    task.onOpen(() => socket.onopen?.());
    task.onMessage((message) => socket.onmessage?.(message));
    task.onError((reason) => socket.onerror?.(reason));
    task.onClose((reason) => socket.onclose?.({ code: reason.code ?? 1006, reason: reason.reason ?? '', wasClean: false }));
    return socket as unknown as WebSocket;
  }
}
