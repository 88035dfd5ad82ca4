import { type FigureKind, figureNames, figureRoutes } from '@branch/shared/figures/routes';
import { spans } from '@branch/shared/figures/rules';
import { siteStateNames } from '@branch/shared/sites/routes';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useMemo, useState } from 'react';
import { download } from '../../kit/call';
import { useQuery } from '../../kit/query';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button, Pressable } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box, isH5 } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { Bars } from './Bars';
import { Behind, type Opened } from './Behind';
import './index.scss';

type Row = Output<typeof figureRoutes.sites>['items'][number];
const values: Record<FigureKind, (row: Row) => number | null> = {
  posts: (row) => row.posts, comments: (row) => row.comments, characters: (row) => row.characters, visits: (row) => row.visits, unanswered: (row) => row.unanswered, update: (row) => row.daysWithoutUpdate, meeting: (row) => row.monthsWithoutMeeting,
};
const kinds = Object.keys(values) as FigureKind[];
const said = (value: number | null): string => (value === null ? '没有记录' : value >= 10_000 ? `${(value / 10_000).toFixed(1)} 万` : String(value));

/** Figures of the sites at and beneath a unit (SITE-10): a table from 900 px, cards on a phone; every number opens the rows behind it. */
export default function FiguresPage(): ReactNode {
  const unitId = useQuery().unit ?? '';
  const choices = useMemo(() => spans(new Date()), []);
  const [span, setSpan] = useState('month');
  const { from, to } = choices.find((one) => one.key === span) ?? { from: '', to: '' };
  const found = useRoute(figureRoutes.sites, unitId ? { unitId, from, to } : null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const attempt = useAttempt();
  const save = async (): Promise<void> => { await attempt.run(() => download(figureRoutes.export, { unitId, from, to, format: 'xlsx' }, `网站数字 ${from}.xlsx`)); };
  const columns: Column<Row>[] = [
    { key: 'name', title: '组织', cell: (row) => row.unitName, by: (row) => row.unitName },
    { key: 'state', title: '网站', cell: (row) => (row.state === 'online' ? siteStateNames.online : <Tag tone="warn">{siteStateNames[row.state]}</Tag>), by: (row) => row.state },
    ...kinds.map((kind): Column<Row> => ({
      key: kind, title: figureNames[kind], figure: true, by: (row) => values[kind](row) ?? 1e9,
      cell: (row) => <Pressable className="cell-link" label={`${row.unitName} ${figureNames[kind]} ${said(values[kind](row))}，看明细`} onTap={() => setOpened({ siteId: row.unitId, siteName: row.unitName, kind, value: said(values[kind](row)) })}>{said(values[kind](row))}</Pressable>,
    })),
  ];
  return (
    <Page title="网站数字" wide strip={<Chips label="时段" value={span} onChange={setSpan} options={choices.map((one) => ({ value: one.key, text: one.text }))} />}
      actions={isH5 ? <Button small icon="download" onTap={save}>导出</Button> : null}>
      {attempt.error ? <Box className="field-error" role="alert">{attempt.error.message}</Box> : null}
      <Async from={found} rows={3}>
        {({ items, series }) => (items.length === 0 ? <Empty icon="building-community" text="下面还没有网站。" /> : (
          <>
            <Card title="近六个月" aside={<Meta parts={[`${items.length} 个网站`]} />}>
              <Box className="figure-sum">
                {(['posts', 'comments', 'characters', 'visits', 'unanswered'] as const).map((kind) => <Box key={kind}><Box className="soft">{figureNames[kind]}</Box><Box className="figure-sum-value">{said(items.reduce((sum, row) => sum + (values[kind](row) ?? 0), 0))}</Box></Box>)}
              </Box>
              <Bars series={series} />
            </Card>
            <Table caption="各网站的数字" columns={columns} rows={items} rowKey={(row) => row.unitId} />
            <Box className="faint">浏览是页面打开的次数，不记是谁。匿名内容不计数。未回应、未更新、未开会是现在的情况，其余按时段。</Box>
          </>
        ))}
      </Async>
      {opened ? <Behind key={`${opened.siteId}${opened.kind}`} unitId={unitId} from={from} to={to} opened={opened} onClose={() => setOpened(null)} /> : null}
    </Page>
  );
}
