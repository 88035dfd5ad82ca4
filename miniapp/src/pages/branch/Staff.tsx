import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { unitRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { roleNames, unitKindNames } from '@branch/shared/roles';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { type ReactNode, useState } from 'react';
import type { IconName } from '../../../config/icon-names';
import { may, type Mine, type MyUnit } from '../../kit/me';
import { open } from '../../kit/paths';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Badge, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Link, List, Meta, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { desk } from '../../ui/nav';
import { Empty } from '../../ui/States';
import type { Todo } from './TodoCard';

/** Officers' row of cards: 开会 · 成员 · 出纪要 · 待审 · 待回应. Numbers are of what waits. */
export function StaffRow({ me, unitId, todos, reviews }: { me: Mine; unitId: string; todos: readonly Todo[]; reviews: number }): ReactNode {
  const of = (kind: Todo['kind']): Todo[] => todos.filter((todo) => todo.kind === kind);
  const drafts = of('draftMinutes');
  const tiles: { key: string; icon: IconName; text: string; path: string; count: number; when: boolean }[] = [
    { key: 'call', icon: 'calendar-plus', text: '开会', path: paths.callMeeting(unitId), count: 0, when: may(me, 'meeting.call', unitId) },
    { key: 'members', icon: 'users', text: '成员', path: paths.roster(unitId), count: of('joinRequest').length, when: may(me, 'roster.read', unitId) },
    { key: 'minutes', icon: 'notes', text: '出纪要', path: drafts.length === 1 && drafts[0] ? drafts[0].path : paths.meetings(unitId), count: drafts.length, when: may(me, 'minutes.edit', unitId) },
    { key: 'review', icon: 'shield-check', text: '待审', path: paths.queue(unitId), count: reviews, when: may(me, 'moderation.work', unitId) },
    { key: 'answer', icon: 'message-circle', text: '待回应', path: paths.queue(unitId, 'answer'), count: of('unanswered').length, when: may(me, 'message.answer', unitId) },
  ];
  const shown = tiles.filter((tile) => tile.when);
  if (shown.length === 0) return null;
  return (
    <Box as="nav" className="tiles" label="支部工作">
      {shown.map((tile) => (
        <Link key={tile.key} to={tile.path} className="tile" label={tile.count > 0 ? `${tile.text}，${tile.count} 项` : tile.text}>
          <Box className="tile-icon"><Icon name={tile.icon} size="l" /><Badge count={tile.count} /></Box>
          <Span>{tile.text}</Span>
        </Link>
      ))}
    </Box>
  );
}

/** Those whose office is above the branches: the desk itself is their first screen. */
export function OfficeHome({ me, unit }: { me: Mine; unit: MyUnit | null }): ReactNode {
  if (!unit) {
    const operator = me.permissions.includes('district.create');
    return (
      <Empty icon={operator ? 'key' : 'building-community'} text={operator ? '您是运维员：从建立区级组织、任命第一位区级工作人员开始。' : '您还没有加入支部。'}>
        {operator ? <Button kind="primary" onTap={() => open(paths.organisation())}>组织与任命</Button> : <Button kind="primary" onTap={() => open(paths.join())}>申请加入支部</Button>}
      </Empty>
    );
  }
  const places = desk(me);
  const above = may(me, 'unit.overview', unit.unit.id);
  return (
    <>
      <Card title={`您在${unitKindNames[unit.unit.kind]}的职务`}><Box className="soft">{unit.roles.map((role) => roleNames[role]).join('、') || '成员'}</Box></Card>
      {above ? <Overview me={me} unitId={unit.unit.id} /> : null}
      {places.length > 0 ? <Card title="工作台" className="narrow-only"><List label="工作台">{places.map((place) => <Row key={place.key} icon={place.icon} title={place.text} to={place.path} />)}</List></Card> : null}
      {above ? null : <Beneath unitId={unit.unit.id} />}
      {may(me, 'join.read', unit.unit.id) ? <Waiting unitId={unit.unit.id} /> : null}
    </>
  );
}

const shownFirst = 12;

/** What waits for those above the branches, and the branches beneath with their secretaries. */
function Overview({ me, unitId }: { me: Mine; unitId: string }): ReactNode {
  const found = useRoute(unitRoutes.overview, { unitId });
  const sites = useRoute(reviewRoutes.queue, may(me, 'site.review', unitId) ? { unitId, kind: 'waiting', limit: 1 } : null);
  const [all, setAll] = useState(false);
  const waiting = sites.data?.counts;
  return (
    <Async from={found} rows={2}>
      {({ items, members, withoutSecretary }) => (
        <>
          {withoutSecretary > 0 || (waiting && waiting.waiting + waiting.stale > 0) ? (
            <Card title="等您处理">
              <List label="等您处理">
                {waiting && waiting.waiting > 0 ? <Row icon="building-community" title={`${waiting.waiting} 个网站申请上线，等核准`} to={paths.siteReviews(unitId)} /> : null}
                {waiting && waiting.stale > 0 ? <Row icon="clock" title={`${waiting.stale} 个网站很久没有更新`} to={paths.siteReviews(unitId, 'stale')} /> : null}
                {withoutSecretary > 0 ? <Row icon="user-plus" title={`${withoutSecretary} 个支部还没有书记`} hint="任命书记后，由书记导入名册" to={paths.organisation(unitId)} /> : null}
              </List>
            </Card>
          ) : null}
          <Card title={items.length > 0 ? `下属支部 ${items.length} 个，党员 ${members} 名` : '下属支部'} aside={may(me, 'unit.create', unitId) ? <Link className="aside-link" to={paths.organisation(unitId)}>管理<Icon name="chevron-right" size="s" /></Link> : undefined}>
            {items.length === 0 ? <Box className="soft">还没有下属支部。</Box> : (
              <List label="下属支部">
                {(all ? items : items.slice(0, shownFirst)).map((one) => <Row key={one.id} icon="building-community" title={one.name} hint={<Meta parts={[one.above, one.secretary ? `书记 ${one.secretary}` : null]} />} end={one.secretary ? `${one.members} 名` : <Tag tone="warn">缺书记</Tag>} to={paths.organisation(one.id)} />)}
              </List>
            )}
            {!all && items.length > shownFirst ? <Box className="more"><Button icon="chevron-down" onTap={() => setAll(true)}>全部 {items.length} 个</Button></Box> : null}
          </Card>
        </>
      )}
    </Async>
  );
}

function Beneath({ unitId }: { unitId: string }): ReactNode {
  const tree = useRoute(unitRoutes.tree, { parentId: unitId });
  const items = tree.data?.items ?? [];
  return (
    <Card title={items.length > 0 ? `下级组织 ${items.length} 个` : '下级组织'}>
      {items.length === 0 ? <Box className="soft">{tree.error ? tree.error.message : '还没有下级组织。'}</Box> : (
        <List label="下级组织">{items.map((one) => <Row key={one.id} icon="building-community" title={one.name} hint={unitKindNames[one.kind]} end={one.units > 0 ? `下有 ${one.units} 个` : null} to={paths.unit(one.id)} />)}</List>
      )}
    </Card>
  );
}

function Waiting({ unitId }: { unitId: string }): ReactNode {
  const requests = useRoute(joiningRoutes.requests, { unitId });
  const waiting = requests.data?.items.filter((one) => one.state === 'waiting').length ?? 0;
  return waiting > 0 ? <Card><List label="加入申请"><Row icon="user-plus" title={`${waiting} 份加入申请待处理`} to={paths.joinRequests(unitId)} /></List></Card> : null;
}
