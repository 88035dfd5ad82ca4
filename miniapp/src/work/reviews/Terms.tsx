import type { Output } from '@branch/shared/route';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Facts } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Day } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Rules = Output<typeof reviewRoutes.rules>;
const fields = [['warnDays', '多少天没有新内容，提醒支部'], ['rectifyDays', '多少天以上，列入末位候选'], ['tailPercent', '末位占在线网站的百分之几'], ['decisionDays', '几个工作日内答复申请']] as const;

/** The terms in force, who set them, and new ones from a day on: a rule is adopted, not switched. */
export function Terms({ unitId, onClose }: { unitId: string; onClose: () => void }): ReactNode {
  const rules = useRoute(reviewRoutes.rules, { unitId });
  const [changing, setChanging] = useState(false);
  return (
    <Sheet open title="网站的期限" onClose={onClose}>
      <Async from={rules} rows={1}>
        {(now) => (changing ? <Adopt unitId={unitId} now={now} onDone={async () => { onClose(); toast('新的期限已登记'); await rules.reload(); }} /> : (
          <>
            <Facts rows={[['提醒', `${now.warnDays} 天没有新内容`], ['末位', `${now.rectifyDays} 天以上的里面，最久的 ${now.tailPercent}%`], ['答复', `${now.decisionDays} 个工作日内`]]} />
            <Box className="faint">{now.setAt ? `${now.setAt.name}采纳，${now.from ?? ''} 起。依据：${now.resolution ?? ''}` : '现在按通例。'}系统只提醒和建议，转入整治由人确认。</Box>
            <Box className="btn-row"><Button onTap={() => setChanging(true)}>采纳新的期限</Button></Box>
          </>
        ))}
      </Async>
    </Sheet>
  );
}

function Adopt({ unitId, now, onDone }: { unitId: string; now: Rules; onDone: () => Promise<void> }): ReactNode {
  const values = useRef<Record<string, string>>({});
  const resolution = useRef<TextHandle>(null);
  const [from, setFrom] = useState(shanghaiDay(new Date(Date.now() + oneDay)));
  const attempt = useAttempt();
  const number = (key: (typeof fields)[number][0]): number => Number(values.current[key] ?? now[key]);
  const save = async (): Promise<void> => {
    const ok = await attempt.run(() => call(reviewRoutes.adoptRules, { unitId, warnDays: number('warnDays'), rectifyDays: number('rectifyDays'), tailPercent: number('tailPercent'), decisionDays: number('decisionDays'), from, resolution: resolution.current?.value.trim() ?? '' }));
    if (ok) await onDone();
  };
  return (
    <>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      {fields.map(([key, label]) => <Input key={key} label={label} type="number" maxLength={3} defaultValue={String(now[key])} onValue={(value) => { values.current[key] = value; }} error={attempt.error?.field(key)} />)}
      <Day label="从哪天起" value={from} onChange={setFrom} hint="不能早于今天" error={attempt.error?.field('from')} />
      <Input label="依据" required maxLength={200} placeholder="例如：社区综合党委 3 月例会" handle={resolution} error={attempt.error?.field('resolution')} />
      <Box className="btn-row"><Button kind="primary" onTap={save}>采纳</Button></Box>
    </>
  );
}
