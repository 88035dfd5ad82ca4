import { memberRoutes } from '@branch/shared/members/routes';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { may, useMe } from '../../kit/me';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Empty } from '../../ui/States';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';

/** The companies and societies this unit covers (ORG-2). */
export function Companies({ unitId }: { unitId: string }): ReactNode {
  const me = useMe();
  const companies = useRoute(memberRoutes.companies, unitId ? { unitId } : null);
  const name = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const add = async (): Promise<void> => {
    const ok = await attempt.run(() => call(memberRoutes.addCompany, { unitId, name: name.current?.value ?? '' }));
    if (!ok) return;
    if (name.current) name.current.value = '';
    toast('已添加');
    await companies.reload();
  };
  return (
    <>
      {may(me, 'company.write', unitId) ? (
        <Box className="search-row"><Box className="grow"><Input label="添加单位" bare maxLength={80} placeholder="单位全称" handle={name} onEnter={() => void add()} error={attempt.error?.field('name') ?? attempt.error?.message} /></Box><Button icon="plus" onTap={add}>添加</Button></Box>
      ) : null}
      <Async from={companies} rows={2}>
        {({ items }) => items.length === 0 ? <Empty icon="building-community" text="还没有登记单位。导入名册时会自动建立。" /> : (
          <Table caption="单位" rows={items} rowKey={(row) => row.id} columns={[{ key: 'name', title: '单位', cell: (row) => row.name, by: (row) => row.name }, { key: 'members', title: '党员', figure: true, cell: (row) => `${row.members} 名`, by: (row) => row.members }]} />
        )}
      </Async>
    </>
  );
}
