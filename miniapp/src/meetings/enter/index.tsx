import { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import type { ReactNode } from 'react';
import { useMe } from '../../kit/me';
import { readJson } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Progress';
import { Empty } from '../../ui/States';
import { EnterForm } from './EnterForm';
import { draftKey, type Entry, freshEntry } from './entry';
import '../meetings.scss';
import './index.scss';

/** Entering a meeting that was held offline, or mending what was entered. Address: `unit`, `id` for mending. */
export default function EnterPage(): ReactNode {
  const { unit = '', id } = useQuery();
  return id === undefined ? <Enter unitId={unit} /> : <Mend unitId={unit} meetingId={id} />;
}

function Enter({ unitId }: { unitId: string }): ReactNode {
  const me = useMe();
  if (!me) return <Page title="补录线下会议"><Skeleton rows={2} /></Page>;
  const kept = readJson<Entry>(draftKey(unitId));
  return <EnterForm unitId={unitId} meetingId={null} initial={{ ...freshEntry(new Date(), me.person.id), ...kept }} kept={kept !== null} />;
}

function Mend({ unitId, meetingId }: { unitId: string; meetingId: string }): ReactNode {
  const entered = useRoute(offlineRoutes.entered, { unitId, meetingId });
  if (!entered.data) return <Page title="修改补录"><Async from={entered}>{() => null}</Async></Page>;
  const { mendable, ...entry } = entered.data;
  if (!mendable) return <Page title="修改补录"><Empty text="纪要已经发布或补录已撤回，不能再改。" /></Page>;
  return <EnterForm unitId={unitId} meetingId={meetingId} initial={entry} kept={false} />;
}
