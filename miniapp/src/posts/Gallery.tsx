import Taro from '@tarojs/taro';
import { type ReactNode, useEffect, useRef } from 'react';
import { absolute } from '../kit/call';
import { Button } from '../ui/Button';
import { Box, isH5, Picture } from '../ui/host';
import { Sheet } from '../ui/Sheet';

interface Seen { url: string; alt: string; caption: string }

/** Pictures large, one beside another: a swipe brings the next one; the buttons do the same for keyboard and mouse. WeChat has a viewer of its own. */
export function Gallery({ pictures, at, onMove, onClose }: { pictures: readonly Seen[]; at: number | null; onMove: (at: number) => void; onClose: () => void }): ReactNode {
  const track = useRef<HTMLElement>(null);
  const open = at !== null;
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (isH5 || at === null) return;
    void Taro.previewImage({ urls: pictures.map((picture) => absolute(picture.url)), current: absolute(pictures[at]?.url ?? '') });
    close.current();
  }, [at, pictures]);
  // Where it opens; afterwards the reader's swipes decide.
  useEffect(() => {
    if (open && track.current && at !== null) track.current.scrollLeft = at * track.current.clientWidth;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when it opens
  }, [open]);
  if (!isH5) return null;
  const now = pictures[at ?? 0];
  const go = (to: number): void => {
    if (track.current) track.current.scrollLeft = to * track.current.clientWidth;
  };
  const scrolled = (): void => {
    const box = track.current;
    if (!box || box.clientWidth === 0) return;
    const seen = Math.round(box.scrollLeft / box.clientWidth);
    if (seen !== at) onMove(seen);
  };
  return (
    <Sheet open={open} title={`图片 ${(at ?? 0) + 1}/${pictures.length}`} onClose={onClose} foot={pictures.length > 1 ? (
      <Box className="btn-row even">
        <Button wide disabled={at === 0} onTap={() => go((at ?? 0) - 1)}>上一张</Button>
        <Button wide disabled={at === pictures.length - 1} onTap={() => go((at ?? 0) + 1)}>下一张</Button>
      </Box>
    ) : undefined}>
      <Box className="gallery" boxRef={track} dom={{ onScroll: scrolled, tabIndex: 0, role: 'group', 'aria-label': '左右滑动看图' }}>
        {pictures.map((picture, i) => <Box key={i} className="gallery-one"><Picture className="image-full" src={absolute(picture.url)} alt={picture.alt} fit="contain" /></Box>)}
      </Box>
      {now?.caption ? <Box className="body-caption" live="polite">{now.caption}</Box> : null}
    </Sheet>
  );
}
