import { ruleRoutes } from '@branch/shared/members/directory-routes';
import { ruleKindNames, rulePresets, type RuleKind } from '@branch/shared/members/rules';
import type { Output } from '@branch/shared/route';
import { shanghaiParts } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Version = Output<typeof ruleRoutes.rules>['items'][number];
const states = { coming: ['将生效', 'info'], inForce: ['现行', 'success'], past: ['已替换', 'plain'] } as const;
const kind: RuleKind = 'checkInQuota';
const valueOf = (one: Version): string => (one.perMonth === null ? '不设指标' : `每月 ${one.perMonth} 次`);

/** 制度: what the branch resolved for itself, with every version; the secretary puts a new one on record. */
export default function RulesPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const rules = useRoute(ruleRoutes.rules, unitId ? { unitId } : null);
  const [adopting, setAdopting] = useState(false);
  const mayAdopt = may(me, 'rule.adopt', unitId);
  const takeBack = async (one: Version): Promise<void> => {
    try {
      await call(ruleRoutes.takeBack, { unitId, ruleId: one.id });
      toast('已撤下');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await rules.reload();
  };
  return (
    <Page title="制度" desk="rules">
      <Async from={rules} rows={2}>
        {({ items }) => items.length === 0 ? <Empty icon="book" text="支部还没有通过自己的规定，报到没有次数要求。" /> : (
          <Card title={ruleKindNames[kind]}>
            <List label={ruleKindNames[kind]}>
              {items.map((one) => (
                <Row key={one.id} title={<Box className="tags-in">{valueOf(one)} <Tag tone={states[one.state][1]}>{states[one.state][0]}</Tag></Box>} hint={`${one.effectiveFrom} 起 · ${one.resolution}${one.adoptedBy ? ` · ${one.adoptedBy.name}登记` : ''}`}
                  end={mayAdopt && one.state === 'coming' ? <Button small onTap={() => takeBack(one)}>撤下</Button> : null} />
              ))}
            </List>
          </Card>
        )}
      </Async>
      {mayAdopt ? (adopting ? <Adopt unitId={unitId} onClose={() => setAdopting(false)} onDone={async () => { setAdopting(false); toast('已登记'); await rules.reload(); }} /> : <Box className="btn-row"><Button kind="primary" icon="plus" onTap={() => setAdopting(true)}>登记新规定</Button></Box>) : null}
      <Box className="faint">规定由党员大会通过，从一个月的 1 日起生效，不溯及既往；历次都留着。</Box>
    </Page>
  );
}

/** The first days of the next twelve months, as Shanghai counts. */
function months(): { value: string; text: string }[] {
  const now = shanghaiParts(new Date());
  return Array.from({ length: 12 }, (_, i) => {
    const month = (now.month + i) % 12 + 1;
    const year = now.year + Math.floor((now.month + i) / 12);
    return { value: `${year}-${month < 10 ? '0' : ''}${month}-01`, text: `${year} 年 ${month} 月 1 日起` };
  });
}

function Adopt({ unitId, onClose, onDone }: { unitId: string; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const [choices] = useState(months);
  const [how, setHow] = useState<'preset' | 'own' | 'none'>('own');
  const [from, setFrom] = useState(choices[0]?.value ?? '');
  const count = useRef<TextHandle>(null);
  const resolution = useRef<TextHandle>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const attempt = useAttempt();
  const preset = rulePresets[0];
  const adopt = async (): Promise<void> => {
    const typed = Number(count.current?.value.trim() ?? '');
    const own = how === 'own' && !(Number.isInteger(typed) && typed >= 1 && typed <= 31);
    setWrong(own ? '填 1 至 31 的整数' : null);
    if (own) return;
    const ok = await attempt.run(() => call(ruleRoutes.adopt, { unitId, kind, perMonth: how === 'none' ? null : how === 'preset' ? preset.perMonth : typed, effectiveFrom: from, resolution: resolution.current?.value.trim() ?? '' }));
    if (ok) await onDone();
  };
  return (
    <Card title="登记新规定">
      {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <RadioGroup label={ruleKindNames[kind]} value={how} onChange={setHow} options={[{ value: 'own', text: '自定次数' }, { value: 'preset', text: `按“${preset.name}”：每月 ${preset.perMonth} 次`, hint: '虹梅园区当年的要求；学习、点评、留言都算，同一天只算一次' }, { value: 'none', text: '不再设指标' }]} />
      {how === 'own' ? <Input label="每月几次" required type="number" maxLength={2} handle={count} error={wrong ?? attempt.error?.field('perMonth')} /> : null}
      <Select label="何时生效" value={from} onChange={setFrom} options={choices} />
      <Input label="依据的决议" required maxLength={200} placeholder="例如：支部党员大会 11 月 20 日通过" handle={resolution} error={attempt.error?.field('resolution')} />
      <Box className="btn-row"><Button kind="primary" onTap={adopt}>登记</Button><Button onTap={onClose}>取消</Button></Box>
    </Card>
  );
}
