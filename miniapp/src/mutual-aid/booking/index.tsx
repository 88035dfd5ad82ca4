import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { whyNotCancel, whyNotDecide } from '@branch/shared/mutual-aid/rules';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { listenPersonally } from '../../kit/live';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Card, Facts, Link } from '../../ui/Card';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Timeline } from '../../ui/Progress';
import { Confirm } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Booking = Output<typeof serviceRoutes.booking>;

/** One booking: what was asked, where it stands, and what I may do: the provider answers, the asker may cancel. */
export default function BookingPage(): ReactNode {
  const { id } = useQuery();
  const booking = useRoute(serviceRoutes.booking, id ? { bookingId: id } : null);
  const { reload } = booking;
  useEffect(() => listenPersonally((name) => { if (name === 'unread') void reload(); }), [reload]);
  return (
    <Page title="预约" subtitle={booking.data?.item.item}>
      <Async from={booking} rows={2}>{(one) => <Shown booking={one} onChanged={(next) => booking.set(next)} />}</Async>
    </Page>
  );
}

function Shown({ booking, onChanged }: { booking: Booking; onChanged: (next: Booking) => void }): ReactNode {
  const reply = useRef<TextHandle>(null);
  const [cancelling, setCancelling] = useState(false);
  const attempt = useAttempt();
  const decide = async (accept: boolean): Promise<void> => {
    await attempt.run(async () => {
      onChanged(await call(serviceRoutes.decide, { bookingId: booking.id, accept, reply: reply.current?.value.trim() ?? '' }));
      toast(accept ? `已接受，${booking.askedBy.name}会收到通知` : '已婉拒，对方会收到通知');
    });
  };
  const cancel = async (): Promise<void> => {
    setCancelling(false);
    await attempt.run(async () => {
      onChanged(await call(serviceRoutes.cancel, { bookingId: booking.id }));
      toast('已取消');
    });
  };
  const providers = booking.providers.map((person) => person.name).join('、');
  return (
    <>
      <Card title={<Link className="title-link" to={paths.service(booking.unitId, booking.item.id)}>{booking.item.item}</Link>}>
        <Facts rows={[['预约人', booking.askedBy.name], ['服务人员', providers], ['想约', booking.wish || '没有写明，见面再说']]} />
      </Card>
      <Card title="进展"><Timeline items={steps(booking, providers)} /></Card>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      {booking.mayDecide && booking.state === 'asked' ? (
        <Card title="您的答复">
          <Textarea label="给对方的话" maxLength={300} rows={2} placeholder="例如：周四 19:00 见，带上打印好的简历" handle={reply} />
          <Box className="btn-row even">
            <Act wide kind="primary" whyNot={whyNotDecide({ state: booking.state, provider: booking.mayDecide })} onTap={() => decide(true)}>接受</Act>
            <Act wide whyNot={whyNotDecide({ state: booking.state, provider: booking.mayDecide })} onTap={() => decide(false)}>婉拒</Act>
          </Box>
        </Card>
      ) : null}
      {booking.mine && (booking.state === 'asked' || booking.state === 'accepted') ? <Box className="btn-row"><Act wide whyNot={whyNotCancel(booking)} onTap={() => setCancelling(true)}>取消预约</Act></Box> : null}
      <Confirm open={cancelling} title="取消这个预约？" yes="取消预约" danger onYes={cancel} onClose={() => setCancelling(false)}>对方会收到通知。以后还可以再约。</Confirm>
    </>
  );
}

/** 待答复 → 已接受, or how else it ended. */
function steps(booking: Booking, providers: string): { key: string; title: ReactNode; hint?: ReactNode; done?: boolean }[] {
  const asked = { key: 'asked', title: `${booking.askedBy.name}提出预约`, hint: ago(booking.askedAt), done: true };
  if (booking.state === 'asked') return [asked, { key: 'wait', title: `等待${providers}答复` }];
  const hint = [booking.decidedAt ? ago(booking.decidedAt) : null, booking.reply ? `“${booking.reply}”` : null].filter(Boolean).join(' · ');
  const title = { accepted: `${providers}已接受`, declined: `${providers}这次不方便，已婉拒`, cancelled: `${booking.askedBy.name}已取消` }[booking.state];
  return [asked, { key: booking.state, title, hint, done: true }];
}
