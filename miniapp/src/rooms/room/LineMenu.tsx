import { characters, recallWindow, whyNotHide, whyNotMark, whyNotRecall } from '@branch/shared/meetings/rules';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomEntry, RoomStanding } from '@branch/shared/meetings/room-state';
import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { paths } from '@branch/shared/paths';
import { clock } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { copyText } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { useStore } from '../../kit/store';
import { Act } from '../../ui/Act';
import { Box } from '../../ui/host';
import { Textarea, type TextHandle } from '../../ui/Input';
import { ActionMenu, type MenuAction, Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { ComposerHandle } from './Composer';
import { mark, marks } from './room-marks';
import type { Draft } from './room-outbox';
import type { RoomStore } from './room-store';
import { shortly } from './words';

interface LineMenuProps {
  unitId: string;
  store: RoomStore;
  state: RoomStanding;
  myId: string;
  entry: RoomEntry | null;
  composer: ComposerHandle | null;
  /** The reader writes the minutes: may note lines for them. */
  mayNote: boolean;
  /** The reader may speak: quoting and mentioning make sense. */
  maySpeak: boolean;
  onClose: () => void;
}

/** What can be done with a line: by everyone, by its author within two minutes, by officers, by the chair. */
export function LineMenu({ unitId, store, state, myId, entry, composer, mayNote, maySpeak, onClose }: LineMenuProps): ReactNode {
  const noted = useStore(marks).seqs;
  const [asking, setAsking] = useState<{ what: 'hide' | 'mute'; entry: RoomEntry } | null>(null);
  if (!entry || entry.body.kind !== 'line') return asking ? <ReasonSheet unitId={unitId} store={store} asking={asking} closed={state.meetingId !== null && !state.open} onClose={() => setAsking(null)} /> : null;
  const { body, by } = entry;
  const mine = by?.id === myId;
  const frozen = state.meetingId !== null && !state.open;
  const room = { unitId, roomId: state.roomId };
  const act = async (work: () => Promise<{ entry: RoomEntry }>, done?: string): Promise<void> => {
    try {
      store.take((await work()).entry);
      if (done) toast(done);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const actions: (MenuAction | false)[] = [
    maySpeak && { key: 'quote', text: '引用', icon: 'quote', onTap: () => composer?.quote({ seq: entry.seq, name: by?.name ?? '', text: shortly(body.text || (body.files[0] ? `[文件] ${body.files[0].name}` : '[图片]'), 80) }) },
    maySpeak && !mine && by !== null && { key: 'at', text: `@${by.name}`, icon: 'at', onTap: () => composer?.mention(by) },
    body.text ? { key: 'copy', text: '复制', icon: 'copy', onTap: async () => toast((await copyText(body.text ?? '')) ? '已复制' : '没有复制成功，请长按文字选取。') } : false,
    mine && {
      key: 'recall', text: '撤回', icon: 'arrow-back-up', whyNot: reason(whyNotRecall({ mine, at: new Date(entry.at), gone: false, closed: frozen }, new Date())),
      onTap: async () => {
        store.remember(entry.seq, body.text ?? '');
        await act(() => call(roomRoutes.recall, { ...room, seq: entry.seq }));
      },
    },
    mayNote && {
      key: 'mark', text: noted.includes(entry.seq) ? '不记入要点' : '记入要点', icon: 'writing', whyNot: reason(whyNotMark({ meeting: state.meetingId !== null, open: state.open, gone: body.gone !== null })),
      onTap: async () => {
        try {
          await mark(room, entry.seq, !noted.includes(entry.seq));
        } catch (thrown) {
          toast(asRefused(thrown).message);
        }
      },
    },
    state.me.isChair && state.open && (state.pinned?.seq === entry.seq
      ? { key: 'unpin', text: '取消置顶', icon: 'pin', onTap: () => act(() => call(roomRoutes.pin, { ...room, seq: null })) }
      : { key: 'pin', text: '置顶，并列为发言要点', icon: 'pin', onTap: () => act(() => call(roomRoutes.pin, { ...room, seq: entry.seq })) }),
    state.me.isChair && state.open && !mine && by !== null && (state.muted.includes(by.id)
      ? { key: 'unmute', text: `恢复${by.name}的发言`, icon: 'microphone', onTap: () => act(() => call(roomRoutes.mute, { ...room, personId: by.id, muted: false, reason: '' })) }
      : { key: 'mute', text: `暂停${by.name}的发言`, icon: 'ban', danger: true, onTap: () => setAsking({ what: 'mute', entry }) }),
    !mine && by !== null && { key: 'report', text: '举报', icon: 'alert-triangle', onTap: () => open(paths.report(unitId, 'line', `${state.roomId}-${entry.seq}`)) },
    state.me.mayHide && { key: 'hide', text: '隐藏这条发言', icon: 'eye-off', danger: true, whyNot: frozen ? wordsOf('line.frozen') : null, onTap: () => setAsking({ what: 'hide', entry }) },
  ];
  return <ActionMenu open title={`${mine ? '我' : by?.name ?? ''} · ${clock(new Date(entry.at))} · 第 ${entry.seq} 条`} actions={actions.filter((action): action is MenuAction => action !== false)} onClose={onClose} />;
}

const reason = (code: RefusalCode | null): string | null => (code === null ? null : wordsOf(code));

/** Hiding and muting say why: the one concerned reads it, and it stays on record. */
function ReasonSheet({ unitId, store, asking, closed, onClose }: { unitId: string; store: RoomStore; asking: { what: 'hide' | 'mute'; entry: RoomEntry }; closed: boolean; onClose: () => void }): ReactNode {
  const field = useRef<TextHandle>(null);
  const [length, setLength] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const { entry, what } = asking;
  const roomId = store.view.get().log?.state.roomId ?? '';
  const name = entry.by?.name ?? '';
  const why = what === 'hide' ? whyNotHide({ gone: false, closed }, '字'.repeat(length)) : length === 0 ? ('mute.reason-needed' as const) : null;
  const submit = async (): Promise<void> => {
    const words = field.current?.value ?? '';
    try {
      const answer = what === 'hide' ? await call(roomRoutes.hide, { unitId, roomId, seq: entry.seq, reason: words }) : await call(roomRoutes.mute, { unitId, roomId, personId: entry.by?.id ?? '', muted: true, reason: words });
      store.take(answer.entry);
      toast(what === 'hide' ? '已隐藏，并告知本人' : `已暂停${name}的发言`);
      onClose();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title={what === 'hide' ? `隐藏${name}的发言` : `暂停${name}的发言`} onClose={onClose} foot={<Act kind="danger" wide whyNot={why} onTap={submit}>{what === 'hide' ? '隐藏' : '暂停发言'}</Act>}>
      {entry.body.kind === 'line' ? <Box className="card card-soft">{shortly(entry.body.text ?? '', 120)}</Box> : null}
      <Textarea label="理由" hint={what === 'hide' ? '至少 10 个字，写明依据哪条规则；本人会看到，原话留在记录里。' : '所有人会看到。'} maxLength={what === 'hide' ? 300 : 200} rows={3} handle={field} error={error} onValue={(value) => setLength(characters(value.trim()))} />
    </Sheet>
  );
}

/** The last line of mine that may still be recalled. */
export function lastRecallable(rows: readonly RoomEntry[], myId: string, now: number): RoomEntry | null {
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i];
    if (row?.body.kind === 'line' && row.by?.id === myId) return row.body.gone === null && now - new Date(row.at).getTime() <= recallWindow ? row : null;
  }
  return null;
}

/** A draft out of a recalled text. */
export const draftOf = (text: string): Draft => ({ text, quote: null, mentions: [], pictures: [] });
