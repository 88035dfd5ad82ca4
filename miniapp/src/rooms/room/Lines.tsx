import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { type MutableRefObject, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from '../../kit/store';
import { Button, IconButton } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Empty } from '../../ui/States';
import { Pending } from './Pending';
import { firstUnread, type RoomLog, rowsOf, shows } from './room-log';
import { dropPictures } from './room-outbox';
import type { RoomStore, RoomView } from './room-store';
import { around, drawn, earlier, held, type Last, later, mostChunks } from './room-window';
import { ChunkRows, type RowActions } from './Row';
import { Scroller, type ScrollHandle } from './Scroller';
import { VoteCard } from './VoteCard';

interface LinesProps {
  unitId: string;
  store: RoomStore;
  view: RoomView;
  log: RoomLog;
  myId: string;
  onMenu: (entry: RoomEntry) => void;
  onRewrite: (seq: number) => void;
  onEdit: (clientId: string) => void;
  /** Filled with the way to bring an entry into sight. */
  jump: MutableRefObject<((seq: number) => void) | null>;
}

/** The record of the room with what is on its way beneath it, and the reader's place in it. */
export function Lines({ unitId, store, view, log, myId, onMenu, onRewrite, onEdit, jump }: LinesProps): ReactNode {
  const scroller = useRef<ScrollHandle>(null);
  const waiting = useStore(store.outbox.items);
  const [atEnd, setAtEnd] = useState(true);
  const [divider, setDivider] = useState(view.landing.divider);
  const [pill, setPill] = useState(view.landing.divider === null && view.landing.at === null && view.landing.unread > 0);
  const [lit, setLit] = useState<number | null>(view.landing.at);
  const [target, setTarget] = useState<string | null>(null);
  const [lastDrawn, setLastDrawn] = useState<Last>(() => (view.landing.at !== null ? around(log.chunks, view.landing.at, 1) : view.landing.divider !== null ? around(log.chunks, view.landing.divider, 2) : null));
  const shown = drawn(log.chunks, lastDrawn);
  const jumping = useRef(false);
  const toEnd = useCallback((): void => {
    setLastDrawn(null);
    setAtEnd(true);
    // The scroller says at once that it is at the end, of what was drawn before: not the end meant here.
    jumping.current = true;
    scroller.current?.toEnd();
    jumping.current = false;
  }, []);
  const leftAt = useRef(log.upTo);
  const landed = useRef(false);

  // Landing: on the entry asked for, on the divider, or at the end. After the first paint, or WeChat passes it over.
  useEffect(() => {
    if (landed.current) return;
    landed.current = true;
    const { at } = view.landing;
    if (at !== null) scroller.current?.toRow(`r${at}`, 'center');
    else if (divider !== null) scroller.current?.toRow('divider', 'start');
    else scroller.current?.toEnd();
  }, [view.landing, divider]);
  useEffect(() => {
    if (target !== null && scroller.current?.toRow(target, target === 'divider' ? 'start' : 'center')) setTarget(null);
  }, [target, log]);
  useEffect(() => {
    if (lit === null) return;
    const timer = setTimeout(() => setLit(null), 2500);
    return () => clearTimeout(timer);
  }, [lit]);

  // The reading mark follows who is at the end and looking.
  useEffect(() => {
    if (!atEnd) return;
    leftAt.current = log.upTo;
    if (typeof document === 'undefined' || document.visibilityState !== 'hidden') store.readTo(log.upTo);
  }, [atEnd, log.upTo, store]);
  const sent = waiting.length;
  const before = useRef(sent);
  useEffect(() => {
    // Own lines always jump to the end.
    if (sent > before.current) toEnd();
    before.current = sent;
  }, [sent, toEnd]);

  const actions = useMemo<RowActions>(() => ({
    unitId,
    menu: onMenu,
    rewrite: onRewrite,
    renew: (seq) => void store.renew(seq),
    goTo(seq) {
      setLit(seq);
      void store.older(seq - 5).then(() => {
        setLastDrawn(around(store.view.get().log?.chunks ?? [], seq, 1));
        setTarget(`r${seq}`);
      });
    },
  }), [unitId, onMenu, onRewrite, store]);

  useEffect(() => {
    jump.current = actions.goTo;
  }, [jump, actions]);

  const toUnread = async (): Promise<void> => {
    setPill(false);
    const { readSeq } = log.state;
    await store.older(Math.max(1, readSeq - 4));
    const now = store.view.get().log;
    const first = now && firstUnread(now, readSeq, myId);
    if (!first) return;
    setLastDrawn(around(now.chunks, first, 2));
    setDivider(first);
    setTarget('divider');
  };

  /** Earlier rows: those loaded already, else from the server. The row that was on top stays in sight. */
  const up = async (): Promise<void> => {
    const top = log.chunks[shown.first]?.rows.find(shows)?.seq;
    if (shown.first === 0) {
      if (log.from <= 1) return;
      await store.older();
    }
    const now = store.view.get().log?.chunks ?? [];
    const next = earlier(now, held(now, lastDrawn));
    if (next === lastDrawn || mostChunks === Infinity) return;
    setAtEnd(false);
    setLastDrawn(next);
    if (top !== undefined) setTarget(`r${top}`);
  };
  /** Later rows, until the end is drawn. The last row read stands on top of them. */
  const down = (): void => {
    const bottom = log.chunks[shown.last]?.rows.slice(-1)[0]?.seq;
    setLastDrawn(later(log.chunks, lastDrawn));
    if (bottom !== undefined) setTarget(`r${bottom}`);
  };
  const endDrawn = shown.last >= log.chunks.length - 1;
  const place = (now: boolean): void => {
    if (jumping.current) return;
    if (now && !endDrawn) {
      down();
      return;
    }
    setLastDrawn(now ? null : held(log.chunks, lastDrawn));
    setAtEnd(now);
  };

  // In the mini-program what is appended is all that is sent: rows end their box, and what changes stands in boxes of its own.
  const fresh = atEnd ? 0 : rowsOf(log).filter((row) => row.seq > leftAt.current && row.by?.id !== myId && shows(row)).length;
  const said = new Set(waiting.length > 0 ? rowsOf(log).slice(-80).map((row) => row.clientId) : []);
  const pending = waiting.filter((item) => !said.has(item.clientId));
  const running = Object.values(view.ballots).filter((ballot) => ballot.state === 'open');
  const endKey = `${log.upTo}.${pending.length}.${running.map((ballot) => ballot.id).join()}.${log.state.open}`;

  return (
    <Box className="room-lines">
      <Scroller handle={scroller} firstKey={log.chunks[0]?.key ?? ''} endKey={endKey} label="发言记录" onAtEnd={place} onNearTop={() => { if (landed.current) void up(); }}>
        {log.from > 1 || shown.first > 0 ? <Box className="older"><Button small kind="quiet" busy={view.loadingOlder} onTap={up}>更早的发言</Button></Box> : null}
        {log.chunks.length === 0 ? <Empty text={log.state.meetingId ? '会议开始后，发言会出现在这里。' : '还没有人说话。说第一句'} icon="message-circle" /> : null}
        <Box className="rows">{log.chunks.map((chunk, i) => <ChunkRows key={chunk.key} chunk={chunk} away={i < shown.first || i > shown.last} previous={log.chunks[i - 1]?.rows.slice(-1)[0]} myId={myId} divider={divider} unread={view.landing.unread} recalled={view.recalled} ballots={view.ballots} lit={lit} actions={actions} />)}</Box>
        {endDrawn ? null : <Box className="older"><Button small kind="quiet" onTap={down}>之后的发言</Button></Box>}
        <Pending items={pending} onRetry={store.outbox.retry} onEdit={onEdit} onDelete={(id) => dropPictures(store.outbox.take(id)?.pictures ?? [])} />
        {running.map((ballot) => <VoteCard key={ballot.id} unitId={unitId} ballot={ballot} onBallot={store.setBallot} onSettle={() => void store.reload()} />)}
      </Scroller>
      {pill ? (
        <Box className="pill-up">
          <Button small icon="arrow-up" onTap={toUnread}>{view.landing.unread} 条未读</Button>
          <IconButton icon="x" label="不看未读提示" onTap={() => setPill(false)} />
        </Box>
      ) : null}
      {atEnd ? null : <Box className="pill-down"><Button small icon="arrow-down" onTap={toEnd}>最新{fresh > 0 ? ` +${fresh}` : ''}</Button></Box>}
    </Box>
  );
}
