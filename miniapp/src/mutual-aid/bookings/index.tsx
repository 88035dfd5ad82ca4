import { type BookingState, bookingStateNames, serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { paths, tabPaths } from '@branch/shared/paths';
import { type ReactNode, useEffect, useState } from 'react';
import { listenPersonally } from '../../kit/live';
import { open } from '../../kit/paths';
import { ago } from '../../kit/time';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Tag, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

const tones: Record<BookingState, Tone> = { asked: 'warn', accepted: 'success', declined: 'plain', cancelled: 'plain' };

/** My requests and those asked of me; what waits for my answer stands first. */
export default function BookingsPage(): ReactNode {
  const pages = usePages(serviceRoutes.bookings, {});
  const [side, setSide] = useState<'all' | 'mine' | 'asked'>('all');
  const { reload } = pages;
  useEffect(() => listenPersonally((name) => { if (name === 'unread') void reload(); }), [reload]);
  const rows = (pages.rows ?? []).filter((one) => side === 'all' || (side === 'mine') === one.mine);
  const sorted = [...rows].sort((a, b) => Number(b.mayDecide && b.state === 'asked') - Number(a.mayDecide && a.state === 'asked'));
  return (
    <Page title="我的预约" strip={<Chips label="预约" value={side} onChange={setSide} options={[{ value: 'all', text: '全部' }, { value: 'mine', text: '我约的' }, { value: 'asked', text: '约我的' }]} />}>
      <Async from={pages.first} rows={2}>
        {() => sorted.length === 0 ? <Empty icon="heart-handshake" text={side === 'asked' ? '还没有人预约您的服务。' : '还没有预约。看看大家提供的服务'}>{side === 'asked' ? null : <Button onTap={() => open(tabPaths.mutual)}>看服务菜单</Button>}</Empty> : (
          <Card>
            <List label="预约">
              {sorted.map((one) => (
                <Row
                  key={one.id} icon="heart-handshake" to={paths.booking(one.id)} title={one.item.item}
                  hint={<Box>{one.mine ? `约 ${one.providers.map((person) => person.name).join('、')}` : `${one.askedBy.name} 想约`} · {ago(one.askedAt)}</Box>}
                  end={<Tag tone={one.mayDecide && one.state === 'asked' ? 'brand' : tones[one.state]}>{one.mayDecide && one.state === 'asked' ? '等您答复' : bookingStateNames[one.state]}</Tag>}
                />
              ))}
            </List>
          </Card>
        )}
      </Async>
      <More pages={pages} />
    </Page>
  );
}
