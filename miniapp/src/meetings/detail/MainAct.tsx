import { meetingRoutes } from '@branch/shared/meetings/routes';
import { whyNotOpen } from '@branch/shared/meetings/rules';
import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { toast } from '../../ui/Toast';
import type { Meeting } from '../meeting-words';

/** What this reader does next, at the foot. */
export function MainAct({ meeting, onJoin, onLeave, onReload }: { meeting: Meeting; onJoin: () => Promise<void>; onLeave: () => void; onReload: () => Promise<void> }): ReactNode {
  const { me, state } = meeting;
  const unitId = meeting.unit.id;
  if (state === 'open') return <>{meeting.form !== 'online' && !me.attended && (me.expected || me.observer) ? <Box className="foot-words">在会场的，请用微信扫屏幕上的签到码。</Box> : null}<Box className="foot-acts"><Button kind="primary" wide onTap={() => open(paths.room(unitId, meeting.roomId))}>进入会议室</Button>{me.expected && !me.attended ? <Button onTap={onLeave}>请假</Button> : null}</Box></>;
  if (state === 'called' && me.mayManage) {
    const start = async (): Promise<void> => {
      try {
        await call(meetingRoutes.open, { unitId, meetingId: meeting.id });
        await open(paths.room(unitId, meeting.roomId));
      } catch (thrown) {
        toast(asRefused(thrown).message);
      }
      await onReload();
    };
    return (
      <>
        <Box className="foot-words">{me.reply === 'leave' ? '您已请假。' : ''}开会的人主持，最早可以提前 30 分钟。</Box>
        <Box className="foot-acts"><Act kind="primary" wide quietReason icon="speakerphone" whyNot={whyNotOpen({ state, startsAt: new Date(meeting.startsAt) }, new Date())} onTap={start}>开会</Act>{me.expected ? <Button onTap={onLeave}>请假</Button> : null}</Box>
      </>
    );
  }
  if (state === 'called' && me.expected) {
    return (
      <>
        {me.reply ? <Box className="foot-words">{me.reply === 'join' ? '您已答复：参加' : '您已请假'}，开会前都可以改。</Box> : null}
        <Box className="foot-acts">
          <Button kind={me.reply === 'join' ? 'plain' : 'primary'} wide onTap={onJoin}>参加</Button>
          <Button wide onTap={onLeave}>请假</Button>
        </Box>
      </>
    );
  }
  if (state !== 'closed') return null;
  const absent = me.expected && !me.attended;
  if (meeting.minutesVersion === 0) return meeting.entered ? null : <Box className="foot-acts"><Button wide onTap={() => open(paths.room(unitId, meeting.roomId))}>看全部发言</Button></Box>;
  return (
    <Box className="foot-acts">
      {absent && !me.acknowledged ? <Button kind="primary" wide onTap={() => open(paths.catchUp(unitId, meeting.id))}>两分钟补学</Button> : null}
      <Button kind={absent && !me.acknowledged ? 'plain' : 'primary'} wide onTap={() => open(paths.minutes(unitId, meeting.id))}>看纪要</Button>
      {meeting.entered ? null : <Button wide onTap={() => open(paths.room(unitId, meeting.roomId))}>全部发言</Button>}
    </Box>
  );
}
