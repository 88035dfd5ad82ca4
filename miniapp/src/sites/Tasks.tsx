import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../kit/call';
import { useAttempt } from '../kit/useAttempt';
import { Tag } from '../ui/Badge';
import { Button } from '../ui/Button';
import { Card, Meta } from '../ui/Card';
import { Box } from '../ui/host';
import { type TextHandle, Textarea } from '../ui/Input';
import { Sheet } from '../ui/Sheet';
import { Banner } from '../ui/States';
import { toast } from '../ui/Toast';
import { dateWords, dayWords, type Task } from './words';

/** What must be done before the site comes back, each with its day. `mayDo`: the branch's web team; `foot`: what a reviewer or mentor adds. */
export function Tasks({ unitId, tasks, mayDo, onDone, onDrop, foot }: { unitId: string; tasks: readonly Task[]; mayDo: boolean; onDone: () => Promise<void>; onDrop?: (task: Task) => Promise<void>; foot?: ReactNode }): ReactNode {
  const [doing, setDoing] = useState<Task | null>(null);
  const left = tasks.filter((task) => task.doneAt === null).length;
  if (tasks.length === 0 && !foot) return null;
  return (
    <Card title="任务" aside={tasks.length > 0 ? (left > 0 ? `还有 ${left} 项` : '都完成了') : undefined}>
      {tasks.map((task) => (
        <Box key={task.id} className="task">
          <Box className="task-words">
            <Box>{task.text}</Box>
            <Meta parts={[task.doneAt ? `${task.doneBy?.name ?? ''} ${dateWords(task.doneAt)}完成` : `${dayWords(task.dueOn)}前`, task.doneNote, `${task.setBy.name}布置`]} />
          </Box>
          {task.doneAt ? <Tag tone="success">已完成</Tag> : task.overdue ? <Tag tone="warn">已过期限</Tag> : null}
          {!task.doneAt && mayDo ? <Button small onTap={() => setDoing(task)}>做好了</Button> : null}
          {!task.doneAt && onDrop ? <Button small kind="quiet" onTap={() => onDrop(task)}>撤去</Button> : null}
        </Box>
      ))}
      {foot}
      {doing ? <DoneSheet unitId={unitId} task={doing} onClose={() => setDoing(null)} onDone={async () => { setDoing(null); toast('已记下'); await onDone(); }} /> : null}
    </Card>
  );
}

function DoneSheet({ unitId, task, onClose, onDone }: { unitId: string; task: Task; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const note = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const send = async (): Promise<void> => {
    if (await attempt.run(() => call(applicationRoutes.doTask, { unitId, taskId: task.id, note: note.current?.value.trim() ?? '' }))) await onDone();
  };
  return (
    <Sheet open title={task.text} onClose={onClose} foot={<Button kind="primary" wide onTap={send}>记为完成</Button>}>
      {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Textarea label="怎么做的" required maxLength={200} rows={2} placeholder="例如：发了三篇，在“学习资料”栏目" handle={note} error={attempt.error?.field('note')} />
    </Sheet>
  );
}
