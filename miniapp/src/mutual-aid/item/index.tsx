import { itemCategoryNames, serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useState } from 'react';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { AskSheet } from '../../pages/mutual/AskSheet';
import { noticeWords, type ServiceItem, ServiceFacts, whyNotBook } from '../../pages/mutual/ServiceCard';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';

/** One service with its five fields, where it stands, and 预约. */
export default function ServiceItemPage(): ReactNode {
  const { unit, id } = useQuery();
  const item = useRoute(serviceRoutes.item, unit && id ? { unitId: unit, itemId: id } : null);
  const [asking, setAsking] = useState<ServiceItem | null>(null);
  return (
    <Page title={item.data?.item ?? '服务项目'} subtitle={item.data ? `${item.data.owner.name} · ${itemCategoryNames[item.data.category]}` : undefined}>
      <Async from={item} rows={1}>
        {(one) => (
          <>
            <Card>
              <Box className="tags">
                {one.fixedYear ? <Tag tone="gold">固定项目 {one.fixedYear}</Tag> : null}
                {one.state === 'onNotice' ? <Tag tone="warn">{noticeWords(one.noticeUntil)}</Tag> : null}
                {one.mine ? <Tag>您提供的服务</Tag> : null}
              </Box>
              <ServiceFacts item={one} />
              <Meta parts={[one.timesUsed > 0 ? `用过 ${one.timesUsed} 次` : '还没有人用过，您可以是第一位']} />
            </Card>
            {one.state === 'onNotice' ? <Banner tone="info" title="公示中">公示期满没有异议，就进入服务菜单，那时可以预约。</Banner> : null}
            <Box className="btn-row">
              {one.myBooking && (one.myBooking.state === 'asked' || one.myBooking.state === 'accepted') ? <Button wide kind="primary" onTap={() => one.myBooking ? open(paths.booking(one.myBooking.id)) : undefined}>看我的预约</Button>
                : <Act kind="primary" wide whyNot={whyNotBook(one)} onTap={() => setAsking(one)}>预约</Act>}
            </Box>
            <AskSheet unitId={unit ?? ''} item={asking} onClose={() => setAsking(null)} onAsked={(booking) => {
              setAsking(null);
              item.set((before) => ({ ...before, myBooking: { id: booking.id, state: booking.state } }));
              void open(paths.booking(booking.id));
            }} />
          </>
        )}
      </Async>
    </Page>
  );
}
