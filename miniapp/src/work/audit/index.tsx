import { unitRoutes } from '@branch/shared/members/routes';
import type { Output } from '@branch/shared/route';
import { type ReactNode } from 'react';
import { unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Box, Span } from '../../ui/host';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { Table } from '../../ui/Table';

type Line = Output<typeof unitRoutes.audit>['items'][number];
const detailsOf = (details: unknown): string => (details && typeof details === 'object' ? Object.entries(details).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' · ') : '');

/** Who did what, newest first, for the auditor: words of statements are never in it. */
export default function AuditPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const pages = usePages(unitRoutes.audit, unitId ? { unitId, limit: 50 } : null);
  return (
    <Page title="审计" desk="audit" wide>
      <Async from={pages.first} rows={3}>
        {() => {
          const rows = pages.rows ?? [];
          if (rows.length === 0) return <Empty icon="eye" text="还没有记录。" />;
          return (
            <Table<Line>
              caption="审计记录" rows={rows} rowKey={(row) => row.id}
              columns={[
                { key: 'at', title: '时间', cell: (row) => <Span className="num">{ago(row.at)}</Span>, by: (row) => row.at },
                { key: 'actor', title: '谁', cell: (row) => row.actor?.name ?? '系统' },
                { key: 'action', title: '做了什么', cell: (row) => row.action, by: (row) => row.action },
                { key: 'object', title: '对象', cell: (row) => <Span className="faint">{row.object}</Span> },
                { key: 'result', title: '结果', cell: (row) => row.result },
                { key: 'details', title: '细节', cell: (row) => <Box className="faint">{detailsOf(row.details)}</Box> },
              ]}
            />
          );
        }}
      </Async>
      <More pages={pages} />
    </Page>
  );
}
