import { transferRoutes } from '@branch/shared/members/directory-routes';
import { whyNotDecideTransfer } from '@branch/shared/members/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import { fullDate } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { Textarea, type TextHandle } from '../../ui/Input';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Moving = Output<typeof transferRoutes.transfers>['items'][number];
const states: Record<string, [string, Tone]> = { released: ['等对方接收', 'warn'], accepted: ['已接收', 'success'], declined: ['没有接收', 'plain'], withdrawn: ['已撤回', 'plain'] };

/** 组织关系转接 (ORG-5): who is on the way out of this branch or into it; the new branch answers, the old one may take it back till then. */
export default function TransfersPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const moves = useRoute(transferRoutes.transfers, unitId ? { unitId } : null);
  const [declining, setDeclining] = useState<Moving | null>(null);
  const act = async (write: () => Promise<unknown>, words: string): Promise<void> => {
    try {
      await write();
      toast(words);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await moves.reload();
  };
  return (
    <Page title="组织关系转接" desk="roster">
      <Async from={moves} rows={2}>
        {({ items }) => items.length === 0 ? <Empty icon="users" text="没有转接。转出时，在名册里点这位同志，选“转到别的支部”。" /> : items.map((one) => (
          <Card key={one.id} title={one.person.name} aside={<Tag tone={states[one.state]?.[1] ?? 'plain'}>{one.mayDecide && !one.mayWithdraw ? '等您接收' : states[one.state]?.[0]}</Tag>} {...(one.mayDecide ? { tone: 'accent' as const } : {})}>
            <Facts rows={[['从', one.from.name], ['到', one.to.name], ['理由', one.reason], ['转出', `${one.releasedBy.name}，${fullDate(new Date(one.releasedAt))}`], ...(one.decidedBy && one.decidedAt ? [['办结', `${one.decidedBy.name}，${fullDate(new Date(one.decidedAt))}${one.answer ? `：${one.answer}` : ''}`] as const] : [])]} />
            {one.mayDecide ? <Box className="btn-row"><Button kind="primary" onTap={() => act(() => call(transferRoutes.decide, { unitId, transferId: one.id, accept: 'yes', answer: '' }), `${one.person.name}已转入${one.to.name}`)}>接收</Button><Button onTap={() => setDeclining(one)}>不接收</Button></Box> : null}
            {one.mayWithdraw && !one.mayDecide ? <Box className="btn-row"><Button icon="arrow-back-up" onTap={() => act(() => call(transferRoutes.withdraw, { unitId, transferId: one.id }), '已撤回，这位同志仍在原支部')}>撤回</Button></Box> : null}
          </Card>
        ))}
      </Async>
      <Box className="faint">接收之日，旧的组织关系结束、新的同日开始；党员身份、转正和入党日期跟着走，会议和记录留在原支部。</Box>
      {declining ? <Decline unitId={unitId} move={declining} onClose={() => setDeclining(null)} onDone={async () => { setDeclining(null); toast('已告知对方'); await moves.reload(); }} /> : null}
    </Page>
  );
}

function Decline({ unitId, move, onClose, onDone }: { unitId: string; move: Moving; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const words = useRef<TextHandle>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const attempt = useAttempt();
  const decline = async (): Promise<void> => {
    const answer = words.current?.value.trim() ?? '';
    const why = whyNotDecideTransfer({ state: move.state, accept: false, answer });
    setMissing(why ? wordsOf(why) : null);
    if (why) return;
    if (await attempt.run(() => call(transferRoutes.decide, { unitId, transferId: move.id, accept: 'no', answer }))) await onDone();
  };
  return (
    <Sheet open title={`不接收${move.person.name}`} onClose={onClose} foot={<Button kind="danger" wide onTap={decline}>不接收</Button>}>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Textarea label="理由" required maxLength={200} placeholder="对方支部会看到，例如：介绍信还没有到" handle={words} error={missing} />
    </Sheet>
  );
}
