import { documentName, sizeWords } from '@branch/shared/file-names';
import { type Document, documentKinds, fileRoutes, maxFileBytes } from '@branch/shared/files';
import type { Infer } from '@branch/shared/fields';
import Taro from '@tarojs/taro';
import { createElement, type ReactNode, useRef, useState } from 'react';
import { absolute, call, type Chosen, upload } from '../kit/call';
import { asRefused } from '../kit/refused';
import { IconButton, Pressable } from './Button';
import { Box, isH5 } from './host';
import { Icon } from './Icon';
import { Progress } from './Progress';
import { toast } from './Toast';

export type StoredDocument = Infer<typeof Document>;

/** Asks for the address only now, since one lives minutes; a browser saves the file, WeChat shows it. */
async function open(file: StoredDocument, ask: () => Promise<{ url: string }>): Promise<void> {
  try {
    const { url } = await ask();
    if (isH5) {
      const link = document.createElement('a');
      link.href = absolute(url);
      link.download = file.name;
      link.click();
      return;
    }
    const got = await Taro.downloadFile({ url: absolute(url) });
    if (got.statusCode !== 200) throw new Error('download');
    await Taro.openDocument({ filePath: got.tempFilePath, fileType: file.kind, showMenu: true });
  } catch (thrown) {
    toast(thrown instanceof Error && 'code' in thrown ? asRefused(thrown).message : '文件没有打开，请检查网络后再试。');
  }
}

/** Documents as rows: what it is called, how large it is; a tap opens it. `addressOf`: who gives the address, where the unit's own route does not. */
export function DocumentRows({ unitId, files, addressOf = (file) => call(fileRoutes.document, { unitId, documentId: file.id }) }: { unitId: string; files: readonly StoredDocument[]; addressOf?: (file: StoredDocument) => Promise<{ url: string }> }): ReactNode {
  if (files.length === 0) return null;
  return (
    <Box className="docs">
      {files.map((file) => (
        <Pressable key={file.id} className="doc" label={`打开文件 ${file.name}，${sizeWords(file.bytes)}`} onTap={() => open(file, () => addressOf(file))}>
          <Icon name="file-text" />
          <Box className="doc-words"><Box className="doc-name">{file.name}</Box><Box className="faint">{sizeWords(file.bytes)}</Box></Box>
        </Pressable>
      ))}
    </Box>
  );
}

interface Item { key: string; name: string; bytes: number; state: 'sending' | 'ready' | 'failed'; percent: number; why?: string; file?: Chosen; stored?: StoredDocument }

export interface Documents {
  items: readonly Item[];
  /** Those that are on the server, in order. */
  stored: readonly StoredDocument[];
  choose: () => void;
  retry: (key: string) => void;
  remove: (key: string) => void;
  /** Takes up documents that are on the server already, instead of what was there. */
  put: (files: readonly StoredDocument[]) => void;
  picker: ReactNode;
}

let serial = 0;
const itemOf = (stored: StoredDocument): Item => ({ key: stored.id, name: stored.name, bytes: stored.bytes, state: 'ready', percent: 100, stored });

/** Chosen documents going up one by one, with percent, retry and removal; `onStored` hears of every change of what is on the server. */
export function useDocuments(unitId: string, max: number, initial: readonly StoredDocument[] = [], onStored?: (stored: readonly StoredDocument[]) => void): Documents {
  const [items, setItems] = useState<readonly Item[]>(() => initial.map(itemOf));
  const input = useRef<HTMLInputElement>(null);
  const now = useRef(items);
  const set = (next: readonly Item[]): void => {
    const before = storedOf(now.current);
    now.current = next;
    setItems(next);
    const after = storedOf(next);
    if (onStored && (after.length !== before.length || after.some((one, i) => one.id !== before[i]?.id))) onStored(after);
  };
  const change = (key: string, part: Partial<Item>): void => set(now.current.map((item) => (item.key === key ? { ...item, ...part } : item)));
  const start = async ({ key, file, name, bytes }: Item): Promise<void> => {
    if (!file) return;
    if (bytes > maxFileBytes) {
      change(key, { state: 'failed', why: `最大 10 MB，这个 ${sizeWords(bytes)}` });
      return;
    }
    change(key, { state: 'sending', percent: 0 });
    try {
      const stored = await upload(fileRoutes.uploadDocument, { unitId, name: name.slice(-200) }, file, (percent) => change(key, { percent }));
      change(key, { state: 'ready', percent: 100, stored, name: stored.name });
    } catch (thrown) {
      change(key, { state: 'failed', why: asRefused(thrown).message });
    }
  };
  const add = (chosen: readonly { file: Chosen; name: string; bytes: number }[]): void => {
    const room = max - now.current.length;
    if (chosen.length > room) toast(`最多 ${max} 个文件。`);
    const fresh = chosen.slice(0, Math.max(0, room)).map(({ file, name, bytes }): Item => {
      serial += 1;
      // Named as the server will name it; a kind it does not take is refused by content.
      const kind = documentKinds.find((one) => name.toLowerCase().endsWith(`.${one}`));
      return { key: `d${serial}`, name: kind ? documentName(name, kind) : name, bytes, state: 'sending', percent: 0, file };
    });
    set([...now.current, ...fresh]);
    void fresh.reduce((before, item) => before.then(() => start(item)), Promise.resolve());
  };
  const choose = (): void => {
    if (isH5) {
      input.current?.click();
      return;
    }
    void Taro.chooseMessageFile({ count: Math.max(1, max - now.current.length), type: 'file', extension: [...documentKinds] })
      .then((answer) => add(answer.tempFiles.map((file) => ({ file: { path: file.path, size: file.size }, name: file.name, bytes: file.size }))), () => undefined);
  };
  const picker = isH5 ? createElement('input', {
    ref: input, type: 'file', accept: documentKinds.map((kind) => `.${kind}`).join(','), multiple: max > 1, hidden: true, className: 'file-input', tabIndex: -1, 'aria-label': '选择文件',
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      add([...(event.currentTarget.files ?? [])].map((file) => ({ file, name: file.name, bytes: file.size })));
      event.currentTarget.value = '';
    },
  }) : null;
  return {
    items, stored: storedOf(items), choose, picker,
    retry: (key) => {
      const item = now.current.find((each) => each.key === key);
      if (item) void start(item);
    },
    remove: (key) => set(now.current.filter((item) => item.key !== key)),
    put: (files) => set(files.map(itemOf)),
  };
}

const storedOf = (items: readonly Item[]): StoredDocument[] => items.flatMap((item) => (item.stored ? [item.stored] : []));

/** The chosen documents with how far each is, and the hidden field that chooses them. */
export function DocumentUploads({ documents }: { documents: Documents }): ReactNode {
  return (
    <Box>
      {documents.picker}
      {documents.items.length === 0 ? null : (
        <Box className="docs" live="polite">
          {documents.items.map((item) => (
            <Box key={item.key} className="doc">
              <Icon name="file-text" />
              <Box className="doc-words">
                <Box className="doc-name">{item.name}</Box>
                {item.state === 'sending' ? <Progress value={item.percent} max={100} label={`正在上传 ${item.name}`} /> : <Box className={item.state === 'failed' ? 'field-error' : 'faint'} {...(item.state === 'failed' ? { role: 'alert' } : {})}>{item.state === 'failed' ? item.why : `${sizeWords(item.bytes)} · 已传好`}</Box>}
              </Box>
              {item.state === 'failed' ? <IconButton icon="refresh" label={`重传 ${item.name}`} onTap={() => documents.retry(item.key)} /> : null}
              <IconButton icon="x" label={`移除 ${item.name}`} onTap={() => documents.remove(item.key)} />
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
