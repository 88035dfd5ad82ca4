import type { RefusalCode } from '@branch/shared/refusals';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { failed, whyNotApprove } from '@branch/shared/sites/rules';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Act } from '../../ui/Act';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips, Switch } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { dateWords, type Standing } from '../../sites/words';
import { type Said, SaySheet } from './SaySheet';
import { inDays, type Review } from './words';

type Application = NonNullable<Review['application']>;
type Outcome = 'approve' | 'return' | 'hold';
const done: Record<Outcome, string> = { approve: '已核准上线，支部会收到通知', return: '已退回补正，支部会收到您的话', hold: '已转入后台培育，支部和导师会收到通知' };

/**
 * The checklist beside the branch's own answers, which are its beginning: the reviewer changes what he finds otherwise.
 * One required item failed, or a veto, and it cannot go online (一票否决); the two other ways always say why and what next.
 */
export function Decide({ found, application, whyNot, onDone }: { found: Review; application: Application; whyNot: RefusalCode | null; onDone: (standing: Standing) => void }): ReactNode {
  const { items, version } = application.checklist;
  const own = (key: string) => application.content.checks.find((check) => check.key === key)?.answer;
  const [findings, setFindings] = useState(() => items.map((item) => ({ key: item.key, ok: own(item.key) !== 'no', note: '' })));
  const [veto, setVeto] = useState(false);
  const [saying, setSaying] = useState<'return' | 'hold' | null>(null);
  const attempt = useAttempt();
  const writeId = useWriteId();
  const checklist = { version, from: '', items };
  const fell = failed(findings, checklist);
  const vetoed = veto || fell.some((item) => item.required);
  const judge = (key: string, ok: boolean): void => setFindings((before) => before.map((one) => (one.key === key ? { ...one, ok } : one)));

  const decide = async (outcome: Outcome, said: Said): Promise<void> => {
    const content = { applicationId: application.id ?? '', outcome, findings, veto, ...said };
    const ok = await attempt.run(async () => {
      onDone(await call(reviewRoutes.decide, { unitId: found.standing.unitId, clientId: writeId.idFor(content), ...content }));
    });
    if (!ok) return;
    writeId.done();
    setSaying(null);
    toast(done[outcome]);
  };
  const late = attempt.error?.code === 'site.not-waiting' ? (attempt.error.details as { by?: string; at?: string }) : null;
  return (
    <>
      <Card title="逐项核对" aside={`第 ${version} 版 · ${items.length - fell.length} / ${items.length} 符合`}>
        {items.map((item) => (
          <Box key={item.key} className="finding">
            <Box className="finding-in">
              <Box className="finding-words"><Box>{item.title}</Box>{item.required ? <Tag tone="brand">必需</Tag> : null}</Box>
              <Box className="faint">{item.hint}。支部自查：{own(item.key) === 'no' ? '还没有' : '做到了'}{item.fact ? `；系统记录：${item.fact}` : ''}</Box>
            </Box>
            <Chips label={item.title} value={findings.find((one) => one.key === item.key)?.ok ? 'yes' : 'no'} onChange={(value) => judge(item.key, value === 'yes')} options={[{ value: 'yes', text: '符合' }, { value: 'no', text: '不符合' }]} />
          </Box>
        ))}
        <Switch checked={veto} onChange={setVeto} hint="清单之外有不能上线的理由时用，要写明理由">一票否决</Switch>
      </Card>
      <Card title="决定" className="decide-bar">
        {attempt.error && !saying ? <Banner tone="warn">{attempt.error.message}{late?.by && late.at ? `${late.by} ${dateWords(late.at)}已经决定。` : ''}</Banner> : null}
        {vetoed ? <Banner tone="warn" title="不能上线">{fell.filter((item) => item.required).map((item) => item.title).join('、') || '有一票否决'}。请退回补正或转入后台培育。</Banner> : null}
        <Box className="btn-row">
          <Act kind="primary" whyNot={whyNot ?? whyNotApprove(findings, checklist, veto)} quietReason onTap={() => decide('approve', { reason: '', nextStep: '', mentorId: null, tasks: [] })}>核准上线</Act>
          <Button disabled={whyNot !== null} onTap={() => { attempt.clear(); setSaying('hold'); }}>后台培育</Button>
          <Button disabled={whyNot !== null} onTap={() => { attempt.clear(); setSaying('return'); }}>退回补正</Button>
        </Box>
      </Card>
      {saying ? (
        <SaySheet
          key={saying} title={saying === 'hold' ? '转入后台培育' : '退回补正'} act={saying} error={attempt.error} mentors={found.mentors} onClose={() => setSaying(null)} onSay={(said) => decide(saying, said)}
          begin={{
            reason: fell.length > 0 ? `清单里还没有做到：${fell.map((item) => item.title).join('、')}。` : '', nextStep: fell.length > 0 ? `做到以后再交：${fell.map((item) => item.hint).join('；')}。` : '', mentorId: null,
            tasks: saying === 'hold' ? (fell.length > 0 ? fell.slice(0, 6).map((item) => ({ text: item.title, dueOn: inDays(30) })) : [{ text: '', dueOn: inDays(30) }]) : [],
          }}
        />
      ) : null}
    </>
  );
}
