import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { whyNotPaperCount } from '@branch/shared/appraisals/rules';
import { type GradeCounts, gradeNames, grades } from '@branch/shared/appraisals/words';
import { shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { Act } from '../../ui/Act';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input } from '../../ui/Input';
import { Day } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import type { DeskShown } from '../shown';

const none: GradeCounts = { excellent: 0, qualified: 0, barelyQualified: 0, unqualified: 0 };
const numberOf = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : 0);

/** 登记纸质票: for everyone papers by grade, with who counted and who supervised. May be entered anew until the stage ends. */
export function PaperCounts({ unitId, appraisalId, desk, onDone }: { unitId: string; appraisalId: string; desk: DeskShown; onDone: () => Promise<void> }): ReactNode {
  const people = desk.items.filter((one) => one.takesPart);
  const [form, setForm] = useState({ papers: desk.paper?.papers ?? 0, countedBy: desk.paper?.countedBy ?? '', supervisedBy: desk.paper?.supervisedBy ?? '', place: desk.paper?.place ?? '', heldOn: desk.paper?.heldOn ?? shanghaiDay(new Date()) });
  const [counts, setCounts] = useState<Readonly<Record<string, GradeCounts>>>(() => Object.fromEntries(people.map((one) => [one.person.id, one.counts ?? none])));
  const attempt = useAttempt();
  const change = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const entry = { ...form, people: people.map((one) => ({ personId: one.person.id, counts: counts[one.person.id] ?? none })) };
  const whyNot = whyNotPaperCount({ stage: 'rating', expired: false, mode: 'paper', electors: desk.electors }, entry, people.map((one) => one.person.id), shanghaiDay(new Date()));
  const save = async (): Promise<void> => {
    if (!await attempt.run(() => call(appraisalRoutes.countPapers, { unitId, appraisalId, ...entry }))) return;
    toast('票数已登记');
    await onDone();
  };
  return (
    <Card title="登记纸质票" aside={`应发 ${desk.electors} 张`}>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Input label="收回几张" type="number" maxLength={5} defaultValue={form.papers ? String(form.papers) : ''} onValue={(text) => change({ papers: numberOf(text) })} />
      <Box className="two-fields">
        <Input label="计票人" required maxLength={20} defaultValue={form.countedBy} onValue={(countedBy) => change({ countedBy })} />
        <Input label="监票人" required maxLength={20} defaultValue={form.supervisedBy} onValue={(supervisedBy) => change({ supervisedBy })} />
      </Box>
      <Input label="在哪里投的" required maxLength={60} defaultValue={form.place} onValue={(place) => change({ place })} error={attempt.error?.field('place')} />
      <Day label="哪天投的" value={form.heldOn} onChange={(heldOn) => change({ heldOn })} />
      {people.map(({ person }) => (
        <Box key={person.id} className="grade-row">
          <Box className="grade-name">{person.name}</Box>
          <Box className="four-fields">
            {grades.map((grade) => <Input key={grade} label={`${person.name}：${gradeNames[grade]}`} type="number" maxLength={5} defaultValue={counts[person.id]?.[grade] ? String(counts[person.id]?.[grade]) : ''} onValue={(text) => setCounts((before) => ({ ...before, [person.id]: { ...(before[person.id] ?? none), [grade]: numberOf(text) } }))} />)}
          </Box>
        </Box>
      ))}
      <Box className="btn-row"><Act kind="primary" whyNot={whyNot} onTap={save}>{desk.paper ? '重新登记' : '登记票数'}</Act></Box>
    </Card>
  );
}
