import { unitRoutes } from '@branch/shared/members/routes';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
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
import { actionWords, detailWords, resultWords } from './words';
import './index.scss';

type Line = Output<typeof unitRoutes.audit>['items'][number];

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
                { key: 'at', title: '时间', cell: (row) => <Span className="audit-short num">{ago(row.at)}</Span>, by: (row) => row.at },
                { key: 'actor', title: '谁', cell: (row) => <Span className="audit-short">{row.actor?.name ?? '系统'}</Span> },
                { key: 'action', title: '做了什么', cell: (row) => <Span className="audit-short">{actionWords(row.action)}</Span>, by: (row) => row.action },
                { key: 'object', title: '对象', cell: (row) => <Span className="audit-object faint">{row.object}</Span> },
                { key: 'result', title: '结果', cell: (row) => <Span className="audit-short">{resultWords(row.result)}</Span> },
                { key: 'details', title: '细节', cell: (row) => <Box className="faint">{detailWords(row.details)}</Box> },
              ]}
            />
          );
        }}
      </Async>
      <More pages={pages} />
    </Page>
  );
}
