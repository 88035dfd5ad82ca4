import { type serviceRoutes, serviceRoutes as routes } from '@branch/shared/mutual-aid/routes';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import type { ServiceItem } from './ServiceCard';

/** Ask to book: a word about what and when; the provider gets a notice. */
export function AskSheet({ unitId, item, onClose, onAsked }: { unitId: string; item: ServiceItem | null; onClose: () => void; onAsked: (booking: Output<typeof serviceRoutes.ask>) => void }): ReactNode {
  return item ? <Ask key={item.id} unitId={unitId} item={item} onClose={onClose} onAsked={onAsked} /> : null;
}

function Ask({ unitId, item, onClose, onAsked }: { unitId: string; item: ServiceItem; onClose: () => void; onAsked: (booking: Output<typeof serviceRoutes.ask>) => void }): ReactNode {
  const wish = useRef<TextHandle>(null);
  const draft = useDraft(`wish:${item.id}`);
  const attempt = useAttempt();
  const write = useWriteId();
  const ask = async (): Promise<void> => {
    const content = { wish: wish.current?.value.trim() ?? '' };
    await attempt.run(async () => {
      const booking = await call(routes.ask, { unitId, itemId: item.id, clientId: write.idFor(content), ...content });
      write.done();
      draft.clear();
      onAsked(booking);
    });
  };
  return (
    <Sheet open title={`预约：${item.item}`} onClose={onClose} foot={<Button kind="primary" wide onTap={ask}>提交预约</Button>}>
      <Box className="para soft">{item.providers.map((person) => person.name).join('、')} · {item.time}</Box>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Textarea label="想约的时间和事情" maxLength={300} rows={3} placeholder="例如：这周四晚上，想请您看看简历" hint="对方同意后会通知您" defaultValue={draft.initial} onValue={draft.save} handle={wish} />
    </Sheet>
  );
}
