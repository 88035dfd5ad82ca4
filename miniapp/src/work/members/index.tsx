import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { membershipStatusNames } from '@branch/shared/roles';

import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box, isH5, Span } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { toast } from '../../ui/Toast';
import { Codes, type Code } from './Codes';
import { Companies } from './Companies';
import { ExportSheet } from './ExportSheet';
import type { Entry } from './entry';
import { MemberMenu } from './MemberMenu';
import './index.scss';


/** 成员: the roster with everything a secretary does with it; a table on a desktop, cards on a phone. */
export default function MembersPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const [tab, setTab] = useState<'people' | 'companies'>('people');
  const [codes, setCodes] = useState<readonly Code[] | null>(null);
  if (codes) return <Page title="邀请码" desk="roster"><Codes codes={codes} onClose={() => setCodes(null)} /></Page>;
  return (
    <Page title="成员" desk="roster" wide>
      <Tabs label="成员" value={tab} onChange={setTab} tabs={[{ value: 'people', text: '名册' }, { value: 'companies', text: '单位' }]}>
        {tab === 'people' ? <Roster unitId={unitId} onCodes={setCodes} /> : <Companies unitId={unitId} />}
      </Tabs>
    </Page>
  );
}

function Roster({ unitId, onCodes }: { unitId: string; onCodes: (codes: readonly Code[]) => void }): ReactNode {
  const me = useMe();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<Entry | null>(null);
  const [exporting, setExporting] = useState(false);
  const [inviting, setInviting] = useState(false);
  const words = useRef<TextHandle>(null);
  const pages = usePages(memberRoutes.roster, unitId ? { unitId, ...(q ? { q } : {}), limit: 50 } : null);
  const search = (): void => setQ(words.current?.value.trim() ?? '');
  const inviteAll = async (): Promise<void> => {
    setInviting(false);
    try {
      const answer = await call(joiningRoutes.invite, { unitId, all: 'notActive' });
      if (answer.items.length === 0) toast('大家都已激活，不用再发');
      else onCodes(answer.items);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <>
      <Box className="work-head">
        <Box className="search-row grow"><Box className="grow"><Input label="查找成员" bare type="search" maxLength={40} placeholder="姓名或单位" handle={words} onEnter={search} /></Box><Button icon="search" onTap={search}>查找</Button></Box>
        <Box className="btn-row work-actions">
          {may(me, 'invitation.issue', unitId) ? <Button icon="key" onTap={() => setInviting(true)}>发邀请码</Button> : null}
          {may(me, 'roster.write', unitId) ? <Button icon="upload" onTap={() => open(paths.importRoster(unitId))}>导入</Button> : null}
          {may(me, 'roster.export', unitId) ? <Button icon="download" onTap={() => setExporting(true)}>导出</Button> : null}
          {may(me, 'roster.write', unitId) ? <Button icon="share" onTap={() => open(paths.transfers(unitId))}>转接</Button> : null}
          {may(me, 'join.decide', unitId) ? <Box className="wide-only"><Button icon="user-plus" onTap={() => open(paths.joinRequests(unitId))}>加入申请</Button></Box> : null}
        </Box>
      </Box>
      <Async from={pages.first} rows={3}>
        {() => {
          const rows = pages.rows ?? [];
          if (rows.length === 0) return <Empty icon="users" text={q ? `名册里没有“${q}”。` : '名册还是空的。从表格导入，或请同志申请加入'}>{q ? null : <Button kind="primary" onTap={() => open(paths.importRoster(unitId))}>导入名册</Button>}</Empty>;
          return (
            <>
            <Box className="narrow-only">
              <Card>
                <List label="名册">
                  {rows.map((row) => (
                    <Row key={row.membershipId} start={<Avatar name={row.person.name} seed={row.person.id} />} onTap={() => setChosen(row)} title={row.person.name}
                      hint={[row.status === 'full' ? null : membershipStatusNames[row.status], row.company, row.phoneMasked].filter(Boolean).join(' · ')} end={<Tag tone={row.active ? 'success' : 'plain'}>{row.active ? '已激活' : '未激活'}</Tag>} />
                  ))}
                </List>
              </Card>
            </Box>
            {isH5 ? <Box className="wide-only"><Table
              caption="名册" rows={rows} rowKey={(row) => row.membershipId} onRow={setChosen}
              columns={[
                { key: 'name', title: '姓名', cell: (row) => row.person.name, by: (row) => row.person.name },
                { key: 'status', title: '党员身份', cell: (row) => (row.status === 'full' ? membershipStatusNames.full : <Tag tone="info">{membershipStatusNames[row.status]}</Tag>), by: (row) => row.status },
                { key: 'company', title: '单位', cell: (row) => row.company ?? <Span className="faint">没有填</Span>, by: (row) => row.company ?? '' },
                { key: 'phone', title: '手机', cell: (row) => <Span className="num">{row.phoneMasked ?? '没有登记'}</Span> },
                { key: 'joined', title: '转入', cell: (row) => <Span className="num">{row.joinedOn}</Span>, by: (row) => row.joinedOn },
                { key: 'active', title: '账号', cell: (row) => <Tag tone={row.active ? 'success' : 'plain'}>{row.active ? '已激活' : '未激活'}</Tag>, by: (row) => Number(row.active) },
              ]}
            /></Box> : null}
            </>
          );
        }}
      </Async>
      <More pages={pages} />
      <MemberMenu unitId={unitId} entry={chosen} onClose={() => setChosen(null)} onChanged={pages.reload} onCodes={onCodes} />
      <ExportSheet unitId={unitId} open={exporting} onClose={() => setExporting(false)} />
      <Confirm open={inviting} title="给还没激活的成员发邀请码？" yes="生成邀请码" onYes={inviteAll} onClose={() => setInviting(false)}>每人一个，7 天内有效，只能用一次，只显示这一次。以前发过没用的会失效。</Confirm>
    </>
  );
}
