import { checkInRoutes } from '@branch/shared/check-ins/routes';
import type { Output } from '@branch/shared/route';
import { monthBounds, oneDay, shanghaiDay, shanghaiMonth, shanghaiParts } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import type { IconName } from '../../../config/icon-names';
import { unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { clock } from '@branch/shared/time';
import { standing } from '../../pages/branch/CheckInCard';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box, cx, Span } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Progress } from '../../ui/Progress';
import { Empty } from '../../ui/States';
import './index.scss';

type Month = Output<typeof checkInRoutes.mine>;
type Act = Month['acts'][number];

const names: Record<Act['kind'], string> = { study: '学习', comment: '点评', message: '留言', statement: '会上发言', post: '发帖', checkInLine: '报到一句' };
const icons: Record<Act['kind'], IconName> = { study: 'book', comment: 'message-circle', message: 'message-circle', statement: 'microphone', post: 'writing', checkInLine: 'checklist' };

const moved = (month: string, by: number): string => {
  const { from, to } = monthBounds(month);
  return shanghaiMonth(by < 0 ? new Date(from.getTime() - oneDay) : to);
};

/** My Shanghai month: days with a dot, each act with its link and whether it counted. */
export default function MyCheckInsPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id;
  const now = shanghaiMonth(new Date());
  const [month, setMonth] = useState(query.month ?? now);
  const mine = useRoute(checkInRoutes.mine, unitId ? { unitId, month } : null);
  return (
    <Page title="我的报到">
      <Box className="month-head">
        <IconButton icon="chevron-left" label="上个月" onTap={() => setMonth(moved(month, -1))} />
        <Box as="h2" className="h2 tight">{month.slice(0, 4)}年{Number(month.slice(5))}月</Box>
        <IconButton icon="chevron-right" label="下个月" disabled={month >= now} onTap={() => setMonth(moved(month, 1))} />
      </Box>
      <Async from={mine} rows={2}>
        {(answer) => (
          <>
            <Card title={month === now ? '本月报到' : '这个月的报到'} aside={standing(answer)}>
              {answer.quota === null ? null : <Progress value={answer.checkIns} max={answer.quota} label={`报到 ${answer.checkIns} 次，共需 ${answer.quota} 次`} />}
              <Calendar month={answer.month} days={answer.days} />
            </Card>
            {answer.acts.length === 0 ? <Empty icon="checklist" text={month === now ? '本月还没有报到。在支部首页写一句话就算。' : '这个月没有报到。'} /> : (
              <Card title="每一次" aside="一天记一次">
                <List label="每一次">
                  {answer.acts.map((act, i) => <ActRow key={`${act.at} ${i}`} act={act} />)}
                </List>
              </Card>
            )}
            {answer.anonymous > 0 ? <Box className="faint">另有匿名 {answer.anonymous} 次，只有您自己看得到，不计入报到。</Box> : null}
            <Box className="faint">发帖、点评、留言、会上发言和报到一句都算，同一天只记一次。月份按北京时间。</Box>
          </>
        )}
      </Async>
    </Page>
  );
}

function ActRow({ act }: { act: Act }): ReactNode {
  const at = new Date(act.at);
  const parts = shanghaiParts(at);
  return (
    <Row
      icon={icons[act.kind]} title={<Box className="line-2">{act.text || names[act.kind]}</Box>} hint={`${parts.month}月${parts.day}日 ${clock(at)} · ${names[act.kind]}`} {...(act.path ? { to: act.path } : {})}
      end={<Tag tone={act.counts ? 'success' : 'plain'}>{act.counts ? '已计入' : '当天已计过'}</Tag>}
    />
  );
}

/** The month as a wall calendar, Monday first; a filled dot is a day checked in. */
function Calendar({ month, days }: { month: string; days: readonly string[] }): ReactNode {
  const { from, to } = monthBounds(month);
  const length = Math.round((to.getTime() - from.getTime()) / oneDay);
  const lead = (shanghaiParts(from).weekday + 6) % 7;
  const today = shanghaiDay(new Date());
  const cells = [...Array.from({ length: lead }, () => null), ...Array.from({ length }, (_, i) => shanghaiDay(new Date(from.getTime() + i * oneDay)))];
  return (
    <Box className="calendar" role="img" label={days.length > 0 ? `报到的日子：${days.map((day) => `${Number(day.slice(8))} 日`).join('、')}` : '还没有报到的日子'}>
      {['一', '二', '三', '四', '五', '六', '日'].map((name) => <Box key={name} className="calendar-name" silent>{name}</Box>)}
      {cells.map((day, i) => day === null ? <Box key={`lead ${i}`} silent /> : (
        <Box key={day} className={cx('calendar-day', days.includes(day) && 'is-on', day === today && 'is-today')} silent><Span>{Number(day.slice(8))}</Span></Box>
      ))}
    </Box>
  );
}
