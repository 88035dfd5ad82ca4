import { moderationSettingRoutes as routes } from '@branch/shared/moderation/settings-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { dateAndClock } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Select } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

const spans = { '1': '1 小时', '4': '4 小时', '24': '1 天', '72': '3 天', '168': '7 天' } as const;
const whole = 'site';

/** The emergency switch (MOD-8): reading goes on, writing waits, with a reason everyone sees. */
export function Closures({ unitId, mayClose }: { unitId: string; mayClose: boolean }): ReactNode {
  const found = useRoute(routes.closures, unitId ? { unitId } : null);
  const end = async (closureId: string): Promise<void> => {
    try { await call(routes.reopen, { unitId, closureId }); toast('已恢复'); } catch (thrown) { toast(asRefused(thrown).message); }
    await found.reload();
  };
  return (
    <Async from={found} rows={1}>
      {({ items }) => (
        <Card title="紧急只读">
          {items.filter((one) => one.active).map((one) => (
            <Banner key={one.id} tone="warn" title={`${one.column?.name ?? '整个网站'}只读到 ${dateAndClock(new Date(one.until))}`} action={mayClose ? <Button small onTap={() => end(one.id)}>提前恢复</Button> : undefined}>{one.reason}（{one.by.name}）</Banner>
          ))}
          {mayClose ? <Close unitId={unitId} onClosed={found.reload} /> : items.some((one) => one.active) ? null : <Box className="soft">现在可以正常写。</Box>}
        </Card>
      )}
    </Async>
  );
}

function Close({ unitId, onClosed }: { unitId: string; onClosed: () => Promise<void> }): ReactNode {
  const site = useRoute(siteRoutes.site, { unitId });
  const [where, setWhere] = useState<string>(whole);
  const [hours, setHours] = useState<keyof typeof spans>('4');
  const reason = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const close = async (): Promise<void> => {
    const content = { ...(where === whole ? {} : { columnId: where }), reason: reason.current?.value ?? '', until: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() };
    await attempt.run(async () => {
      await call(routes.close, { unitId, clientId: write.idFor(content), ...content });
      write.done();
      if (reason.current) reason.current.value = '';
      toast('已设为只读');
      await onClosed();
    });
  };
  return (
    <Box>
      <Box className="soft set-lead">出了要紧的事，先停一停写入：内容照样能看，要写的人会看到原因和恢复的时间。</Box>
      <Select label="哪里" options={[{ value: whole, text: '整个网站' }, ...(site.data?.columns ?? []).map((column) => ({ value: column.id, text: column.name }))]} value={where} onChange={setWhere} />
      <Select label="多久" options={(Object.keys(spans) as (keyof typeof spans)[]).map((value) => ({ value, text: spans[value] }))} value={hours} onChange={setHours} />
      <Textarea label="原因" hint="至少 10 个字，大家都看得到。" maxLength={300} rows={2} handle={reason} error={attempt.error?.message} />
      <Button kind="danger" icon="lock" onTap={close}>设为只读</Button>
    </Box>
  );
}
