import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { leaveOutReasonNames } from '@branch/shared/appraisals/words';
import { type ReactNode, useState } from 'react';
import { may, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Card, Facts, List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { countsIn, type DeskRow, type DeskShown, GradeTag, type RoundShown, Stages } from '../shown';
import { MoveOn } from './MoveOn';
import { PaperCounts } from './PaperCounts';
import { PersonSheet } from './PersonSheet';

/** The committee's desk of a round: where everybody stands, one by one what they wrote, opinions, and on to the next stage. Address: `unit`, `id`. */
export default function AppraisalDeskPage(): ReactNode {
  const { unit: unitId = '', id: appraisalId = '' } = useQuery();
  const me = useMe();
  const round = useRoute(appraisalRoutes.round, { unitId, appraisalId });
  const desk = useRoute(appraisalRoutes.desk, { unitId, appraisalId });
  const [reading, setReading] = useState<DeskRow | null>(null);
  const runs = may(me, 'appraisal.run', unitId);
  const again = async (): Promise<void> => { await Promise.all([round.reload(), desk.reload()]); };
  return (
    <Page title="民主评议 · 支委会" desk="appraisal" subtitle={round.data ? `${round.data.year} 年` : undefined}>
      <Async from={round}>
        {(shown) => (
          <Async from={desk} rows={6}>
            {(all) => (
              <>
                <Card title="进度">
                  <Stages stage={shown.stage} />
                  <Progress round={shown} desk={all} />
                  {runs && !shown.expired ? <MoveOn unitId={unitId} round={shown} desk={all} onDone={again} /> : null}
                </Card>
                {runs && !shown.expired && shown.stage === 'rating' && shown.mode === 'paper' ? <PaperCounts key={all.voted} unitId={unitId} appraisalId={appraisalId} desk={all} onDone={again} /> : null}
                <Card title="每位同志" aside="按姓名排列，不排名">
                  {byGroup(all.items).map(({ name, rows }) => (
                    <Box key={name ?? ''}>
                      {name === null ? null : <Box as="h3" className="field-label">{name}</Box>}
                      <List label={name ?? '每位同志'}>
                        {rows.map((one) => <Row key={one.person.id} start={<Avatar name={one.person.name} seed={one.person.id} />} title={one.person.name} hint={<PersonHint one={one} expired={shown.expired} />} end={one.opinion ? <GradeTag grade={one.opinion.grade} /> : one.leftOut ? <Tag>不列入</Tag> : undefined} onTap={() => setReading(one)} />)}
                      </List>
                    </Box>
                  ))}
                </Card>
                <Box className="faint">这一页只有支委会看得到；上级、单位和其他同志都看不到。请不要截图外传。</Box>
                {reading ? <PersonSheet key={reading.person.id} unitId={unitId} round={shown} row={reading} runs={runs} onClose={() => setReading(null)} onDone={async () => { setReading(null); await again(); }} /> : null}
              </>
            )}
          </Async>
        )}
      </Async>
    </Page>
  );
}

/** By party group in the order the server gives; one list without a name where there are no groups. */
function byGroup(items: readonly DeskRow[]): { name: string | null; rows: DeskRow[] }[] {
  const groups = new Map<string, { name: string | null; rows: DeskRow[] }>();
  const grouped = items.some((one) => one.group);
  for (const one of items) {
    const key = one.group?.id ?? '';
    const group = groups.get(key) ?? { name: one.group?.name ?? (grouped ? '未编入党小组' : null), rows: [] };
    group.rows.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function PersonHint({ one, expired }: { one: DeskRow; expired: boolean }): ReactNode {
  return <Meta parts={one.leftOut ? [leaveOutReasonNames[one.leftOut]] : [expired ? null : one.reviewed ? '自评已交' : '自评没交', expired || one.received === 0 ? null : `互评 ${one.received} 条`, one.counts ? countsIn(one.counts) : null]} />;
}

function Progress({ round, desk }: { round: RoundShown; desk: DeskShown }): ReactNode {
  const taking = desk.items.filter((one) => one.takesPart);
  const waiting = taking.filter((one) => !one.reviewed).map((one) => one.person.name);
  const rows: (readonly [string, ReactNode])[] = [['参加', `${taking.length} 位`]];
  if (!round.expired) rows.push(['自评', waiting.length === 0 ? '都交了' : `交了 ${taking.length - waiting.length} 位${round.stage === 'selfReview' ? `；没交：${waiting.join('、')}` : ''}`]);
  if (round.mode !== null) rows.push(['测评', `${round.mode === 'paper' ? '纸质票，收回' : '已投'} ${desk.voted} / ${desk.electors} 张`]);
  if (desk.paper) rows.push(['计票', `${desk.paper.countedBy}计票，${desk.paper.supervisedBy}监票，${desk.paper.heldOn}，${desk.paper.place}`]);
  if (round.stage === 'opinion') rows.push(['评定意见', `写好 ${taking.filter((one) => one.opinion).length} / ${taking.length} 位`]);
  return <Facts rows={rows} />;
}
