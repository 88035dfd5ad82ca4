import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes, unitRoutes } from '@branch/shared/members/routes';
import { type Role, roleNames, roles, type UnitKind } from '@branch/shared/roles';
import type { Output } from '@branch/shared/route';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import type { Mine } from '../../kit/me';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Avatar } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Day, Select } from '../../ui/Select';
import { ActionMenu, Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { useProof } from '../../members/StepUp';
import { toast } from '../../ui/Toast';
import { LostSecondStep } from '../members/LostSecondStep';
import { Invited } from './Invited';
import { rightsOf, rolesToGive } from './rights';

type Held = Output<typeof unitRoutes.unit>['officers'][number];
interface At { id: string; kind: UnitKind; path: string[] }

/** Who holds which office here, appointing and ending them, a new code or a lost authenticator for who holds one: each change is on record and works with the next request. */
export function Roles({ me, unit, officers, onChanged }: { me: Mine; unit: At; officers: readonly Held[]; onChanged: () => Promise<void> }): ReactNode {
  const [chosen, setChosen] = useState<Held | null>(null);
  const [ending, setEnding] = useState<Held | null>(null);
  const [lost, setLost] = useState<Held | null>(null);
  const [appointing, setAppointing] = useState(false);
  const [code, setCode] = useState<{ name: string; code: string } | null>(null);
  const give = rolesToGive(rightsOf(me), unit.path, unit.kind);
  const invite = async (held: Held): Promise<void> => {
    try {
      const [made] = (await call(joiningRoutes.invite, { unitId: unit.id, personIds: [held.person.id] })).items;
      if (made?.code) setCode({ name: made.person.name, code: made.code });
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Box className="org-roles">
      {code ? <Invited name={code.name} code={code.code} /> : null}
      <Card title="现任职务">
        {officers.length === 0 ? <Box className="para soft">还没有任命。</Box> : (
          <List label="现任职务">
            {[...officers].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role)).map((held) => (
              <Row key={held.id} start={<Avatar name={held.person.name} seed={held.person.id} />} title={`${held.person.name} · ${roleNames[held.role]}`} hint={`自 ${held.from}${held.to ? ` 至 ${held.to}` : ''}`}
                {...(give.includes(held.role) && held.person.id !== me.person.id ? { end: '办理', onTap: () => setChosen(held) } : {})} />
            ))}
          </List>
        )}
      </Card>
      {give.length === 0 ? null : appointing ? (
        <Appoint unit={unit} give={give} onClose={() => setAppointing(false)} onDone={async (name, invitation) => {
          setAppointing(false);
          if (invitation) setCode({ name, code: invitation });
          toast(`已任命${name}`);
          await onChanged();
        }} />
      ) : <Box className="btn-row"><Button kind="primary" icon="user-plus" onTap={() => setAppointing(true)}>任命</Button></Box>}
      <ActionMenu
        open={chosen !== null} title={chosen ? `${chosen.person.name} · ${roleNames[chosen.role]}` : ''} onClose={() => setChosen(null)}
        actions={chosen ? [
          { key: 'code', text: '发新邀请码（换手机、换微信、忘记密码）', icon: 'key', onTap: () => invite(chosen) },
          { key: 'authenticator', text: '验证器和备用码都丢了', icon: 'shield-check', onTap: () => setLost(chosen) },
          { key: 'end', text: '结束职务', icon: 'ban', danger: true, onTap: () => setEnding(chosen) },
        ] : []}
      />
      {lost ? <LostSecondStep unitId={unit.id} person={lost.person} onClose={() => setLost(null)} /> : null}
      {ending ? <End unitId={unit.id} held={ending} onClose={() => setEnding(null)} onDone={async () => { setEnding(null); toast('已结束，权限立即收回'); await onChanged(); }} /> : null}
    </Box>
  );
}

function Appoint({ unit, give, onClose, onDone }: { unit: At; give: readonly Role[]; onClose: () => void; onDone: (name: string, invitation: string | null) => Promise<void> }): ReactNode {
  const [role, setRole] = useState<Role>(give[0] ?? 'secretary');
  const [how, setHow] = useState<'member' | 'new'>('member');
  const [q, setQ] = useState('');
  const [person, setPerson] = useState<string | null>(null);
  const [from, setFrom] = useState(() => shanghaiDay(new Date()));
  const [term, setTerm] = useState<'open' | 'dated'>('open');
  const [to, setTo] = useState(() => shanghaiDay(new Date(Date.now() + 3 * 365 * oneDay)));
  const words = useRef<TextHandle>(null);
  const name = useRef<TextHandle>(null);
  const phone = useRef<TextHandle>(null);
  const basis = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const found = useRoute(memberRoutes.members, how === 'member' && q ? { unitId: unit.id, q, limit: 20 } : null);
  const people = found.data?.items ?? [];
  const appoint = async (): Promise<void> => {
    await attempt.run(async () => {
      const answer = await guarded(() => call(unitRoutes.appoint, {
        unitId: unit.id, role, from, ...(term === 'dated' ? { to } : {}), basis: basis.current?.value ?? '',
        ...(how === 'member' ? (person ? { personId: person } : {}) : { newPerson: { name: name.current?.value ?? '', phone: phone.current?.value.trim() ?? '' } }),
      }));
      await onDone(answer.held.person.name, answer.invitation);
    });
  };
  const search = (): void => setQ(words.current?.value.trim() ?? '');
  return (
    <Card title="任命">
      <Select<Role> label="职务" value={role} onChange={setRole} options={give.map((value) => ({ value, text: roleNames[value] }))} />
      <RadioGroup label="任命谁" value={how} onChange={setHow} options={[{ value: 'member', text: '已在名册里的同志' }, { value: 'new', text: '还没有账号的同志', hint: '登记姓名和手机号，会生成一个邀请码' }]} />
      {how === 'member' ? (
        <>
          <Box className="search-row"><Box className="grow"><Input label="查找同志" bare type="search" maxLength={40} placeholder="姓名" handle={words} onEnter={search} /></Box><Button onTap={search}>查找</Button></Box>
          {q && found.data && people.length === 0 ? <Box className="para soft">没有找到“{q}”。</Box> : null}
          {found.error ? <Banner tone="warn">{found.error.message}</Banner> : null}
          {people.length > 0 ? <RadioGroup label="选择" value={person} onChange={setPerson} options={people.map((one) => ({ value: one.id, text: one.name, hint: one.company }))} /> : null}
        </>
      ) : (
        <>
          <Input label="姓名" required maxLength={40} handle={name} error={attempt.error?.field('newPerson.name')} />
          <Input label="手机号" required type="tel" maxLength={11} handle={phone} error={attempt.error?.field('newPerson.phone')} />
        </>
      )}
      <Day label="从哪一天起" value={from} onChange={setFrom} error={attempt.error?.field('from')} />
      <RadioGroup label="到哪一天" value={term} onChange={setTerm} options={[{ value: 'open', text: '不设期限', hint: '需要时再结束' }, { value: 'dated', text: '有任期', hint: '到期那天起权限自动收回' }]} />
      {term === 'dated' ? <Day label="任期到" value={to} onChange={setTo} error={attempt.error?.field('to')} /> : null}
      <Input label="依据" required maxLength={200} placeholder="例如：支部党员大会选举，上级 11 月 3 日批复" handle={basis} error={attempt.error?.field('basis')} />
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="btn-row"><Button kind="primary" disabled={how === 'member' && !person} onTap={appoint}>任命</Button><Button onTap={onClose}>取消</Button></Box>
      {proof}
    </Card>
  );
}

function End({ unitId, held, onClose, onDone }: { unitId: string; held: Held; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const end = async (): Promise<void> => {
    await attempt.run(async () => {
      await guarded(() => call(unitRoutes.endRole, { unitId, roleId: held.id, reason: reason.current?.value ?? '' }));
      await onDone();
    });
  };
  return (
    <>
      <Sheet open title={`结束${held.person.name}的${roleNames[held.role]}职务`} onClose={onClose} foot={<Button kind="danger" wide onTap={end}>结束职务</Button>}>
        {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Input label="理由" required maxLength={200} placeholder="例如：届满改选" handle={reason} error={attempt.error?.field('reason')} />
      </Sheet>
      {proof}
    </>
  );
}
