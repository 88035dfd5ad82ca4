import { directoryRoutes } from '@branch/shared/members/directory-routes';
import { paths } from '@branch/shared/paths';
import { type MembershipStatus, membershipStatusNames, type Role, roleNames } from '@branch/shared/roles';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { copyText } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts, List, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Input } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import './index.scss';

type Person = Output<typeof directoryRoutes.people>['items'][number];
const everywhere = '';

/** 通讯录 (ORG-7): fellow members from A to Z, by name, initials or company; each field as its owner chose. */
export default function DirectoryPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const found = useRoute(directoryRoutes.people, unitId ? { unitId } : null);
  const [q, setQ] = useState('');
  const [company, setCompany] = useState(everywhere);
  const [chosen, setChosen] = useState<Person | null>(null);
  return (
    <Page title="通讯录" subtitle={found.data ? `${found.data.items.length} 位同志` : undefined}>
      <Async from={found} rows={3}>
        {({ items }) => {
          const companies = [...new Set(items.flatMap((one) => one.company ?? []))].sort((a, b) => a.localeCompare(b));
          const shown = items.filter((one) => fits(one, q.trim()) && (company === everywhere || one.company === company));
          const letters = [...new Set(shown.map((one) => one.letter))];
          return (
            <>
              <Box className="directory-find">
                <Box className="grow"><Input label="查找" bare type="search" maxLength={40} placeholder="姓名、拼音首字母或单位" onValue={setQ} /></Box>
                {companies.length > 1 ? <Box className="directory-company"><Select label="单位" bare value={company} onChange={setCompany} options={[{ value: everywhere, text: '全部单位' }, ...companies.map((name) => ({ value: name, text: name }))]} /></Box> : null}
              </Box>
              {shown.length === 0 ? <Empty text={items.length === 0 ? '还没有成员。' : '没有找到符合的同志。'} /> : letters.map((letter) => (
                <Card key={letter} title={letter}>
                  <List label={letter}>
                    {shown.filter((one) => one.letter === letter).map((one) => (
                      <Row key={one.id} start={<Avatar name={one.name} seed={one.id} />} title={<Span>{one.name}{one.roles.length > 0 ? <Span className="faint"> {words(one.roles)}</Span> : null}</Span>} hint={one.company}
                        end={one.status === 'full' ? null : <Tag>{membershipStatusNames[one.status as MembershipStatus]}</Tag>} onTap={() => setChosen(one)} />
                    ))}
                  </List>
                </Card>
              ))}
            </>
          );
        }}
      </Async>
      <Box className="faint">单位和手机号由各人自己决定是否显示。</Box>
      <Box className="btn-row"><Button icon="lock" onTap={() => open(paths.consents())}>我的信息，谁能看到</Button></Box>
      {chosen ? <PersonSheet key={chosen.id} unitId={unitId} person={chosen} mine={chosen.id === me?.person.id} onClose={() => setChosen(null)} /> : null}
    </Page>
  );
}

const words = (held: readonly string[]): string => held.map((role) => roleNames[role as Role]).join('、');

/** By a part of the name or company, or by initials from the beginning: `zxm` finds 张晓明. */
function fits(one: Person, q: string): boolean {
  const typed = q.toLowerCase();
  return typed === '' || one.name.toLowerCase().includes(typed) || (one.company ?? '').toLowerCase().includes(typed) || one.initials.toLowerCase().startsWith(typed);
}

function PersonSheet({ unitId, person, mine, onClose }: { unitId: string; person: Person; mine: boolean; onClose: () => void }): ReactNode {
  const [phone, setPhone] = useState<string | null>(null);
  const attempt = useAttempt();
  const reveal = (): Promise<boolean> => attempt.run(async () => setPhone((await call(directoryRoutes.revealPhone, { unitId, personId: person.id })).phone));
  const facts: [string, ReactNode][] = [];
  if (person.roles.length > 0) facts.push(['职务', words(person.roles)]);
  facts.push(['党员身份', membershipStatusNames[person.status as MembershipStatus]], ['单位', person.company ?? '没有显示'], ['手机', phone ? <Span className="num" copyable>{phone}</Span> : person.phoneMasked ? <Span className="num">{person.phoneMasked}</Span> : '没有公开']);
  return (
    <Sheet open title={person.name} onClose={onClose}>
      <Facts rows={facts} />
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      {person.phoneMasked === null ? <Box className="faint">{mine ? '您没有公开手机号，可以在“同意事项”里改。' : '这位同志没有公开手机号，可以在群里找他。'}</Box> : phone ? (
        <Box className="btn-row"><Button icon="copy" onTap={async () => toast((await copyText(phone)) ? '号码已复制' : '没有复制成功')}>复制号码</Button></Box>
      ) : (
        <>
          <Box className="btn-row"><Button kind="primary" icon="eye" disabled={attempt.wait > 0} onTap={reveal}>看完整号码</Button></Box>
          {mine ? null : <Box className="faint">看了会留下记录，{person.name}看得到是谁看的。</Box>}
        </>
      )}
    </Sheet>
  );
}
