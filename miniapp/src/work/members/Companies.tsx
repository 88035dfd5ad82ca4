import { memberRoutes } from '@branch/shared/members/routes';
import type { PersonRef } from '@branch/shared/fields';
import { whyNotUnnameManager } from '@branch/shared/members/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, useMe } from '../../kit/me';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Confirm, Sheet } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { PeopleSheet } from '../../meetings/PeopleSheet';

type Company = Output<typeof memberRoutes.companies>['items'][number];

/** The companies and societies this unit covers (ORG-2), and who manages them: they judge nothing its members write (MOD-1). */
export function Companies({ unitId }: { unitId: string }): ReactNode {
  const me = useMe();
  const companies = useRoute(memberRoutes.companies, unitId ? { unitId } : null);
  const name = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const [chosen, setChosen] = useState<Company | null>(null);
  const mayWrite = may(me, 'company.write', unitId);
  const add = async (): Promise<void> => {
    const ok = await attempt.run(() => call(memberRoutes.addCompany, { unitId, name: name.current?.value ?? '' }));
    if (!ok) return;
    if (name.current) name.current.value = '';
    toast('已添加');
    await companies.reload();
  };
  return (
    <>
      {mayWrite ? (
        <Box className="search-row"><Box className="grow"><Input label="添加单位" bare maxLength={80} placeholder="单位全称" handle={name} onEnter={() => void add()} error={attempt.error?.field('name') ?? attempt.error?.message} /></Box><Button icon="plus" onTap={add}>添加</Button></Box>
      ) : null}
      <Async from={companies} rows={2}>
        {({ items }) => items.length === 0 ? <Empty icon="building-community" text="还没有登记单位。导入名册时会自动建立。" /> : (
          <Table caption="单位" rows={items} rowKey={(row) => row.id} columns={[{ key: 'name', title: '单位', cell: (row) => row.name, by: (row) => row.name }, { key: 'managers', title: '管理者', cell: (row) => (mayWrite ? <Button small kind="quiet" label={`${row.name}的管理者`} onTap={() => setChosen(row)}>{names(row) || '登记'}</Button> : names(row) || '—') }, { key: 'members', title: '党员', figure: true, cell: (row) => `${row.members} 名`, by: (row) => row.members }]} />
        )}
      </Async>
      <Box className="faint para">管理者看不到、也审不了本单位同志写的心里话；登记以后，这些内容由别的同志处理。</Box>
      {chosen ? <Managers unitId={unitId} company={chosen} onClose={() => setChosen(null)} onChanged={() => { setChosen(null); void companies.reload(); }} /> : null}
    </>
  );
}

const names = (row: Company): string => row.managers.map((one) => one.name).join('、');

/** Names somebody who manages the company, or strikes them out; nobody strikes out themselves. */
function Managers({ unitId, company, onClose, onChanged }: { unitId: string; company: Company; onClose: () => void; onChanged: () => void }): ReactNode {
  const me = useMe();
  const [finding, setFinding] = useState(company.managers.length === 0);
  const [striking, setStriking] = useState<PersonRef | null>(null);
  const send = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    try { await work(); toast(done); onChanged(); } catch (thrown) { toast(asRefused(thrown).message); }
  };
  const at = { unitId, companyId: company.id };
  const whyNot = (one: PersonRef): string | null => { const code = whyNotUnnameManager({ personId: me?.person.id ?? '' }, one.id); return code && wordsOf(code); };
  if (finding) return <PeopleSheet unitId={unitId} open title={`谁管理${company.name}`} onChoose={(person) => void send(() => call(memberRoutes.nameManager, { ...at, personId: person.id }), `已登记${person.name}`)} onClose={onClose} />;
  if (striking) return <Confirm open title={`${striking.name}不再管理${company.name}？`} yes="取消登记" danger onClose={onClose} onYes={() => send(() => call(memberRoutes.unnameManager, { ...at, personId: striking.id }), '已取消')}>取消以后，他可以处理这家单位同志写的内容。会留下记录。</Confirm>;
  return (
    <Sheet open title={`${company.name}的管理者`} onClose={onClose}>
      <List label="管理者">
        {company.managers.map((one) => { const why = whyNot(one); return <Row key={one.id} start={<Avatar name={one.name} seed={one.id} size="s" />} title={one.name} hint={why ?? '取消登记'} onTap={why ? undefined : () => setStriking(one)} />; })}
      </List>
      <Button icon="plus" onTap={() => setFinding(true)}>登记管理者</Button>
    </Sheet>
  );
}
