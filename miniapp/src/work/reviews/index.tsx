import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type QueueKind, queueKinds, reviewRoutes } from '@branch/shared/sites/review-routes';
import { type ReactNode, useState } from 'react';
import { unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Box, Span } from '../../ui/host';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { dateWords, stateWords, toneOf } from '../../sites/words';
import { Terms } from './Terms';

type Queue = Output<typeof reviewRoutes.queue>;
type Row = Queue['items'][number];
const titles: Record<QueueKind, string> = { waiting: '待审核', background: '培育与整治', stale: '久未更新', online: '在线', draft: '筹建中', archived: '归档' };
const none: Record<QueueKind, string> = { waiting: '没有等着审核的申请。', background: '没有在后台的网站。', stale: '没有久未更新的网站。', online: '还没有上线的网站。', draft: '没有筹建中的网站。', archived: '没有归档的网站。' };

/** 网站审核: what waits for the reviewer, longest first; a table on a desk, cards on a phone. */
export default function ReviewsPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const [kind, setKind] = useState<QueueKind>(queueKinds.find((one) => one === query.kind) ?? 'waiting');
  const [terms, setTerms] = useState(false);
  const pages = usePages(reviewRoutes.queue, unitId ? { unitId, kind } : null);
  const found = pages.first.data as Queue | null;
  return (
    <Page title="网站审核" desk="reviews" wide actions={<Button small kind="quiet" icon="clock" onTap={() => setTerms(true)}>期限</Button>}>
      {found && found.overdue > 0 ? <Banner tone="warn">有 {found.overdue} 份申请超过了答复期限，支部还在等。</Banner> : null}
      <Tabs<QueueKind> label="按状态看" value={kind} onChange={setKind} tabs={queueKinds.map((value) => ({ value, text: found ? `${titles[value]} ${found.counts[value]}` : titles[value] }))}>
        <Async from={pages.first} rows={3}>
          {() => {
            const rows = (pages.rows ?? []) as readonly Row[];
            return rows.length === 0 ? <Empty icon="inbox" text={none[kind]} /> : <Table<Row> caption={titles[kind]} rows={rows} rowKey={(row) => row.unitId} onRow={(row) => void open(paths.reviewSite(row.unitId))} columns={columns(kind)} />;
          }}
        </Async>
        <More pages={pages} />
      </Tabs>
      {terms ? <Terms unitId={unitId} onClose={() => setTerms(false)} /> : null}
    </Page>
  );
}

function columns(kind: QueueKind): Column<Row>[] {
  const unit: Column<Row> = { key: 'unit', title: '支部', cell: (row) => row.unitName };
  const site: Column<Row> = { key: 'site', title: '网站', cell: (row) => <Box className="tags-in"><Span>{row.siteName}</Span>{row.exemplary ? <Tag tone="gold">精品</Tag> : null}{row.again ? <Tag>再次申请</Tag> : null}</Box> };
  const community: Column<Row> = { key: 'community', title: '社区', cell: (row) => row.communityName ?? '—' };
  const state: Column<Row> = { key: 'state', title: '状态', cell: (row) => <Tag tone={row.warnedAt && row.state === 'online' ? 'warn' : toneOf(row.state)}>{stateWords(row)}</Tag> };
  const silent: Column<Row> = { key: 'days', title: '未更新', cell: (row) => (row.daysWithoutUpdate === null ? '还没有发过' : `${row.daysWithoutUpdate} 天`), figure: true };
  if (kind === 'waiting') return [unit, site, community, { key: 'since', title: '提交', cell: (row) => (row.submittedAt ? dateWords(row.submittedAt) : '—') }, { key: 'waited', title: '已等', cell: (row) => <Box className="tags-in"><Span>{row.waitedDays ?? 0} 个工作日</Span>{row.overdue ? <Tag tone="warn">已超期</Tag> : null}</Box> }];
  if (kind === 'background') return [unit, site, community, state, { key: 'tasks', title: '任务', cell: (row) => <Box className="tags-in"><Span>{row.tasksOpen > 0 ? `还有 ${row.tasksOpen} 项` : '都完成了'}</Span>{row.tasksOverdue > 0 ? <Tag tone="warn">{row.tasksOverdue} 项过期</Tag> : null}</Box> }, { key: 'mentor', title: '导师', cell: (row) => row.mentor?.name ?? '—' }];
  return [unit, site, community, state, silent];
}
