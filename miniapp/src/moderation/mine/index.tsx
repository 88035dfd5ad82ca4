import { houseRules, ruleName } from '@branch/shared/moderation/rules';
import { moderationRoutes, type MyCaseShown } from '@branch/shared/moderation/routes';
import { paths } from '@branch/shared/paths';
import { disclosureGroundNames } from '@branch/shared/posts/anonymous-rules';
import { contentKindNames } from '@branch/shared/posts/routes';
import { dateAndClock } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { writeDraft } from '../../kit/drafts';
import { unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { copyText } from '../../kit/platform';
import { ago } from '../../kit/time';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

/** What was decided about my own words: the words, the rule, the reason, and a button to appeal (G15). Beneath, the rules and what is published about them. */
export default function MyModerationPage(): ReactNode {
  const me = useMe();
  const unitId = unitNow(me)?.unit.id ?? '';
  const found = useRoute(moderationRoutes.mine, {});
  return (
    <Page title="我的内容与申诉">
      <Async from={found} rows={2}>
        {({ items }) => (items.length === 0 ? <Empty icon="checks" text="您的内容都在原来的位置，没有被退回或收起的。" /> : items.map((one) => <One key={one.id} one={one} onChanged={found.reload} />))}
      </Async>
      <Card title="大家约好的规则">{houseRules.map((rule) => <Box key={rule.number} className="soft">{rule.number}. {rule.name}</Box>)}</Card>
      {unitId ? <Published unitId={unitId} /> : null}
    </Page>
  );
}

const stateWords = (one: MyCaseShown): { text: string; tone: 'warn' | 'success' | 'info' } =>
  one.state === 'open' ? { text: '待审 · 仅自己可见', tone: 'info' } : one.state === 'restored' ? { text: '已恢复', tone: 'success' } : { text: one.contentState === 'rejected' ? '已退回' : '已收起', tone: 'warn' };

function One({ one, onChanged }: { one: MyCaseShown; onChanged: () => Promise<void> }): ReactNode {
  const [appealing, setAppealing] = useState(false);
  const state = stateWords(one);
  const again = async (): Promise<void> => {
    // A post is changed where it stands; a message begins anew with its words in the field.
    if (one.kind === 'message') writeDraft(`message:${one.unit.id}`, one.text);
    if (one.path) await open(one.path);
  };
  return (
    <Card title={one.title ?? contentKindNames[one.kind]} aside={<Tag tone={state.tone}>{state.text}</Tag>}>
      <Meta parts={[one.unit.name, contentKindNames[one.kind], ago(one.at)]} />
      <Box className="para">{one.text}</Box>
      {one.state === 'stopped' ? <Banner tone="warn" title={one.rule ? `第 ${one.rule} 条 ${ruleName(one.rule)}` : '理由'}>{one.reason}</Banner> : null}
      {one.suggestion ? <Banner tone="info" title="可以这样改" action={<Button small icon="copy" onTap={async () => { toast((await copyText(one.suggestion ?? '')) ? '已复制' : '没有复制成功'); }}>复制</Button>}>{one.suggestion}</Banner> : null}
      {one.appeal ? (
        <Banner tone={one.appeal.overdue ? 'warn' : one.appeal.state === 'overturned' ? 'success' : 'info'} title={one.appeal.state === 'open' ? (one.appeal.escalated ? '申诉超期，已转上级答复' : `申诉已收到，${dateAndClock(new Date(one.appeal.dueAt))} 前答复`) : one.appeal.state === 'overturned' ? '申诉成立，已恢复' : '申诉没有成立'}>
          {one.appeal.reason ?? one.appeal.words}
        </Banner>
      ) : null}
      <Box className="btn-row">
        {one.state === 'stopped' && one.contentState !== 'retracted' ? <Button icon="pencil" onTap={again}>改好再发</Button> : null}
        {one.state === 'stopped' && one.whyNotAppeal === null && !appealing ? <Button icon="gavel" onTap={() => setAppealing(true)}>申诉</Button> : null}
      </Box>
      {appealing ? <Appeal one={one} onDone={async () => { setAppealing(false); await onChanged(); }} /> : null}
    </Card>
  );
}

function Appeal({ one, onDone }: { one: MyCaseShown; onDone: () => Promise<void> }): ReactNode {
  const words = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const send = async (): Promise<void> => {
    const content = { words: words.current?.value ?? '' };
    await attempt.run(async () => {
      await call(moderationRoutes.appeal, { caseId: one.id, clientId: write.idFor(content), ...content });
      write.done();
      toast('申诉已送出，由另一位同志答复');
      await onDone();
    });
  };
  return (
    <Box>
      <Textarea label="为什么请再看一看" hint="由另一位同志答复，三个工作日内；超期转社区。" maxLength={1000} rows={3} autoFocus handle={words} error={attempt.error?.message} />
      <Button kind="primary" onTap={send}>送出申诉</Button>
    </Box>
  );
}

function Published({ unitId }: { unitId: string }): ReactNode {
  const found = useRoute(moderationRoutes.figures, { unitId });
  const figures = found.data;
  if (!figures) return null;
  return (
    <Card title={`${figures.year} 年审核公布`}>
      <Facts rows={[['通过', `${figures.passed} 条`], ['退回收起', `${figures.stopped} 条`], ['举报', `${figures.reports} 次`], ['申诉', `${figures.appeals} 份，成立 ${figures.overturned} 份`], ...(figures.overdueAppeals > 0 ? [['超期未答', `${figures.overdueAppeals} 份`] as const] : [])]} />
      {figures.byRule.map((row) => <Box key={row.rule} className="faint">第 {row.rule} 条 {ruleName(row.rule)}：{row.count} 条</Box>)}
      <Box className="faint">按规定查看匿名作者：{figures.disclosures.length === 0 ? '0 次' : figures.disclosures.map((one) => `${disclosureGroundNames[one.ground]} ${one.count} 次`).join('，')}</Box>
      <Button kind="quiet" small onTap={() => open(paths.board(unitId))}>有建议，给支部留言</Button>
    </Card>
  );
}
