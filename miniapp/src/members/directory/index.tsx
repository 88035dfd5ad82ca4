import { memberRoutes } from '@branch/shared/members/routes';
import { type MembershipStatus, membershipStatusNames } from '@branch/shared/roles';
import { type ReactNode, useRef, useState } from 'react';
import { unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

/** People of the unit by name and company: no phone, no birth year. */
export default function DirectoryPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const [q, setQ] = useState('');
  const words = useRef<TextHandle>(null);
  const pages = usePages(memberRoutes.members, unitId ? { unitId, ...(q ? { q } : {}), limit: 50 } : null);
  const search = (): void => setQ(words.current?.value.trim() ?? '');
  return (
    <Page title="通讯录">
      <Box className="search-row"><Box className="grow"><Input label="查找" bare type="search" maxLength={40} placeholder="姓名或单位" handle={words} onEnter={search} /></Box><Button onTap={search}>查找</Button></Box>
      <Async from={pages.first} rows={3}>
        {() => {
          const rows = pages.rows ?? [];
          if (rows.length === 0) return <Empty text={q ? `没有找到“${q}”。` : '还没有成员。'} />;
          return <Card><List label="通讯录">{rows.map((person) => <Row key={person.id} start={<Avatar name={person.name} seed={person.id} />} title={person.name} hint={person.company} end={person.status === 'full' ? null : <Tag>{membershipStatusNames[person.status as MembershipStatus]}</Tag>} />)}</List></Card>;
        }}
      </Async>
      <More pages={pages} />
    </Page>
  );
}
