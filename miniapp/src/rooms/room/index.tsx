import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { paths } from '@branch/shared/paths';
import { useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { newClientId } from '../../kit/ids';
import { currentMe, loadMe, useMe } from '../../kit/me';
import { signInFirst } from '../../kit/paths';
import { useStore } from '../../kit/store';
import { personHere, session } from '../../kit/session';
import { Button } from '../../ui/Button';
import { Box, isH5 } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Progress';
import { Sheet } from '../../ui/Sheet';
import { ErrorState } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { Composer, type ComposerHandle } from './Composer';
import { Hand, NoComposer, whyNotHere } from './Foot';
import { AgendaStrip, RoomActions, subtitleOf } from './Head';
import { draftOf, lastRecallable, LineMenu } from './LineMenu';
import { Lines } from './Lines';
import { rowsOf } from './room-log';
import { Pending } from './Pending';
import { loadMarks } from './room-marks';
import { dropPictures } from './room-outbox';
import { openRoom, type RoomStore } from './room-store';
import { RoomSide } from './RoomSide';
import './index.scss';

/** A room: of a meeting, or the branch's standing chat. Address: `unit`, `id`, and `at` for the entry to land on. */
export default function RoomPage(): ReactNode {
  const { unit = '', id = '', at } = useRouter().params;
  const me = useMe();
  const state = useStore(session);
  useEffect(() => {
    if (state === 'in' && !currentMe()) void loadMe().catch(() => undefined);
  }, [state]);
  if (state === 'out') return <Page title="会议室"><ErrorState failure={{ message: '没有找到，或仅成员可见。' }}><Button kind="primary" onTap={() => signInFirst()}>登录</Button></ErrorState></Page>;
  // Without a network nobody can say who is here; then it is who was here last, and what they wrote still waits.
  const myId = me?.person.id ?? personHere();
  if (myId === '') return <Page title="会议室" fixed><Skeleton rows={3} /></Page>;
  return <Room key={`${unit}.${id}.${myId}`} unitId={unit} roomId={id} myId={myId} at={at === undefined ? null : Number(at)} />;
}

function Room({ unitId, roomId, myId, at }: { unitId: string; roomId: string; myId: string; at: number | null }): ReactNode {
  const [store, setStore] = useState<RoomStore | null>(null);
  useEffect(() => {
    const opened = openRoom({ unitId, roomId, myId, at: at !== null && at > 0 ? at : null });
    setStore(opened);
    void opened.load();
    return () => opened.close();
  }, [unitId, roomId, myId, at]);
  return store ? <OpenRoom unitId={unitId} roomId={roomId} myId={myId} store={store} /> : <Page title="会议室" fixed><Skeleton rows={3} /></Page>;
}

function OpenRoom({ unitId, roomId, myId, store }: { unitId: string; roomId: string; myId: string; store: RoomStore }): ReactNode {
  const view = useStore(store.view);
  const waiting = useStore(store.outbox.items);
  const composer = useRef<ComposerHandle>(null);
  const jump = useRef<((seq: number) => void) | null>(null);
  const [menu, setMenu] = useState<RoomEntry | null>(null);
  const [side, setSide] = useState(false);
  const { log, meeting } = view;
  const rewrite = useCallback((seq: number) => {
    composer.current?.write(draftOf(store.view.get().recalled[seq] ?? ''));
  }, [store]);
  const edit = useCallback((clientId: string) => {
    const draft = store.outbox.take(clientId);
    if (draft) composer.current?.write(draft);
  }, [store]);
  const share = useMemo(() => ({ title: meeting?.title ?? '会议室', path: meeting ? paths.meeting(unitId, meeting.id) : undefined }), [meeting, unitId]);
  useShareAppMessage(() => share);
  useDidShow(() => {
    // Back from the minutes or the meeting's page: they may have changed something here.
    if (store.view.get().log) void store.reload();
  });

  const called = log?.state.floor?.id === myId;
  useEffect(() => {
    if (called) toast('主持人请您发言');
  }, [called]);

  const over = log !== null && !log.state.open;
  useEffect(() => {
    // The chair's desk has nothing more to do once the meeting is over.
    if (over) setSide(false);
  }, [over]);

  const mayNote = meeting?.me.mayEditMinutes ?? false;
  useEffect(() => {
    if (mayNote) void loadMarks({ unitId, roomId });
  }, [mayNote, unitId, roomId]);

  if (!log) {
    return (
      <Page title="会议室" fixed wide>
        <Box className="room-closed">
          {view.failure ? <ErrorState failure={view.failure} onRetry={() => store.load()} /> : <Skeleton rows={4} onRetry={() => store.load()} />}
          <Pending items={waiting} onRetry={store.outbox.retry} onDelete={(clientId) => dropPictures(store.outbox.take(clientId)?.pictures ?? [])} />
        </Box>
      </Page>
    );
  }
  const { state } = log;
  const why = whyNotHere(state, meeting, myId);
  const editLast = (): void => {
    const last = waiting[waiting.length - 1];
    if (last) {
      edit(last.clientId);
      return;
    }
    const line = lastRecallable(rowsOf(log), myId, Date.now());
    if (line) setMenu(line);
  };
  const foot = why !== null ? <NoComposer unitId={unitId} state={state} meeting={meeting} why={why} /> : (
    <Composer
      unitId={unitId} draftName={`room:${myId}:${roomId}`} placeholder={state.meetingId ? '围绕议题说几句' : '说几句'} handle={composer}
      hand={state.meetingId ? <Hand unitId={unitId} store={store} state={state} myId={myId} /> : null}
      onSend={(draft) => store.outbox.put(newClientId(), draft)} onEditLast={editLast}
    />
  );
  return (
    <Page
      title={meeting?.title ?? state.title} subtitle={subtitleOf(log, meeting)} fixed wide
      actions={meeting ? <RoomActions meeting={meeting} chairs={state.me.isChair && state.open} unitId={unitId} onSide={() => setSide(true)} /> : undefined}
      strip={meeting && state.agendaItemId ? <AgendaStrip log={log} meeting={meeting} onTap={() => setSide(true)} onPinned={(seq) => jump.current?.(seq)} /> : undefined}
    >
      <Box className="room">
        <Box className="room-main">
          <Lines unitId={unitId} store={store} view={view} log={log} myId={myId} onMenu={setMenu} onRewrite={rewrite} onEdit={edit} jump={jump} />
          <Box className="room-foot" as="footer">{foot}</Box>
        </Box>
        {isH5 && meeting ? <Box as="aside" className="room-aside" label="会议情况"><RoomSide unitId={unitId} store={store} state={state} meeting={meeting} myId={myId} /></Box> : null}
      </Box>
      <LineMenu unitId={unitId} store={store} state={state} myId={myId} entry={menu} composer={composer.current} mayNote={mayNote} maySpeak={why === null} onClose={() => setMenu(null)} />
      {meeting ? <Sheet open={side} title={state.me.isChair && state.open ? '主持' : '会议情况'} onClose={() => setSide(false)}><RoomSide unitId={unitId} store={store} state={state} meeting={meeting} myId={myId} /></Sheet> : null}
    </Page>
  );
}
