import { bookingStateNames, type serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { whyNotAsk } from '@branch/shared/mutual-aid/rules';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { oneDay } from '@branch/shared/time';
import type { ReactNode } from 'react';
import { open } from '../../kit/paths';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts, Link } from '../../ui/Card';
import { Box } from '../../ui/host';

export type ServiceItem = Output<typeof serviceRoutes.item>;

const waiting = (item: ServiceItem): boolean => item.myBooking !== null && (item.myBooking.state === 'asked' || item.myBooking.state === 'accepted');

/** Why it cannot be asked for now; the same rule the server goes by. */
export const whyNotBook = (item: ServiceItem): ReturnType<typeof whyNotAsk> => whyNotAsk({ state: item.state, mine: item.mine, openBooking: waiting(item) });

/** `公示中 · 还剩 2 天`, counted in begun days. */
export const noticeWords = (until: string | null, now = Date.now()): string => (until === null ? '公示中' : `公示中 · 还剩 ${Math.max(0, Math.ceil((Date.parse(until) - now) / oneDay))} 天`);

/** The five fields of a service as Xuhui prints them: item, people, form, time, notes. */
export function ServiceCard({ unitId, item, onAsk }: { unitId: string; item: ServiceItem; onAsk: () => void }): ReactNode {
  const booked = waiting(item) ? item.myBooking : null;
  return (
    <Card className="service-card" title={<Box className="service-name"><Link className="title-link" to={paths.service(unitId, item.id)}>{item.item}</Link>{item.fixedYear ? <Tag tone="gold">固定项目 {item.fixedYear}</Tag> : null}</Box>} aside={item.timesUsed > 0 ? `用过 ${item.timesUsed} 次` : undefined}>
      <ServiceFacts item={item} />
      <Box className="card-end service-end">
        <Box>
          {item.state === 'onNotice' ? <Tag tone="warn">{noticeWords(item.noticeUntil)}</Tag> : item.mine ? <Tag>您提供的服务</Tag> : booked ? <Tag tone={booked.state === 'accepted' ? 'success' : 'info'}>您的预约：{bookingStateNames[booked.state]}</Tag> : <Box className="faint">{item.owner.name}</Box>}
        </Box>
        {booked ? <Button small onTap={() => open(paths.booking(booked.id))}>看进展</Button> : whyNotBook(item) === null ? <Button small onTap={onAsk}>预约</Button> : item.mine ? <Button small onTap={() => open(paths.bookings())}>看预约</Button> : null}
      </Box>
    </Card>
  );
}

/** The five fields, also for the item's own page. */
export function ServiceFacts({ item }: { item: ServiceItem }): ReactNode {
  return <Facts rows={[['服务人员', item.providers.map((person) => person.name).join('、')], ['服务形式', item.form], ['服务时间', item.time], ['服务须知', item.notes]]} />;
}
