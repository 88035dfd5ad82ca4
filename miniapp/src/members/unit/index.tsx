import { unitRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { roleNames, roles, unitKindNames } from '@branch/shared/roles';
import type { ReactNode } from 'react';
import { may, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';

/** One unit: where it stands, who leads it, what is beneath it. */
export default function UnitPage(): ReactNode {
  const query = useQuery();
  const unitId = query.unit ?? '';
  const me = useMe();
  const unit = useRoute(unitRoutes.unit, unitId ? { unitId } : null);
  const tree = useRoute(unitRoutes.tree, unitId ? { parentId: unitId } : null);
  const beneath = tree.data?.items ?? [];
  return (
    <Page title={unit.data?.name ?? '组织'} subtitle={unit.data ? unitKindNames[unit.data.kind] : undefined}>
      <Async from={unit} rows={2}>
        {(one) => (
          <>
            <Card title="概况"><Facts rows={[['隶属', one.path.slice(0, -1).map((above) => above.name).join(' · ') || '本级'], ['党员', `${one.members} 名`], ...(one.companies > 0 ? [['单位', `${one.companies} 家`] as const] : [])]} /></Card>
            {one.softNote ? <Banner tone="info">{one.softNote}</Banner> : null}
            <Card title="负责同志">
              {one.officers.length === 0 ? <Box className="soft">还没有任命。</Box> : <List label="负责同志">{[...one.officers].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role)).map((held) => <Row key={held.id} start={<Avatar name={held.person.name} seed={held.person.id} />} title={held.person.name} hint={roleNames[held.role]} />)}</List>}
            </Card>
            {may(me, 'rule.read', unitId) ? <Card><List label="制度"><Row icon="book" title="制度" hint="支部自己通过的规定" to={paths.rules(unitId)} /></List></Card> : null}
            {beneath.length > 0 ? <Card title={`下级组织 ${beneath.length} 个`}><List label="下级组织">{beneath.map((below) => <Row key={below.id} icon="building-community" title={below.name} hint={unitKindNames[below.kind]} to={paths.unit(below.id)} />)}</List></Card> : null}
            {may(me, 'role.appoint', unitId) || may(me, 'unit.create', unitId) || canFromAbove(me, one.path) ? <Box className="btn-row"><Button wide icon="shield-check" onTap={() => open(paths.organisation(unitId))}>组织与任命</Button></Box> : null}
          </>
        )}
      </Async>
    </Page>
  );
}

/** Staff of a unit above may arrange what is beneath; the server decides again. */
const canFromAbove = (me: ReturnType<typeof useMe>, path: readonly { id: string }[]): boolean =>
  path.some((above) => me?.units.some((mine) => mine.unit.id === above.id && mine.roles.some((role) => role === 'communityStaff' || role === 'districtStaff')) ?? false);
