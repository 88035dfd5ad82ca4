import Taro from '@tarojs/taro';
import { type ReactNode, useRef, useState } from 'react';
import { createElement } from 'react';
import { absolute, type Chosen, upload } from '../kit/call';
import { dropFile, keepFile } from '../kit/kept-files';
import { asRefused } from '../kit/refused';
import { fileRoutes, maxFileBytes } from '@branch/shared/files';
import { Button, IconButton, Pressable } from './Button';
import { Box, cx, isH5, Picture } from './host';
import { Sheet } from './Sheet';

export interface Shown {
  id: string;
  url: string;
  thumbUrl: string;
  alt: string;
}

/** Pictures in a grid; a tap opens them large, one after another. `onStale` is called once for an address that shows nothing: it may have ended. */
export function ImageGrid({ pictures, onStale }: { pictures: readonly Shown[]; onStale?: () => void }): ReactNode {
  const [at, setAt] = useState<number | null>(null);
  const told = useRef(new Set<string>());
  const now = at === null ? undefined : pictures[at];
  const failed = (picture: Shown): void => {
    // Once for each picture: one that is truly gone is not asked for again and again.
    if (!onStale || told.current.has(picture.id)) return;
    told.current.add(picture.id);
    onStale();
  };
  const look = (i: number): void => {
    if (isH5) setAt(i);
    else void Taro.previewImage({ urls: pictures.map((picture) => absolute(picture.url)), current: absolute(pictures[i]?.url ?? '') });
  };
  return (
    <Box className={cx('images', pictures.length === 1 && 'one')}>
      {pictures.map((picture, i) => (
        <Pressable key={picture.id} className="image-tile" label={`看大图：${picture.alt || `第 ${i + 1} 张`}`} onTap={() => look(i)}>
          <Picture className="image-in" src={absolute(picture.thumbUrl)} alt={picture.alt} onFail={() => failed(picture)} />
        </Pressable>
      ))}
      <Sheet open={now !== undefined} title={`图片 ${(at ?? 0) + 1}/${pictures.length}`} onClose={() => setAt(null)} foot={pictures.length > 1 ? (
        <Box className="btn-row even">
          <Button wide disabled={at === 0} onTap={() => setAt((i) => Math.max(0, (i ?? 0) - 1))}>上一张</Button>
          <Button wide disabled={at === pictures.length - 1} onTap={() => setAt((i) => Math.min(pictures.length - 1, (i ?? 0) + 1))}>下一张</Button>
        </Box>
      ) : undefined}>
        {now ? <Picture className="image-full" src={absolute(now.url)} alt={now.alt} fit="contain" onFail={() => failed(now)} /> : null}
      </Sheet>
    </Box>
  );
}

export interface Uploaded {
  key: string;
  /** `later`: no network; the bytes are kept on this device and go up with what they belong to. */
  state: 'sending' | 'ready' | 'failed' | 'later';
  percent: number;
  why?: string;
  file: Chosen;
  preview: string;
  stored?: { id: string; url: string; thumbUrl: string; width: number; height: number };
  kept?: string;
}

const accepted = 'image/jpeg,image/png,image/webp';
let serial = 0;

/**
 * Chosen pictures going up one by one, with percent, retry and removal. `keeps`: the page has an outbox, so a picture without a network is kept on the
 * device (`kept`) instead of failing.
 */
export function useUploads(unitId: string, max = 9, { keeps = false }: { keeps?: boolean } = {}): { items: readonly Uploaded[]; choose: () => void; retry: (key: string) => void; remove: (key: string) => void; clear: () => void; picker: ReactNode } {
  const [items, setItems] = useState<readonly Uploaded[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const change = (key: string, part: Partial<Uploaded>): void => setItems((before) => before.map((item) => (item.key === key ? { ...item, ...part } : item)));
  const start = async (item: Uploaded): Promise<void> => {
    const size = item.file.size;
    if (size > maxFileBytes) {
      change(item.key, { state: 'failed', why: `图片最大 10 MB，这张 ${(size / 1024 / 1024).toFixed(1)} MB` });
      return;
    }
    change(item.key, { state: 'sending', percent: 0 });
    try {
      const stored = await upload(fileRoutes.upload, { unitId }, item.file, (percent) => change(item.key, { percent }));
      change(item.key, { state: 'ready', percent: 100, stored });
    } catch (thrown) {
      const refused = asRefused(thrown);
      const kept = keeps && refused.passing ? await keepFile(item.file).catch(() => null) : null;
      change(item.key, kept === null ? { state: 'failed', why: refused.message } : { state: 'later', kept });
    }
  };
  const add = (files: readonly Chosen[]): void => {
    const fresh = files.slice(0, Math.max(0, max - items.length)).map((file): Uploaded => {
      serial += 1;
      return { key: `u${serial}`, state: 'sending', percent: 0, file, preview: 'path' in file ? file.path : URL.createObjectURL(file) };
    });
    setItems((before) => [...before, ...fresh]);
    void fresh.reduce((before, item) => before.then(() => start(item)), Promise.resolve());
  };
  const choose = (): void => {
    if (isH5) {
      input.current?.click();
      return;
    }
    void Taro.chooseImage({ count: max - items.length, sizeType: ['compressed'] }).then((answer) => add(answer.tempFiles.map((file) => ({ path: file.path, size: file.size }))), () => undefined);
  };
  const picker = isH5 ? createElement('input', {
    ref: input, type: 'file', accept: accepted, multiple: max > 1, hidden: true, className: 'file-input', tabIndex: -1, 'aria-label': '选择图片',
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      add([...(event.currentTarget.files ?? [])]);
      event.currentTarget.value = '';
    },
  }) : null;
  return {
    items, choose, picker,
    retry: (key) => {
      const item = items.find((each) => each.key === key);
      if (item) void start(item);
    },
    remove: (key) => {
      const kept = items.find((item) => item.key === key)?.kept;
      if (kept !== undefined) void dropFile(kept);
      setItems((before) => before.filter((item) => item.key !== key));
    },
    clear: () => setItems([]),
  };
}

/** The chosen pictures with their state. */
export function UploadTiles({ uploads }: { uploads: ReturnType<typeof useUploads> }): ReactNode {
  return (
    <Box>
      {uploads.picker}
      {uploads.items.length === 0 ? null : (
        <Box className="images" live="polite">
          {uploads.items.map((item, i) => (
            <Box key={item.key} className="image-tile">
              <Picture className="image-in" src={item.preview} alt={`第 ${i + 1} 张`} />
              <Box className="image-state">
                {item.state === 'sending' ? `${item.percent}%` : item.state === 'failed' ? item.why : item.state === 'later' ? '联网后发送' : '已传好'}
              </Box>
              <Box className="image-tools">
                {item.state === 'failed' ? <IconButton icon="refresh" label="重传这张" onTap={() => uploads.retry(item.key)} /> : null}
                <IconButton icon="x" label={`移除第 ${i + 1} 张`} onTap={() => uploads.remove(item.key)} />
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
