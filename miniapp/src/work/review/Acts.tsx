import type { RefusalCode } from '@branch/shared/refusals';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { siteActNames, whyNotAct } from '@branch/shared/sites/rules';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { toast } from '../../ui/Toast';
import type { Standing } from '../../sites/words';
import { type Said, SaySheet } from './SaySheet';
import { inDays, type Review } from './words';

const acts = ['rectify', 'clear', 'warn', 'honour', 'unhonour', 'reopen', 'archive'] as const;
type One = (typeof acts)[number];

/** What else a reviewer may do with the site as it stands now; what cannot be done is not offered. */
export function Acts({ found, whyNot, onDone }: { found: Review; whyNot: RefusalCode | null; onDone: (standing: Standing) => void }): ReactNode {
  const { standing } = found;
  const [doing, setDoing] = useState<One | null>(null);
  const attempt = useAttempt();
  const writeId = useWriteId();
  const offered = acts.filter((act) => whyNotAct(act, standing) === null);
  if (offered.length === 0 || whyNot) return null;
  const act = async (one: One, said: Said): Promise<void> => {
    const content = { act: one, ...said };
    const ok = await attempt.run(async () => {
      onDone(await call(reviewRoutes.act, { unitId: standing.unitId, clientId: writeId.idFor(content), ...content }));
    });
    if (!ok) return;
    writeId.done();
    setDoing(null);
    toast(`${siteActNames[one]}：已记下，支部会收到通知`);
  };
  const days = standing.figures.daysWithoutUpdate;
  return (
    <Card title={standing.proposedAt ? '系统建议整治，请您定' : '其他处理'}>
      <Box className="btn-row">{offered.map((one) => <Button key={one} kind={one === 'archive' ? 'danger' : standing.proposedAt && one === 'rectify' ? 'primary' : 'plain'} onTap={() => { attempt.clear(); setDoing(one); }}>{siteActNames[one]}</Button>)}</Box>
      {doing ? (
        <SaySheet
          key={doing} title={siteActNames[doing]} act={doing} error={attempt.error} mentors={found.mentors} onClose={() => setDoing(null)} onSay={(said) => act(doing, said)}
          begin={{
            reason: doing !== 'rectify' && doing !== 'warn' ? '' : days === null ? '上线以来还没有支部自己的内容。' : days > 14 ? `已有 ${days} 天没有支部自己的新内容。` : '', nextStep: doing === 'rectify' ? '恢复更新，排出值班表，做完任务后再申请上线。' : '', mentorId: null,
            tasks: doing === 'rectify' ? [{ text: '发三篇支部动态', dueOn: inDays(30) }] : [],
          }}
        />
      ) : null}
    </Card>
  );
}
