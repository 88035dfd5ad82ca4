import { meetingRoutes } from '@branch/shared/meetings/routes';
import { leaveCategories, type LeaveCategory, leaveCategoryNames, meetingKindNames } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { upcoming } from '../../kit/time';
import { useAttempt } from '../../kit/useAttempt';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Link } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box, Span } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

type MeetingCard = Output<typeof meetingRoutes.meetings>['items'][number];

/** The meeting that is on, or the next: one tap and one is present; coming or leave said before. */
export function MeetingStrip({ meeting, mayCall, onChanged }: { meeting: MeetingCard; mayCall: boolean; onChanged: () => Promise<void> }): ReactNode {
  const [asking, setAsking] = useState(false);
  const attempt = useAttempt();
  const one = { unitId: meeting.unit.id, meetingId: meeting.id };
  const live = meeting.state === 'open';
  const enter = async (): Promise<void> => {
    // Entering is what counts one as present; the room says why not, if it may not be entered.
    await call(meetingRoutes.enter, one).catch(() => undefined);
    await open(paths.room(meeting.unit.id, meeting.roomId));
  };
  const join = (): Promise<boolean> => attempt.run(async () => {
    await call(meetingRoutes.reply, { ...one, reply: 'join' });
    toast('已记下，您会参加');
    await onChanged();
  });
  return (
    <Card tone={live ? 'accent' : undefined} label={live ? '正在开会' : '下一次会议'}>
      <Box className="card-top">
        <Tag tone={live ? 'brand' : 'info'}>{live ? '正在开会' : meetingKindNames[meeting.kind]}</Tag>
        <Span className="soft num">{live ? `已到 ${meeting.present} / 应到 ${meeting.expected}` : upcoming(meeting.startsAt)}</Span>
        {meeting.myReply ? <Tag tone={meeting.myReply === 'join' ? 'success' : 'plain'}>{meeting.myReply === 'join' ? '您已答复参加' : '您已请假'}</Tag> : null}
      </Box>
      <Box as="h2" className="h2 tight"><Link className="title-link" to={paths.meeting(meeting.unit.id, meeting.id)}>{meeting.title}</Link></Box>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="btn-row strip-buttons">
        {live ? <Button kind="primary" wide onTap={enter}>进入会议室</Button> : null}
        {!live && meeting.myReply !== 'join' ? <Button kind="primary" wide onTap={async () => { await join(); }}>参加</Button> : null}
        {!live && meeting.myReply === 'join' ? <Button wide onTap={() => open(paths.meeting(meeting.unit.id, meeting.id))}>看议题和材料</Button> : null}
        {meeting.myReply !== 'leave' ? <Button onTap={() => setAsking(true)}>请假</Button> : null}
        {!live && mayCall ? <Button onTap={() => open(paths.meeting(meeting.unit.id, meeting.id))}>准备开会</Button> : null}
      </Box>
      <LeaveSheet open={asking} meeting={one} onClose={() => setAsking(false)} onDone={onChanged} />
    </Card>
  );
}

/** Asking for leave: a coarse reason (an illness is never named), words for the secretary only. */
function LeaveSheet({ open: shown, meeting, onClose, onDone }: { open: boolean; meeting: { unitId: string; meetingId: string }; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const [category, setCategory] = useState<LeaveCategory | null>(null);
  const reason = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const send = async (): Promise<void> => {
    const words = reason.current?.value.trim() ?? '';
    const ok = await attempt.run(() => call(meetingRoutes.reply, { ...meeting, reply: 'leave', ...(category ? { category } : {}), ...(words ? { reason: words } : {}) }));
    if (!ok) return;
    onClose();
    toast('已请假，会后有两分钟补读');
    await onDone();
  };
  return (
    <Sheet open={shown} title="请假" onClose={onClose} foot={<Button kind="primary" wide onTap={send}>提交请假</Button>}>
      <RadioGroup label="原因" value={category} onChange={setCategory} options={leaveCategories.map((value) => ({ value, text: leaveCategoryNames[value] }))} error={attempt.error?.message} />
      <Textarea label="想说明的话" hint="可不填，只有书记看得到" maxLength={200} rows={2} handle={reason} />
    </Sheet>
  );
}
