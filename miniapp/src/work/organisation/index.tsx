import { unitRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { unitKindNames } from '@branch/shared/roles';
import { type ReactNode, useState } from 'react';
import { type Mine, unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, Facts, Link, List, Meta, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';
import { CreateDistrict } from './CreateDistrict';
import { CreateUnit } from './CreateUnit';
import { Invited } from './Invited';
import { Rename } from './Rename';
import { childKinds, mayRename, rightsOf } from './rights';
import { Roles } from './Roles';
import './index.scss';

/** 组织与任命: the tree of units and who holds which office, so that the chain from operator to secretary is made in the app. */
export default function OrganisationPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id;
  return (
    <Page title="组织与任命" desk="organisation" wide>
      {!me ? null : unitId ? <UnitDesk key={unitId} me={me} unitId={unitId} /> : <Top me={me} />}
    </Page>
  );
}

/** The operator stands above the tree: the districts, and the first one to be made. */
function Top({ me }: { me: Mine }): ReactNode {
  const tree = useRoute(unitRoutes.tree, {});
  const [code, setCode] = useState<{ name: string; code: string } | null>(null);
  return (
    <>
      {code ? <Invited name={code.name} code={code.code} /> : null}
      <Async from={tree} rows={1}>
        {({ items }) => (items.length === 0 ? <Empty icon="building-community" text="还没有区级组织。建好第一个，任命第一位区级工作人员，以后的任命都由组织自己完成。" /> : (
          <Card title="区级组织"><List label="区级组织">{items.map((one) => <Row key={one.id} icon="building-community" title={one.name} hint={unitKindNames[one.kind]} end={`下有 ${one.units} 个`} to={paths.organisation(one.id)} />)}</List></Card>
        ))}
      </Async>
      {me.permissions.includes('district.create') ? <CreateDistrict onMade={async (made) => {
        if (made.invitation) setCode({ name: made.officer, code: made.invitation });
        await tree.reload();
      }} /> : null}
    </>
  );
}

function UnitDesk({ me, unitId }: { me: Mine; unitId: string }): ReactNode {
  const unit = useRoute(unitRoutes.unit, { unitId });
  const tree = useRoute(unitRoutes.tree, { parentId: unitId });
  const [creating, setCreating] = useState(false);
  const [renaming, setRenaming] = useState(false);
  return (
    <Async from={unit} rows={2}>
      {(one) => {
        const path = one.path.map((above) => above.id);
        const kinds = childKinds(rightsOf(me), path, one.kind);
        const items = tree.data?.items ?? [];
        return (
          <>
            <Box as="nav" className="crumbs" label="所在位置">
              {one.path.map((above, i) => i < one.path.length - 1 ? <Span key={above.id}><Link to={paths.organisation(above.id)} className="link crumb">{above.name}</Link> › </Span> : <Span key={above.id}>{above.name}</Span>)}
            </Box>
            {one.softNote ? <Banner tone="info">{one.softNote}</Banner> : null}
            <Box className="split even">
              <Box>
                <Card title={one.name} aside={unitKindNames[one.kind]}>
                  <Facts rows={[['党员', `${one.members} 名`], ['单位', `${one.companies} 家`]]} />
                  {mayRename(rightsOf(me), path) ? <Button small icon="pencil" onTap={() => setRenaming(true)}>改名</Button> : null}
                </Card>
                {renaming ? <Rename unitId={unitId} name={one.name} onClose={() => setRenaming(false)} onDone={async () => { setRenaming(false); await unit.reload(); }} /> : null}
                <Card title={items.length > 0 ? `下级组织 ${items.length} 个` : '下级组织'}>
                  {items.length > 0 ? <List label="下级组织">{items.map((below) => <Row key={below.id} icon="building-community" title={below.name} hint={<Meta parts={[unitKindNames[below.kind], below.units > 0 ? `下有 ${below.units} 个` : null]} />} to={paths.organisation(below.id)} />)}</List>
                    : <Box className="para soft">{tree.error ? tree.error.message : '下面还没有组织。'}</Box>}
                </Card>
                {kinds.length > 0 ? (creating ? <CreateUnit parentId={unitId} kinds={kinds} onClose={() => setCreating(false)} onMade={async () => { setCreating(false); await tree.reload(); }} />
                  : <Box className="btn-row"><Button icon="plus" onTap={() => setCreating(true)}>新建下级组织</Button></Box>) : null}
              </Box>
              <Roles me={me} unit={{ id: unitId, kind: one.kind, path }} officers={one.officers} onChanged={unit.reload} />
            </Box>
          </>
        );
      }}
    </Async>
  );
}
