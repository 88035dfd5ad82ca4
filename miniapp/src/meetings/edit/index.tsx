import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { useRouter } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { readJson } from '../../kit/platform';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { MeetingForm } from './MeetingForm';
import { draftKey, freshPlan, planAgain, planOf, type Plan } from './plan';
import '../meetings.scss';

/** Calling a meeting, calling a past one again, or revising one that was called. Address: `unit`, `id` for a revision, `after` for another one like it. */
export default function EditMeetingPage(): ReactNode {
  const { unit = '', id, after } = useRouter().params;
  return id !== undefined ? <Revise unitId={unit} meetingId={id} /> : after !== undefined ? <Again unitId={unit} after={after} /> : <Call unitId={unit} />;
}

function Call({ unitId }: { unitId: string }): ReactNode {
  const kept = readJson<Plan>(draftKey(unitId));
  const [fresh] = useState(() => freshPlan(new Date()));
  return <MeetingForm title="开会" unitId={unitId} meetingId={null} expected={null} fresh={fresh} initial={{ ...fresh, ...kept }} kept={kept !== null} />;
}

function Again({ unitId, after }: { unitId: string; after: string }): ReactNode {
  const past = useRoute(callingRoutes.again, { unitId, meetingId: after });
  if (!past.data) return <Page title="再开一次"><Async from={past}>{() => null}</Async></Page>;
  const fresh = planAgain(past.data, new Date());
  const kept = readJson<Plan>(draftKey(unitId, after));
  return <MeetingForm title="再开一次" unitId={unitId} meetingId={null} after={after} expected={null} fresh={fresh} initial={{ ...fresh, ...kept }} kept={kept !== null} />;
}

function Revise({ unitId, meetingId }: { unitId: string; meetingId: string }): ReactNode {
  const meeting = useRoute(meetingRoutes.meeting, { unitId, meetingId });
  if (!meeting.data) return <Page title="修改会议"><Async from={meeting}>{() => null}</Async></Page>;
  if (meeting.data.state !== 'called') return <Page title="修改会议"><Empty text="会议已经开始或结束，不能再改。" /></Page>;
  const plan = planOf(meeting.data);
  return <MeetingForm title="修改会议" unitId={unitId} meetingId={meetingId} expected={{ expected: meeting.data.expected, votingExpected: meeting.data.votingExpected, quorumNeeded: meeting.data.quorumNeeded }} fresh={plan} initial={plan} kept={false} />;
}
