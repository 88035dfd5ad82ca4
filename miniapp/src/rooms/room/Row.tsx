import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { sentenceOf } from '@branch/shared/meetings/transcript';
import { memo, type ReactNode, useRef } from 'react';
import { Avatar } from '../../ui/Badge';
import { IconButton, Pressable } from '../../ui/Button';
import { DocumentRows } from '../../ui/Documents';
import { Box, cx, isH5, Span } from '../../ui/host';
import { ImageGrid } from '../../ui/Images';
import { View } from '@tarojs/components';
import { parts } from './composer-rules';
import { Marked } from './Marked';
import { type Line, type Chunk, shows } from './room-log';
import type { Ballot } from './room-store';
import { VoteResult } from './VoteResult';
import { timeBetween } from './words';

/** What rows may ask of the page; stays the same object, so that rows are not drawn again. */
export interface RowActions {
  unitId: string;
  menu(entry: RoomEntry): void;
  goTo(seq: number): void;
  rewrite(seq: number): void;
  /** Its pictures do not show: their addresses may have ended. */
  renew(seq: number): void;
}

interface RowsProps {
  myId: string;
  divider: number | null;
  unread: number;
  recalled: Readonly<Record<number, string>>;
  ballots: Readonly<Record<string, Ballot>>;
  lit: number | null;
  actions: RowActions;
}

/** Some rows that are only drawn again when one of them changed; `away`: their box stays, empty. */
export const ChunkRows = memo(function ChunkRows({ chunk, previous, away, ...props }: RowsProps & { chunk: Chunk; previous: RoomEntry | undefined; away: boolean }): ReactNode {
  return (
    <Box className="rows">
      {away ? null : chunk.rows.map((entry, i) => (shows(entry) ? <Row key={entry.seq} entry={entry} before={i === 0 ? previous : chunk.rows[i - 1]} {...props} /> : null))}
    </Box>
  );
}, (a, b) => {
  if (a.away && b.away) return true;
  if (a.away !== b.away || a.chunk !== b.chunk || a.previous !== b.previous || a.actions !== b.actions || a.myId !== b.myId) return false;
  const first = a.chunk.rows[0]?.seq ?? 0;
  const last = a.chunk.rows[a.chunk.rows.length - 1]?.seq ?? 0;
  const within = (seq: number | null): boolean => seq !== null && seq >= first && seq <= last;
  return (a.divider === b.divider || (!within(a.divider) && !within(b.divider))) && (a.lit === b.lit || (!within(a.lit) && !within(b.lit)))
    && (a.recalled === b.recalled || !a.chunk.rows.some((row) => row.seq in b.recalled)) && (a.ballots === b.ballots || !a.chunk.rows.some((row) => row.body.kind === 'ballotClosed'));
});

const Row = memo(function Row({ entry, before, myId, divider, unread, recalled, ballots, lit, actions }: RowsProps & { entry: RoomEntry; before: RoomEntry | undefined }): ReactNode {
  const time = timeBetween(before, entry);
  return (
    <Box id={`r${entry.seq}`} className={cx('entry-row', lit === entry.seq && 'is-lit')}>
      {time ? <Box className="room-time">{time}</Box> : null}
      {divider === entry.seq ? <Box id="divider" className="divider" role="separator"><Span className="divider-text">以下为未读 {unread} 条</Span></Box> : null}
      <Inside entry={entry} myId={myId} recalled={recalled[entry.seq]} ballots={ballots} actions={actions} />
    </Box>
  );
}, (a, b) => a.entry === b.entry && a.before === b.before && (a.divider === a.entry.seq) === (b.divider === b.entry.seq) && (a.lit === a.entry.seq) === (b.lit === b.entry.seq)
  && a.recalled[a.entry.seq] === b.recalled[b.entry.seq] && a.actions === b.actions && (a.entry.body.kind !== 'ballotClosed' || a.ballots === b.ballots));

function Inside({ entry, myId, recalled, ballots, actions }: { entry: RoomEntry; myId: string; recalled: string | undefined; ballots: RowsProps['ballots']; actions: RowActions }): ReactNode {
  const { body, by } = entry;
  const mine = by?.id === myId;
  if (body.kind === 'ballotClosed') return <VoteResult closing={body} ballot={ballots[body.ballotId]} />;
  if (body.kind !== 'line') return <Pill>{sentenceOf(entry)}</Pill>;
  if (body.gone) {
    return (
      <Pill>
        {body.gone === 'recalled' ? `${mine ? '您' : by?.name ?? ''}撤回了一条发言` : `${mine ? '您' : by?.name ?? ''}的一条发言已被隐藏`}
        {mine && recalled !== undefined ? <Pressable className="pill-link" onTap={() => actions.rewrite(entry.seq)}>重新编辑</Pressable> : null}
      </Pill>
    );
  }
  return <LineRow entry={entry} body={body} mine={mine} actions={actions} />;
}

const Pill = ({ children }: { children: ReactNode }): ReactNode => <Box className="pill-row"><Box className="pill">{children}</Box></Box>;

const LineRow = ({ entry, body, mine, actions }: { entry: RoomEntry; body: Line; mine: boolean; actions: RowActions }): ReactNode => (
  <Box className={cx('line', mine && 'is-mine')}>
    {mine ? null : <Avatar name={entry.by?.name ?? ''} seed={entry.by?.id} />}
    <Box className="line-main">
      {mine ? null : <Box className="line-by">{entry.by?.name}</Box>}
      <Bubble onMenu={() => actions.menu(entry)} name={`${mine ? '我' : entry.by?.name ?? ''}的第 ${entry.seq} 条发言`}>
        {body.quote ? <Pressable className="quote" dom={{ title: '看原话' }} onTap={() => actions.goTo(body.quote?.seq ?? 0)}>{body.quote.by.name}：{body.quote.text}</Pressable> : null}
        <Words text={body.text ?? ''} mentions={body.mentions} />
        {body.pictures.length > 0 ? <ImageGrid pictures={body.pictures} onStale={() => actions.renew(entry.seq)} /> : null}
        <DocumentRows unitId={actions.unitId} files={body.files} />
      </Bubble>
      <Marked seq={entry.seq} />
      {mine ? <Box className="line-note">已送达 · 第 {entry.seq} 条</Box> : null}
    </Box>
  </Box>
);

export function Words({ text, mentions }: { text: string; mentions: readonly { id: string; name: string }[] }): ReactNode {
  if (text === '') return null;
  return <Box className="words">{mentions.length === 0 ? text : parts(text, mentions).map((part, i) => (part.mention ? <Span key={i} className="link">{part.text}</Span> : part.text))}</Box>;
}

const longPress = 480;

/** A bubble whose menu opens by long press, right click or its own button. */
function Bubble({ onMenu, name, children }: { onMenu: () => void; name: string; children: ReactNode }): ReactNode {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  if (!isH5) return <View className="bubble" onLongPress={onMenu}>{children}</View>;
  const stop = (): void => clearTimeout(timer.current);
  return (
    <Box className="bubble-place">
      <Box className="bubble" dom={{
        onContextMenu: (event: MouseEvent) => {
          // Selected text keeps the browser's own menu (copy).
          if (String(window.getSelection() ?? '') !== '') return;
          event.preventDefault();
          stop();
          onMenu();
        },
        onTouchStart: () => { stop(); timer.current = setTimeout(onMenu, longPress); }, onTouchEnd: stop, onTouchMove: stop, onTouchCancel: stop,
      }}>{children}</Box>
      <IconButton icon="dots" className="bubble-menu" label={`更多操作：${name}`} onTap={onMenu} />
    </Box>
  );
}
