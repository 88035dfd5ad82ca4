import { ruleName } from '@branch/shared/moderation/rules';
import { moderationRoutes, type QueueCase, reportReasonNames, stepActNames } from '@branch/shared/moderation/routes';
import { contentKindNames, holdReasonNames, visibilityNames } from '@branch/shared/posts/routes';
import type { ReactNode } from 'react';
import { ago, span } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Avatar, Tag } from '../../ui/Badge';
import { Link, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Name } from '../../ui/Name';
import { Banner } from '../../ui/States';

/** Why this row is here, in a few words. */
export function reasonOf(one: QueueCase): string {
  if (one.why === 'reported') return `${one.reports.length} 人举报`;
  if (one.why === 'unanswered') return '等支部回应';
  if (one.appeal?.state === 'open') return one.appeal.escalated ? '超期，已转上级' : '作者申诉';
  return one.holdReason ? holdReasonNames[one.holdReason] : one.why === 'direct' ? '直接收起' : '请看一看';
}

/** `已等 5 小时`; red words stand beside the time when it is late. */
export function Waited({ one }: { one: QueueCase }): ReactNode {
  if (one.state === 'stopped' && one.appeal?.state !== 'open') return <Tag>{one.decision ? ago(one.decision.at) : ''}</Tag>;
  const since = one.appeal?.state === 'open' ? one.appeal.at : one.openedAt;
  return <Tag tone={one.overdue ? 'brand' : 'warn'}>已等 {span(Date.now() - new Date(since).getTime())}{one.overdue ? '，超时' : ''}</Tag>;
}

/** The content and everything one needs to judge it: who, where, why it is here, what was said about it. */
export function CaseView({ one }: { one: QueueCase }): ReactNode {
  return (
    <Box className="case">
      <Box className="who">
        <Avatar name={one.author.name} seed={one.author.id} />
        <Box className="who-words">
          <Box className="who-name"><Name>{one.author.name}</Name></Box>
          <Meta parts={[contentKindNames[one.kind], one.column?.name, ago(one.at), visibilityNames[one.visibility]]} />
        </Box>
        <Waited one={one} />
      </Box>
      {one.title ? <Box as="h3" className="case-title"><Name>{one.title}</Name></Box> : null}
      <Box className="para">{one.text}{one.cut ? '……' : ''}</Box>
      <Box className="tags case-tags"><Tag tone="info">{reasonOf(one)}</Tag>{one.assignee ? <Tag>{one.assignee.name}在看</Tag> : null}{one.path && one.kind !== 'message' ? <Link className="link case-link" to={one.path}>打开原文</Link> : null}</Box>
      {one.hits.length > 0 ? <Banner tone="warn" title="词表提醒的句子">{one.hits.map((hit) => <Box key={hit}>“{hit}”</Box>)}</Banner> : null}
      {one.reports.length > 0 ? <Banner tone="warn" title={`${one.reports.length} 位同志举报`}>{one.reports.map((report, i) => <Box key={i}>{reportReasonNames[report.reason]}{report.note ? `：${report.note}` : ''}</Box>)}</Banner> : null}
      {one.decision && one.decision.act !== 'passed' ? <Banner tone="info" title={`${one.decision.by?.name ?? ''} ${ago(one.decision.at)}退回`}>{one.decision.rule ? `第 ${one.decision.rule} 条 ${ruleName(one.decision.rule)}。` : ''}{one.decision.reason ?? ''}</Banner> : null}
      {one.appeal ? <Banner tone={one.appeal.overdue ? 'warn' : 'info'} title="作者的申诉">{one.appeal.words}</Banner> : null}
    </Box>
  );
}

/** What was done with it before, and by whom; asked of the desk it lies on. */
export function History({ unitId, one }: { unitId: string; one: QueueCase }): ReactNode {
  const found = useRoute(moderationRoutes.one, one.why === 'unanswered' ? null : { unitId, caseId: one.id });
  const rows = found.data?.steps ?? [];
  if (rows.length === 0) return null;
  return (
    <Box as="section" className="case-steps">
      <Box as="h3" className="case-steps-title">经过</Box>
      {rows.map((step, i) => <Box key={i} className="faint">{[ago(step.at), step.by?.name, stepActNames[step.act], step.words, step.undone ? '（已撤销）' : null].filter(Boolean).join(' · ')}</Box>)}
    </Box>
  );
}
