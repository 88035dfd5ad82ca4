import { ledgerRoutes } from '@branch/shared/meetings/ledger-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Card, Link } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import '../meetings.scss';

type Row = Output<typeof ledgerRoutes.beneath>['items'][number];

/** The ledgers of the branches beneath, in counts: what lapsed or lapses soon first. Address: `unit`. */
export default function LedgersPage(): ReactNode {
  const { unit = '' } = useQuery();
  const found = useRoute(ledgerRoutes.beneath, unit ? { unitId: unit } : null);
  const columns: Column<Row>[] = [
    { key: 'name', title: '组织', by: (row) => row.unit.name, cell: (row) => <Link className="cell-link row-link" to={paths.ledger(row.unit.id)}>{row.unit.name}</Link> },
    { key: 'above', title: '上级', by: (row) => row.above, cell: (row) => row.above },
    { key: 'lapsed', title: '没有开', figure: true, by: (row) => row.lapsed, cell: (row) => (row.lapsed > 0 ? <Tag tone="brand">{row.lapsed}</Tag> : 0) },
    { key: 'soon', title: '快到期', figure: true, by: (row) => row.soon, cell: (row) => (row.soon > 0 ? <Tag tone="warn">{row.soon}</Tag> : 0) },
    { key: 'met', title: '已开', figure: true, by: (row) => row.met, cell: (row) => row.met },
    { key: 'offline', title: '线下（次）', figure: true, by: (row) => row.offline, cell: (row) => row.offline },
    { key: 'online', title: '网上（次）', figure: true, by: (row) => row.online, cell: (row) => row.online },
    { key: 'hybrid', title: '结合（次）', figure: true, by: (row) => row.hybrid, cell: (row) => row.hybrid },
  ];
  return (
    <Page title="各支部台账" desk="ledgers" wide subtitle={found.data ? `${found.data.year} 年` : undefined}>
      <Async from={found} rows={3}>
        {(all) => all.items.length === 0 ? <Empty icon="building-community" text="下面还没有支部。" /> : (
          <>
            <Card title={`${all.items.length} 个支部，共 ${all.online + all.offline + all.hybrid} 次`} aside={`线下 ${all.offline} · 网上 ${all.online} · 结合 ${all.hybrid}`}>
              <Box className="faint">“没有开”“快到期”“已开”数的是时段：党员大会和党课按季度，支委会、党小组会和主题党日按月，组织生活会和民主评议按年。点支部看各时段；会议的内容只有支部里看得到。</Box>
            </Card>
            <Table caption="各支部台账" columns={columns} rows={all.items} rowKey={(row) => row.unit.id} />
          </>
        )}
      </Async>
    </Page>
  );
}
