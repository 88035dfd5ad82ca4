import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { monthBounds, oneDay, shanghaiParts } from '@branch/shared/time';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Tag } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Card, Link } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Input, type TextHandle } from '../../ui/Input';
import { Progress } from '../../ui/Progress';
import { toast } from '../../ui/Toast';

type MyMonth = Output<typeof checkInRoutes.mine>;
type State = Pick<MyMonth, 'month' | 'checkIns' | 'quota' | 'today'>;

/** `还差 4 次 · 30 日截止` where the branch adopted a number; else just how often. */
export function standing({ month, checkIns, quota }: State): string {
  if (quota === null) return `${checkIns} 次`;
  if (checkIns >= quota) return `${checkIns} / ${quota} 次 · 已达到`;
  const last = shanghaiParts(new Date(monthBounds(month).to.getTime() - oneDay)).day;
  return `还差 ${quota - checkIns} 次 · ${last} 日截止`;
}

/** Today's check-in in one line of one's own; it counts once a day however many acts there are. */
export function CheckInCard({ unitId, state, onChecked }: { unitId: string; state: State; onChecked: (month: MyMonth) => void }): ReactNode {
  const words = useRef<TextHandle>(null);
  const draft = useDraft(`check-in:${unitId}`);
  const attempt = useAttempt();
  const write = useWriteId();
  const checkIn = async (): Promise<void> => {
    const content = { text: words.current?.value.trim() ?? '' };
    const ok = await attempt.run(async () => {
      onChecked(await call(checkInRoutes.checkIn, { unitId, clientId: write.idFor(content), ...content }));
    });
    if (!ok) return;
    write.done();
    draft.clear();
    if (words.current) words.current.value = '';
    toast('今天已报到');
  };
  const running = useRef(false);
  const once = async (): Promise<void> => {
    // Enter and the button may both be pressed: one write at a time.
    if (running.current) return;
    running.current = true;
    await checkIn().finally(() => { running.current = false; });
  };
  return (
    <Card label="本月报到" title="本月报到" aside={<Link className="aside-link" to={paths.myCheckIns(unitId)}>{standing(state)}<Icon name="chevron-right" size="s" /></Link>}>
      {state.quota === null ? null : <Progress value={state.checkIns} max={state.quota} label={`本月报到 ${state.checkIns} 次，共需 ${state.quota} 次`} />}
      {state.today ? (
        <Box className="checked"><Tag tone="success">今天已报到</Tag><Box className="faint">发帖、留言、会上发言也都算，一天记一次</Box></Box>
      ) : (
        <Box className="check-in">
          <Box className="check-in-words">
            <Input label="今日报到" bare maxLength={200} placeholder="今天看到、想到的一句话…" defaultValue={draft.initial} handle={words} onValue={draft.save} onEnter={() => void once()} error={attempt.error?.message} />
          </Box>
          <IconButton icon="send" label="报到" className="boxed" onTap={once} />
        </Box>
      )}
    </Card>
  );
}
