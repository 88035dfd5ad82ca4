import { presenceRoutes } from '@branch/shared/meetings/presence-routes';
import type { Output } from '@branch/shared/route';
import { clock, shanghaiDay } from '@branch/shared/time';
import { createElement, type ReactNode } from 'react';
import { dayName } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box, isH5, Span } from '../../ui/host';

type Quorum = Output<typeof presenceRoutes.quorum>;

/** How many with the right to vote were there over time, the number a vote needs, and the votes: drawn, and in a table that says the same. */
export function QuorumCard({ unitId, meetingId, running }: { unitId: string; meetingId: string; running: boolean }): ReactNode {
  const found = useRoute(presenceRoutes.quorum, { unitId, meetingId });
  const curve = found.data;
  if (!curve?.from || !curve.to || curve.points.length === 0) return null;
  return (
    <Card title="到会曲线" aside={running ? <Button small kind="quiet" icon="refresh" onTap={found.reload}>刷新</Button> : `需 ${curve.needed} 人`}>
      <Curve curve={curve} from={new Date(curve.from).getTime()} to={new Date(curve.to).getTime()} />
      <Marks curve={curve} />
      <Box className="faint">{curve.severalDays ? '开几天的会，数的是已签到的有表决权党员。' : '数的是在场的有表决权党员，短时断线不算离开。'}只用来看能不能表决；谁在场多久不统计。</Box>
    </Card>
  );
}

function Curve({ curve, from, to }: { curve: Quorum; from: number; to: number }): ReactNode {
  const span = Math.max(1, to - from);
  const top = Math.max(1, curve.votingExpected, ...curve.points.map((point) => point.present));
  const left = (at: string): number => Math.min(100, Math.max(0, ((new Date(at).getTime() - from) / span) * 100));
  const percent = (n: number): string => `${(n / top) * 100}%`;
  return (
    <Box silent>
      <Box className="curve">
        {curve.points.map((point, i) => {
          const end = curve.points[i + 1];
          const at = left(point.at);
          return <Box key={point.at} className="curve-step" style={{ left: `${at}%`, width: `${(end ? left(end.at) : 100) - at}%`, height: percent(point.present) }} />;
        })}
        {curve.ballots.map((ballot, i) => <Box key={i} className="curve-vote" style={{ left: `${left(ballot.openedAt)}%` }} />)}
        <Box className="curve-need" style={{ bottom: percent(curve.needed) }} />
      </Box>
      <Box className="card-end"><Box className="faint">{said(new Date(from), from, to)}</Box><Box className="faint">{said(new Date(to), from, to)}</Box></Box>
      <Box className="curve-key"><Span className="curve-dot is-step" />在场<Span className="curve-dot is-need" />需 {curve.needed} 人{curve.ballots.length > 0 ? <><Span className="curve-dot is-vote" />表决</> : null}</Box>
    </Box>
  );
}

/** A clock; with its day where the meeting ran over several. */
const said = (at: Date, from: number, to: number): string => (shanghaiDay(new Date(from)) === shanghaiDay(new Date(to)) ? clock(at) : `${dayName(at)} ${clock(at)}`);

function Marks({ curve }: { curve: Quorum }): ReactNode {
  const [from, to] = [new Date(curve.from ?? 0).getTime(), new Date(curve.to ?? 0).getTime()];
  const rows = curve.marks.map((mark) => ({ when: said(new Date(mark.at), from, to), ...mark, enough: mark.present >= curve.needed }));
  if (!isH5) return <Box className="curve-rows">{rows.map((row, i) => <Box key={i} className="row-line"><Box>{row.when} {row.text}</Box><Box className="soft">{row.present} 人{row.enough ? '' : '，不够'}</Box></Box>)}</Box>;
  return createElement('table', { className: 'curve-table' },
    createElement('caption', { className: 'only-heard' }, `到会的有表决权党员，需 ${curve.needed} 人才能表决`),
    createElement('thead', null, createElement('tr', null, ['时间', '发生了什么', '在场'].map((head) => createElement('th', { key: head, scope: 'col' }, head)))),
    createElement('tbody', null, rows.map((row, i) => createElement('tr', { key: i }, createElement('td', null, row.when), createElement('td', null, row.text), createElement('td', null, `${row.present} 人${row.enough ? '' : '，不够'}`)))));
}
