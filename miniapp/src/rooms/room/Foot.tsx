import { whyNotHand, whyNotSpeak } from '@branch/shared/meetings/rules';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomStanding } from '@branch/shared/meetings/room-state';
import { paths } from '@branch/shared/paths';
import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { ReactNode } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { Button, Pressable } from '../../ui/Button';
import { Box, cx, Span } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { toast } from '../../ui/Toast';
import type { Meeting, RoomStore } from './room-store';

/** Why this reader may not speak here now; the server's own rule. */
export const whyNotHere = (state: RoomStanding, meeting: Meeting | null, myId: string): RefusalCode | null =>
  whyNotSpeak({ open: state.open, closed: state.closedAt !== null || meeting?.state === 'closed' || meeting?.state === 'cancelled', expected: state.me.expected, observer: meeting?.me.observer ?? false, muted: state.muted.includes(myId) });

/** In place of the composer when one may not speak: why, and where to go on. */
export function NoComposer({ unitId, state, meeting, why }: { unitId: string; state: RoomStanding; meeting: Meeting | null; why: RefusalCode }): ReactNode {
  if (why === 'meeting.closed' && meeting) {
    const absent = meeting.me.expected && !meeting.me.attended;
    return (
      <Box className="no-composer">
        <Box className="soft">{meeting.state === 'cancelled' ? '会议已取消' : '会议已结束'}</Box>
        <Box className="btn-row">
          {meeting.minutesVersion > 0 ? <Button small kind={absent ? 'plain' : 'primary'} onTap={() => open(paths.minutes(unitId, meeting.id))}>看纪要</Button> : null}
          {absent && meeting.minutesVersion > 0 ? <Button small kind="primary" onTap={() => open(paths.catchUp(unitId, meeting.id))}>两分钟补学</Button> : null}
          {meeting.me.mayEditMinutes && meeting.state === 'closed' ? <Button small kind={meeting.minutesVersion === 0 ? 'primary' : 'plain'} onTap={() => open(paths.editMinutes(unitId, meeting.id))}>整理纪要</Button> : null}
          <Button small onTap={() => open(paths.meeting(unitId, meeting.id))}>会议详情</Button>
        </Box>
      </Box>
    );
  }
  return (
    <Box className="no-composer">
      <Box className="soft">{why === 'meeting.not-open' ? '会议还没有开始，开始后可以发言。' : wordsOf(why)}</Box>
      {state.meetingId && why === 'meeting.not-open' ? <Button small onTap={() => open(paths.meeting(unitId, state.meetingId ?? ''))}>会议详情</Button> : null}
    </Box>
  );
}

/** Raises and lowers my hand, and says where I stand in the queue. */
export function Hand({ unitId, store, state, myId }: { unitId: string; store: RoomStore; state: RoomStanding; myId: string }): ReactNode {
  const place = state.hands.findIndex((person) => person.id === myId) + 1;
  const up = place > 0;
  const why = whyNotHand(state.hands.map((person) => person.id), myId, !up);
  const press = async (): Promise<void> => {
    try {
      const { entry } = await call(roomRoutes.hand, { unitId, roomId: state.roomId, up: !up });
      store.take(entry);
      if (!up) toast(`已举手，排在第 ${(store.view.get().log?.state.hands.findIndex((person) => person.id === myId) ?? 0) + 1} 位`);
    } catch (thrown) {
      toast(asRefused(thrown).message);
      await store.reload();
    }
  };
  return (
    <Pressable className={cx('icon-btn', 'boxed', up && 'is-on')} label={up ? `放下手（排在第 ${place} 位）` : '举手'} disabled={why !== null} onTap={press} dom={{ title: up ? '放下手' : '举手' }} aria={{ pressed: up }}>
      <Icon name="hand-stop" />
      {up ? <Span className="hand-place">{place}</Span> : null}
    </Pressable>
  );
}
