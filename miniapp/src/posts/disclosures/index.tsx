import { disclosureRoutes } from '@branch/shared/posts/anonymous-routes';
import { type DisclosureGround, disclosureGroundNames, disclosureGrounds } from '@branch/shared/posts/anonymous-rules';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useQuery } from '../../kit/query';
import { ago, upcoming } from '../../kit/time';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { useProof } from '../../members/StepUp';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Name } from '../../ui/Name';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';

type One = Output<typeof disclosureRoutes.ask>;

/** Who wrote under 匿名, learnt only by two offices for a listed ground (MOD-7). With a post or comment named in the address, one may ask. */
export default function DisclosuresPage(): ReactNode {
  const { unit = '', kind, target } = useQuery();
  const found = useRoute(disclosureRoutes.disclosures, unit ? { unitId: unit } : null);
  const put = (one: One): void => found.set((before) => ({ items: [one, ...before.items.filter((other) => other.id !== one.id)] }));
  return (
    <Page title="匿名作者的查看">
      <Banner>要由支部和上级组织的两位同志在 72 小时内都同意，由其中一位打开一次，看 15 分钟。每一步都留下记录，打开时告诉作者。</Banner>
      {unit && target && (kind === 'post' || kind === 'comment') ? <Ask unitId={unit} kind={kind} targetId={target} onAsked={put} /> : null}
      <Async from={found} rows={2}>
        {({ items }) => (items.length === 0 ? <Empty icon="eye-off" text="没有申请。" /> : items.map((one) => <Shown key={one.id} unitId={unit} one={one} onChanged={put} onOpened={found.reload} />))}
      </Async>
    </Page>
  );
}

function Ask({ unitId, kind, targetId, onAsked }: { unitId: string; kind: 'post' | 'comment'; targetId: string; onAsked: (one: One) => void }): ReactNode {
  const words = useRef<TextHandle>(null);
  const [ground, setGround] = useState<DisclosureGround>('safety');
  const [asked, setAsked] = useState(false);
  const attempt = useAttempt();
  const write = useWriteId();
  const { guarded, proof } = useProof();
  const ask = async (): Promise<void> => {
    const content = { kind, targetId, ground, words: words.current?.value ?? '' };
    const done = await attempt.run(() => guarded(async () => { onAsked(await call(disclosureRoutes.ask, { unitId, clientId: write.idFor(content), ...content })); }));
    if (done) setAsked(true);
  };
  if (asked) return null;
  return (
    <Card title="申请查看">
      <RadioGroup label="依据" value={ground} onChange={setGround} options={disclosureGrounds.map((value) => ({ value, text: disclosureGroundNames[value] }))} />
      <Textarea label="说明" required soft rows={3} maxLength={500} hint="至少十个字；另一级的同志会看到" handle={words} error={attempt.error?.message} />
      <Button kind="primary" onTap={ask}>申请，并代表本级同意</Button>
      {proof}
    </Card>
  );
}

function Shown({ unitId, one, onChanged, onOpened }: { unitId: string; one: One; onChanged: (one: One) => void; onOpened: () => Promise<void> | void }): ReactNode {
  const [author, setAuthor] = useState<string | null>(null);
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const at = { unitId, disclosureId: one.id };
  const approve = async (): Promise<void> => { await attempt.run(() => guarded(async () => onChanged(await call(disclosureRoutes.approve, at)))); };
  const look = async (): Promise<void> => { await attempt.run(() => guarded(async () => { setAuthor((await call(disclosureRoutes.open, at)).author.name); await onOpened(); })); };
  return (
    <Card title={disclosureGroundNames[one.ground]} aside={one.openedAt ? <Tag>已查看</Tag> : <Tag tone="info">{one.lower && one.upper ? '两级已同意' : '等另一级同意'}</Tag>}>
      <Meta parts={[`${ago(one.askedAt)}申请`, one.openedAt ? null : `${upcoming(one.untilAt)}前有效`]} />
      <Box className="para">{one.words}</Box>
      <Box className="answer"><Box className="answer-words"><Name>{one.text ?? '（内容已不在）'}</Name></Box></Box>
      <Meta parts={[one.lower ? `本级：${one.lower.name}` : '本级：还没有', one.upper ? `上级：${one.upper.name}` : '上级：还没有']} />
      {attempt.error ? <Box className="field-error" role="alert">{attempt.error.message}</Box> : null}
      {author ? <Banner tone="warn">作者：{author}。十五分钟内可以再看，离开以后请重新打开。</Banner> : null}
      <Box className="btn-row">
        {one.whyNotApprove === null ? <Button kind="primary" onTap={approve}>同意</Button> : null}
        {one.whyNotOpen === null && !author ? <Button onTap={look}>打开查看作者</Button> : null}
      </Box>
      {proof}
    </Card>
  );
}
