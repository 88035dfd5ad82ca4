import { memberRoutes } from '@branch/shared/members/routes';
import { moderationSettingRoutes as routes } from '@branch/shared/moderation/settings-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Select } from '../../ui/Select';
import { toast } from '../../ui/Toast';

/** Who looks after which column (版主). */
export function Moderators({ unitId, mayAppoint }: { unitId: string; mayAppoint: boolean }): ReactNode {
  const found = useRoute(routes.moderators, unitId ? { unitId } : null);
  const end = async (roleId: string): Promise<void> => {
    try { await call(routes.endModerator, { unitId, roleId, reason: '不再担任版主' }); toast('已结束'); } catch (thrown) { toast(asRefused(thrown).message); }
    await found.reload();
  };
  return (
    <Async from={found} rows={1}>
      {({ items }) => (
        <Card title="版主">
          {items.length === 0 ? <Box className="soft">还没有版主，由书记和网管员看所有栏目。</Box> : <List label="版主">{items.map((one) => <Row key={one.roleId} title={one.person.name} hint={one.column.name} end={mayAppoint ? <Button kind="quiet" small onTap={() => end(one.roleId)}>结束</Button> : null} />)}</List>}
          {mayAppoint ? <Appoint unitId={unitId} onDone={found.reload} /> : null}
        </Card>
      )}
    </Async>
  );
}

function Appoint({ unitId, onDone }: { unitId: string; onDone: () => Promise<void> }): ReactNode {
  const site = useRoute(siteRoutes.site, { unitId });
  const members = useRoute(memberRoutes.members, { unitId });
  const columns = site.data?.columns ?? [];
  const people = members.data?.items ?? [];
  const [columnId, setColumnId] = useState('');
  const [personId, setPersonId] = useState('');
  const attempt = useAttempt();
  const appoint = () => attempt.run(async () => {
    await call(routes.appointModerator, { unitId, columnId: columnId || (columns[0]?.id ?? ''), personId: personId || (people[0]?.id ?? ''), basis: '支委会决定' });
    toast('已请为版主');
    await onDone();
  });
  if (columns.length === 0 || people.length === 0) return null;
  return (
    <Box className="set-gap">
      <Select label="栏目" options={columns.map((column) => ({ value: column.id, text: column.name }))} value={columnId || (columns[0]?.id ?? '')} onChange={setColumnId} />
      <Select label="同志" options={people.map((one) => ({ value: one.id, text: one.name }))} value={personId || (people[0]?.id ?? '')} onChange={setPersonId} error={attempt.error?.message} />
      <Button icon="user-plus" onTap={async () => { await appoint(); }}>请为版主</Button>
    </Box>
  );
}
