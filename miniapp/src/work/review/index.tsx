import { reviewRoutes } from '@branch/shared/sites/review-routes';
import type { RefusalCode } from '@branch/shared/refusals';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useQuery } from '../../kit/query';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Day } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { FaceCard } from '../../sites/FaceCard';
import { Figures } from '../../sites/Figures';
import { Moves } from '../../sites/Moves';
import { Tasks } from '../../sites/Tasks';
import { dateWords, lastDay, stateWords, type Standing, toneOf } from '../../sites/words';
import { Acts } from './Acts';
import { Decide } from './Decide';
import { inDays, type Review } from './words';
import './index.scss';

/** One site before its reviewer: what was applied for and what the records say on the left, the decision on the right (beneath, on a phone). */
export default function ReviewPage(): ReactNode {
  const query = useQuery();
  const unitId = query.unit ?? '';
  const review = useRoute(reviewRoutes.review, unitId ? { unitId } : null);
  const standing = review.data?.standing;
  const put = (next: Standing): void => { review.set((before) => ({ ...before, standing: next, application: null })); void review.reload(); };
  return (
    <Page title={standing?.siteName ?? '审核'} subtitle={standing?.unitName} desk="reviews" wide>
      <Async from={review} rows={3}>
        {(found) => {
          const whyNot = found.whyNot as RefusalCode | null;
          return (
            <Box className="split review">
              <Box>
                <Head found={found} />
                {found.application ? <FaceCard face={found.application.content} /> : null}
                {found.application ? <Card title="谁来打理"><Facts rows={[['网管员', found.application.admins.map((person) => person.name).join('、') || '还没有'], ['看留言', found.application.content.duty || '没有写']]} /></Card> : null}
                <Figures figures={found.standing.figures} rules={found.standing.rules} />
                <Moves moves={found.standing.moves} />
              </Box>
              <Box className="review-desk">
                {found.application ? <Decide key={found.application.id} found={found} application={found.application} whyNot={whyNot} onDone={put} /> : null}
                <Background found={found} reload={review.reload} />
                <Acts found={found} whyNot={whyNot} onDone={put} />
              </Box>
            </Box>
          );
        }}
      </Async>
    </Page>
  );
}

function Head({ found }: { found: Review }): ReactNode {
  const { standing, application, applicant } = found;
  return (
    <Card title="现在" aside={<Box className="tags-in"><Tag tone={toneOf(standing.state)}>{stateWords(standing)}</Tag>{standing.exemplary ? <Tag tone="gold">精品网站</Tag> : null}</Box>}>
      <Facts rows={[
        ...(application?.submittedAt ? [['提交', [dateWords(application.submittedAt), applicant?.name].filter(Boolean).join('，')] as const] : []),
        ...(standing.waiting ? [['答复期限', standing.waiting.overdue ? <Tag key="d" tone="warn">{lastDay(standing.waiting.dueAt)}，已超期</Tag> : lastDay(standing.waiting.dueAt)] as const] : []),
        ...(standing.mentor ? [['网站导师', standing.mentor.name] as const] : []),
      ]} />
      {found.whyNot ? <Banner tone="warn">这是您自己单位的网站，由别的同志审核。</Banner> : null}
    </Card>
  );
}

/** Tasks of a site in the background; the reviewer adds and takes back. */
function Background({ found, reload }: { found: Review; reload: () => Promise<void> }): ReactNode {
  const { standing } = found;
  const background = ['incubating', 'rectifying', 'returned'].includes(standing.state);
  const words = useRef<TextHandle>(null);
  const [dueOn, setDueOn] = useState(inDays(14));
  const attempt = useAttempt();
  const writeId = useWriteId();
  if (!background && standing.tasks.every((task) => task.doneAt !== null)) return null;
  const add = async (): Promise<void> => {
    const content = { text: words.current?.value.trim() ?? '', dueOn };
    const ok = await attempt.run(() => call(reviewRoutes.setTask, { unitId: standing.unitId, clientId: writeId.idFor(content), ...content }));
    if (!ok) return;
    writeId.done();
    if (words.current) words.current.value = '';
    toast('任务已布置，支部会收到通知');
    await reload();
  };
  return (
    <Tasks
      unitId={standing.unitId} tasks={standing.tasks} mayDo={false} onDone={reload}
      onDrop={background ? async (task) => { await attempt.run(() => call(reviewRoutes.dropTask, { unitId: standing.unitId, taskId: task.id })); await reload(); } : undefined}
      foot={background ? (
        <Box className="task-new">
          {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
          <Input label="再布置一项" maxLength={100} handle={words} />
          <Day label="期限" value={dueOn} onChange={setDueOn} />
          <Button small icon="plus" onTap={add}>布置</Button>
        </Box>
      ) : undefined}
    />
  );
}
