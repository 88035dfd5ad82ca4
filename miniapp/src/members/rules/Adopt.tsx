import { ruleRoutes } from '@branch/shared/members/directory-routes';
import { ruleKinds, rulePresets, ruleTerms, whyNotAdopt, type RuleKind } from '@branch/shared/members/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { oneDay, shanghaiDay, shanghaiParts } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Day, Select } from '../../ui/Select';
import { Banner } from '../../ui/States';

type How = 'preset' | 'own' | 'none';
const nothing = { value: null, day: null };
const tomorrow = (): string => shanghaiDay(new Date(Date.now() + oneDay));

/** The first days of the next twelve months, as Shanghai counts. */
function months(): { value: string; text: string }[] {
  const now = shanghaiParts(new Date());
  return Array.from({ length: 12 }, (_, i) => {
    const month = (now.month + i) % 12 + 1;
    const year = now.year + Math.floor((now.month + i) / 12);
    return { value: `${year}-${month < 10 ? '0' : ''}${month}-01`, text: `${year} 年 ${month} 月 1 日起` };
  });
}

/** Puts on record what the branch resolved: which rule, how many, from when, by which resolution. The server's own rule says beforehand what is wrong. */
export function Adopt({ unitId, onClose, onDone }: { unitId: string; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const [choices] = useState(months);
  const [kind, setKind] = useState<RuleKind>('checkInQuota');
  const [how, setHow] = useState<How>('own');
  const [month, setMonth] = useState(choices[0]?.value ?? '');
  const [from, setFrom] = useState(tomorrow);
  const number = useRef<TextHandle>(null);
  const resolution = useRef<TextHandle>(null);
  const [wrong, setWrong] = useState<{ value: string | null; day: string | null }>(nothing);
  const attempt = useAttempt();
  const preset = rulePresets[0];
  const { field, least, most, usual } = ruleTerms[kind];
  const monthly = field === 'perMonth';
  const choose = (next: RuleKind): void => { setKind(next); setHow('own'); setWrong(nothing); if (number.current) number.current.value = ''; };
  const adopt = async (): Promise<void> => {
    const typed = Number(number.current?.value.trim() || Number.NaN);
    const value = how === 'none' ? null : how === 'preset' ? preset.perMonth : typed;
    const given = { perMonth: monthly ? value : null, days: monthly ? null : value };
    const effectiveFrom = monthly ? month : from;
    const why = whyNotAdopt({ kind, ...given, from: effectiveFrom, today: shanghaiDay(new Date()) });
    setWrong(why === 'rule.value' ? { value: `填 ${least} 至 ${most} 的整数`, day: null } : { value: null, day: why && wordsOf(why) });
    if (why) return;
    const ok = await attempt.run(() => call(ruleRoutes.adopt, { unitId, kind, ...given, effectiveFrom, resolution: resolution.current?.value.trim() ?? '' }));
    if (ok) await onDone();
  };
  const ways: { value: How; text: string; hint?: string }[] = monthly
    ? [{ value: 'own', text: '自定次数' }, { value: 'preset', text: `按“${preset.name}”：每月 ${preset.perMonth} 次`, hint: '虹梅园区当年的要求；学习、点评、留言都算，同一天只算一次' }, { value: 'none', text: '不再设指标' }]
    : [{ value: 'own', text: '自定天数' }, { value: 'none', text: `不再另行规定（${usual ?? 0} 天）` }];
  return (
    <Card title="登记新规定">
      {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Select label="哪一项" value={kind} onChange={choose} options={ruleKinds.map((value) => ({ value, text: ruleTerms[value].name }))} />
      <RadioGroup label={ruleTerms[kind].name} value={how} onChange={setHow} options={ways} />
      {how === 'own' ? <Input label={monthly ? '每月几次' : '发布后几天内'} required type="number" maxLength={2} handle={number} error={wrong.value ?? attempt.error?.field(field)} /> : null}
      {monthly ? <Select label="何时生效" value={month} onChange={setMonth} options={choices} error={wrong.day} /> : <Day label="何时生效" value={from} onChange={setFrom} hint="最早明天；此前发布的纪要不受影响。" error={wrong.day} />}
      <Input label="依据的决议" required maxLength={200} placeholder="例如：支部党员大会 11 月 20 日通过" handle={resolution} error={attempt.error?.field('resolution')} />
      <Box className="btn-row"><Button kind="primary" onTap={adopt}>登记</Button><Button onTap={onClose}>取消</Button></Box>
    </Card>
  );
}
