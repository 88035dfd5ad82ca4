import { meetingRoutes } from '@branch/shared/meetings/routes';
import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { readJson } from '../../kit/platform';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { MeetingForm } from './MeetingForm';
import { draftKey, freshPlan, planOf, type Plan } from './plan';
import '../meetings.scss';

/** Calling a meeting, or revising one that was called. Address: `unit`, `id` for a revision. */
export default function EditMeetingPage(): ReactNode {
  const { unit = '', id } = useRouter().params;
  return id === undefined ? <Call unitId={unit} /> : <Revise unitId={unit} meetingId={id} />;
}

function Call({ unitId }: { unitId: string }): ReactNode {
  const expected = useRoute(meetingRoutes.expectedNow, unitId ? { unitId } : null);
  const kept = readJson<Plan>(draftKey(unitId));
  return <MeetingForm title="开会" unitId={unitId} meetingId={null} expected={expected.data} refused={expected.error} initial={{ ...freshPlan(new Date()), ...kept }} kept={kept !== null} />;
}

function Revise({ unitId, meetingId }: { unitId: string; meetingId: string }): ReactNode {
  const meeting = useRoute(meetingRoutes.meeting, { unitId, meetingId });
  if (!meeting.data) return <Page title="修改会议"><Async from={meeting}>{() => null}</Async></Page>;
  if (meeting.data.state !== 'called') return <Page title="修改会议"><Empty text="会议已经开始或结束，不能再改。" /></Page>;
  return <MeetingForm title="修改会议" unitId={unitId} meetingId={meetingId} expected={{ expected: meeting.data.expected, votingExpected: meeting.data.votingExpected, quorumNeeded: meeting.data.quorumNeeded }} refused={null} initial={planOf(meeting.data)} kept={false} />;
}
