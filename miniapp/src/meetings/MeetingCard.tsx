import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { open } from '../kit/paths';
import { upcoming, windowOf } from '../kit/time';
import { Tag } from '../ui/Badge';
import { Button } from '../ui/Button';
import { Card, Link, Meta } from '../ui/Card';
import { Box, Span } from '../ui/host';
import { type Card as Shown, kindName, stateWords } from './meeting-words';

/** One meeting in a list, with the one thing to do about it now. */
export function MeetingCard({ meeting }: { meeting: Shown }): ReactNode {
  const { unit, state } = meeting;
  const words = stateWords[state] ?? stateWords.closed;
  const running = state === 'open';
  return (
    <Card tone={running ? 'accent' : undefined}>
      <Box className="tags"><Tag tone={words.tone}>{words.text}</Tag><Span className="faint">{running ? `已到 ${meeting.present} / 应到 ${meeting.expected}` : `${kindName(meeting.kind)} · ${unit.name}`}</Span></Box>
      <Link to={paths.meeting(unit.id, meeting.id)} className="meeting-title">{meeting.title}</Link>
      <Meta parts={[state === 'called' ? upcoming(meeting.startsAt) : windowOf(meeting.startsAt, meeting.endsAt), state === 'closed' ? `到会 ${meeting.present} / 应到 ${meeting.expected}` : null, state === 'called' ? (meeting.myReply === 'join' ? '您已答复参加' : meeting.myReply === 'leave' ? '您已请假' : '还没有答复') : null]} />
      {running || meeting.minutesVersion > 0 || meeting.mustRead ? (
        <Box className="btn-row meeting-acts">
          {running ? <Button kind="primary" wide onTap={() => open(paths.room(unit.id, meeting.roomId))}>进入会议室</Button> : null}
          {meeting.mustRead ? <Button kind="primary" small onTap={() => open(paths.catchUp(unit.id, meeting.id))}>两分钟补学</Button> : null}
          {meeting.minutesVersion > 0 ? <Button small onTap={() => open(paths.minutes(unit.id, meeting.id))}>看纪要</Button> : null}
        </Box>
      ) : null}
    </Card>
  );
}
