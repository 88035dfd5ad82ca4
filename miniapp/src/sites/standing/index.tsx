import { paths } from '@branch/shared/paths';
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { whyNotAct, whyNotVisit } from '@branch/shared/sites/rules';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { useAttempt } from '../../kit/useAttempt';
import { Figures } from '../Figures';
import { Moves } from '../Moves';
import { Tasks } from '../Tasks';
import { lastDay, stateWords, type Standing, toneOf } from '../words';
import '../site.scss';

/** 网站: where the branch's own site stands, what is asked of it, what happened, in the reviewers' words. */
export default function StandingPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const standing = useRoute(applicationRoutes.standing, unitId ? { unitId } : null);
  const mayEdit = may(me, 'site.edit', unitId);
  return (
    <Page title="网站" subtitle={standing.data?.siteName} desk="site" wide>
      <Async from={standing} rows={3}>
        {(site) => (
          <>
            <Notice site={site} />
            <Box className="split">
              <Box>
                <Now site={site} mayApply={may(me, 'site.apply', unitId)} mayEdit={mayEdit} reload={standing.reload} />
                <Tasks unitId={unitId} tasks={site.tasks} mayDo={mayEdit} onDone={standing.reload} />
                <Moves moves={site.moves} />
              </Box>
              <Figures figures={site.figures} rules={site.rules} />
            </Box>
          </>
        )}
      </Async>
    </Page>
  );
}

/** What is pressing, in one sentence. */
function Notice({ site }: { site: Standing }): ReactNode {
  const days = site.figures.daysWithoutUpdate ?? 0;
  if (site.state === 'online' && site.proposedAt) return <Banner tone="warn" title={`${days} 天没有新内容，已被建议整治`}>由上级确认。现在写一篇，建议就自动取消；内容和成员都不受影响。</Banner>;
  if (site.state === 'online' && site.warnedAt) return <Banner tone="warn" title={`${days} 天没有新内容`}>写一篇支部动态，预警就自动解除。</Banner>;
  if (site.state === 'returned') return <Banner tone="info" title="申请退回补正">补齐后可以再交，不算没通过。写过的都还在。</Banner>;
  if (site.state === 'incubating' || site.state === 'rectifying') return <Banner tone="info" title={site.state === 'incubating' ? '网站在后台培育' : '网站在后台整治'}>支部内部照常使用，外面暂时看不到。完成任务后再申请上线。</Banner>;
  return null;
}

function Now({ site, mayApply, mayEdit, reload }: { site: Standing; mayApply: boolean; mayEdit: boolean; reload: () => Promise<void> }): ReactNode {
  const [leaving, setLeaving] = useState(false);
  const attempt = useAttempt();
  const me = useMe();
  // The mentor of a site in the background reads along (SITE-1).
  const guides = may(me, 'site.visit', site.unitId) && !may(me, 'site.read', site.unitId) && whyNotVisit(site.state, false) === null;
  const canApply = whyNotAct('submit', site) === null;
  const withdraw = async (): Promise<void> => {
    const ok = await attempt.run(() => call(applicationRoutes.withdraw, { unitId: site.unitId, reason: '' }));
    setLeaving(false);
    if (ok) toast('已撤回，写过的还在');
    await reload();
  };
  return (
    <Card title="现在" aside={<Box className="tags-in"><Tag tone={site.warnedAt && site.state === 'online' ? 'warn' : toneOf(site.state)}>{stateWords(site)}</Tag>{site.exemplary ? <Tag tone="gold">精品网站</Tag> : null}</Box>}>
      <Facts rows={[
        ...(site.waiting ? [['答复期限', site.waiting.overdue ? `${lastDay(site.waiting.dueAt)}（已超期，已提醒上级）` : `${lastDay(site.waiting.dueAt)}（十个工作日内）`] as const] : []),
        ...(site.mentor ? [['网站导师', site.mentor.name] as const] : []),
      ]} />
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="btn-row">
        {mayApply && canApply ? <Button kind="primary" onTap={() => open(paths.applySite(site.unitId))}>{site.state === 'draft' ? '申请上线' : '修改并再次申请'}</Button> : null}
        {mayApply && site.waiting ? <Button onTap={() => setLeaving(true)}>撤回申请</Button> : null}
        {mayEdit ? <Button icon="pencil" onTap={() => open(paths.editSite(site.unitId))}>名称与栏目</Button> : null}
        {guides ? <Button icon="book" onTap={() => open(paths.column(site.unitId))}>读一读栏目</Button> : null}
        <Button icon="eye" onTap={() => open(paths.siteFace(site.unitId, site.state === 'online' ? undefined : 'yes'))}>以访客身份看</Button>
      </Box>
      <Confirm open={leaving} title="撤回申请？" yes="撤回" onYes={withdraw} onClose={() => setLeaving(false)}>写过的内容都还在，可以改好再交。</Confirm>
    </Card>
  );
}
