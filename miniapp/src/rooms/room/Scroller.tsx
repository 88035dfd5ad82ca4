import { ScrollView } from '@tarojs/components';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { Box, isH5 } from '../../ui/host';

export interface ScrollHandle {
  toEnd(): void;
  /** Brings the element with this id into sight. False: not there. */
  toRow(id: string, where: 'start' | 'center'): boolean;
}

interface ScrollerProps {
  handle: Ref<ScrollHandle>;
  /** Changes when older rows were put in front: then the row in sight stays where it is. */
  firstKey: string;
  /** Changes when something was added at the end: then a reader at the end stays there. */
  endKey: string;
  label: string;
  onAtEnd: (atEnd: boolean) => void;
  onNearTop: () => void;
  children: ReactNode;
}

const near = 120;

/** The rows of a room. Keeps the reader where they are: at the end while new rows come, at the same row while older ones come. */
export function Scroller(props: ScrollerProps): ReactNode {
  return isH5 ? <WebScroller {...props} /> : <WeappScroller {...props} />;
}

function WebScroller({ handle, firstKey, endKey, label, onAtEnd, onNearTop, children }: ScrollerProps): ReactNode {
  const outer = useRef<HTMLElement>(null);
  const inner = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const seen = useRef({ firstKey, height: 0, top: 0 });
  const note = (): void => {
    const box = outer.current;
    if (!box) return;
    seen.current = { ...seen.current, height: box.scrollHeight, top: box.scrollTop };
    const now = box.scrollHeight - box.scrollTop - box.clientHeight < near;
    if (now !== atEnd.current) {
      atEnd.current = now;
      onAtEnd(now);
    }
  };
  const toEnd = (): void => {
    if (outer.current) outer.current.scrollTop = outer.current.scrollHeight;
    note();
  };
  useImperativeHandle(handle, () => ({
    toEnd,
    toRow(id, where) {
      const row = outer.current?.querySelector(`[id="${id}"]`);
      row?.scrollIntoView({ block: where });
      note();
      return Boolean(row);
    },
  }));
  useLayoutEffect(() => {
    const box = outer.current;
    if (!box) return;
    const before = seen.current;
    if (before.firstKey !== firstKey && before.height > 0) {
      seen.current.firstKey = firstKey;
      if (!atEnd.current) box.scrollTop = before.top + box.scrollHeight - before.height;
    } else if (atEnd.current) box.scrollTop = box.scrollHeight;
    seen.current = { firstKey, height: box.scrollHeight, top: box.scrollTop };
  }, [firstKey, endKey]);
  useEffect(() => {
    // Keyboards, pictures and the composer change heights: who is at the end stays there.
    if (!outer.current || !inner.current || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current && outer.current) outer.current.scrollTop = outer.current.scrollHeight;
      if (outer.current) seen.current = { ...seen.current, height: outer.current.scrollHeight, top: outer.current.scrollTop };
    });
    watch.observe(outer.current);
    watch.observe(inner.current);
    return () => watch.disconnect();
  }, []);
  return (
    <Box className="room-scroll" boxRef={outer} role="log" label={label} dom={{ tabIndex: 0, onScroll: () => { note(); if ((outer.current?.scrollTop ?? 999) < near) onNearTop(); } }}>
      <Box className="room-inner" boxRef={inner}>{children}</Box>
    </Box>
  );
}

function WeappScroller({ handle, endKey, label, onAtEnd, onNearTop, children }: ScrollerProps): ReactNode {
  const [into, setInto] = useState('');
  const atEnd = useRef(true);
  const go = (id: string): void => {
    // The same id twice is no change; and before the first paint it is passed over.
    setInto('');
    setTimeout(() => setInto(id), 60);
  };
  useImperativeHandle(handle, () => ({ toEnd: () => { atEnd.current = true; onAtEnd(true); go('end'); }, toRow: (id) => { go(id); return true; } }));
  useEffect(() => {
    if (atEnd.current) go('end');
  }, [endKey]);
  const set = (now: boolean): void => {
    if (now !== atEnd.current) {
      atEnd.current = now;
      onAtEnd(now);
    }
  };
  return (
    <ScrollView
      className="room-scroll" scrollY enhanced scrollAnchoring scrollIntoView={into} aria-label={label} lowerThreshold={near} upperThreshold={near}
      onScrollToLower={() => set(true)} onScrollToUpper={onNearTop} onScroll={(event) => { if (event.detail.deltaY > 4) set(false); }}
    >
      {children}
      <Box id="end" className="room-end" />
    </ScrollView>
  );
}
