import { labelCriteria, type LabelCriterion, labelCriterionNames } from '@branch/shared/sites/review-routes';
import type { SiteAct } from '@branch/shared/sites/rules';
import { type ReactNode, useRef, useState } from 'react';
import type { Refused } from '../../kit/refused';
import { Button, IconButton } from '../../ui/Button';
import { Checkbox } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Day, Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { inDays, type Review } from './words';

export interface Said { reason: string; nextStep: string; mentorId: string | null; tasks: { text: string; dueOn: string }[]; criteria?: LabelCriterion[] }

/** What a decision must say. It begins with what is known (failed items, the first mentor), so that a plain case is one tap. */
export function SaySheet({ title, act, begin, mentors, error, onClose, onSay }: { title: string; act: SiteAct; begin: Said; mentors: Review['mentors']; error: Refused | null; onClose: () => void; onSay: (said: Said) => Promise<void> }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const nextStep = useRef<TextHandle>(null);
  const background = act === 'hold' || act === 'rectify';
  const [mentorId, setMentorId] = useState(background ? begin.mentorId ?? mentors[0]?.id ?? '' : '');
  const [tasks, setTasks] = useState(begin.tasks.map((task, i) => ({ key: i, ...task })));
  const [criteria, setCriteria] = useState<LabelCriterion[]>([]);
  const say = (): Promise<void> => onSay({
    reason: reason.current?.value.trim() ?? '', nextStep: nextStep.current?.value.trim() ?? '', mentorId: mentorId || null, tasks: tasks.filter((task) => task.text.trim() !== '').map(({ text, dueOn }) => ({ text: text.trim(), dueOn })), ...(act === 'honour' ? { criteria } : {}),
  });
  const patch = (key: number, more: Partial<{ text: string; dueOn: string }>): void => setTasks((before) => before.map((task) => (task.key === key ? { ...task, ...more } : task)));
  return (
    <Sheet open title={title} onClose={onClose} foot={<Button kind="primary" wide onTap={say}>{title}</Button>}>
      {error ? <Banner tone="warn">{error.message}</Banner> : null}
      {act === 'honour' ? (
        <Field label="依据（至少三条）" group>
          {() => <Box>{labelCriteria.map((key) => <Checkbox key={key} checked={criteria.includes(key)} onChange={(on) => setCriteria(on ? [...criteria, key] : criteria.filter((one) => one !== key))}>{labelCriterionNames[key]}</Checkbox>)}</Box>}
        </Field>
      ) : null}
      <Textarea label={act === 'honour' ? '证据' : '理由'} required maxLength={500} rows={3} defaultValue={begin.reason} hint="至少 10 个字，支部看得到" handle={reason} />
      {background || act === 'return' ? <Textarea label="下一步" required maxLength={500} rows={3} defaultValue={begin.nextStep} handle={nextStep} /> : null}
      {background ? (
        <>
          {mentors.length > 0 ? <Select label="网站导师" required value={mentorId} onChange={setMentorId} options={mentors.map((one) => ({ value: one.id, text: `${one.name}（${one.from}）` }))} /> : <Banner tone="warn">还没有可以做导师的同志。</Banner>}
          <Field label="任务和期限" required group>
            {() => (
              <Box>
                {tasks.map((task) => (
                  <Box key={task.key} className="task-new">
                    <Box className="search-row"><Box className="grow"><Input label="任务" bare maxLength={100} placeholder="例如：发三篇学习资料" defaultValue={task.text} onValue={(text) => patch(task.key, { text })} /></Box><IconButton icon="trash" label="去掉这项任务" onTap={() => setTasks(tasks.filter((one) => one.key !== task.key))} /></Box>
                    <Day label="期限" value={task.dueOn} onChange={(dueOn) => patch(task.key, { dueOn })} />
                  </Box>
                ))}
                <Button small icon="plus" onTap={() => setTasks([...tasks, { key: Date.now(), text: '', dueOn: inDays(30) }])}>加一项</Button>
              </Box>
            )}
          </Field>
        </>
      ) : null}
    </Sheet>
  );
}
