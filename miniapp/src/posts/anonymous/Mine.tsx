import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { disclosureGroundNames } from '@branch/shared/posts/anonymous-rules';
import type { ContentState } from '@branch/shared/posts/routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { dateAndClock } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { copyText } from '../../kit/platform';
import { ago } from '../../kit/time';
import { useAttempt } from '../../kit/useAttempt';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Name } from '../../ui/Name';
import { Confirm } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

export type MyAnonymous = Output<typeof anonymousRoutes.mine>['items'][number];
const states: Record<ContentState, string | null> = { published: null, pending: '待审 · 仅自己可见', hidden: '已收起', rejected: '已退回', retracted: '已撤回' };

/** One thing I wrote under 匿名: what became of it, by which rule and why, and what I can do, like any author (G15). */
export function Mine({ unitId, one, onDone, onAgain }: { unitId: string; one: MyAnonymous; onDone: () => void; onAgain?: (one: MyAnonymous) => void }): ReactNode {
  const [asking, setAsking] = useState(false);
  const [appealing, setAppealing] = useState(false);
  const attempt = useAttempt();
  const state = states[one.state];
  const alone = one.state === 'hidden' || one.state === 'rejected';
  const retract = async (): Promise<void> => {
    await attempt.run(async () => {
      await call(anonymousRoutes.retract, { unitId, kind: one.kind, targetId: one.targetId });
      setAsking(false);
      toast('已撤回');
      onDone();
    });
  };
  const copy = async (): Promise<void> => { toast((await copyText(one.title ? `${one.title}\n${one.text}` : one.text)) ? '已复制' : '没有复制成功'); };
  return (
    <Box className="board-line">
      <Meta parts={[one.kind === 'post' ? '帖子' : '点评', ago(one.at)]} />
      {alone ? <Box className="para">{one.title ? <Box><Name>{one.title}</Name></Box> : null}{one.text}</Box> : <Box className="line-3"><Name>{one.title ? `${one.title}：${one.text}` : one.text}</Name></Box>}
      <Box className="tags">{state ? <Tag tone={alone ? 'warn' : 'info'}>{state}</Tag> : null}{one.opened ? <Tag tone="warn">已按规定查看作者：{disclosureGroundNames[one.opened]}</Tag> : null}</Box>
      {one.stopped ? <Banner tone="warn" title={one.rule === null ? '理由' : `第 ${one.rule} 条 ${one.ruleName ?? ''}`}>{one.reason}</Banner> : null}
      {one.stopped && one.suggestion ? <Banner tone="info" title="可以这样改">{one.suggestion}</Banner> : null}
      {one.stopped && one.whyNotAppeal === null && one.appeal === null ? <Box className="faint para">可以改好再发，也可以申诉：由另一位同志答复，三个工作日内；申诉不会让人知道您是谁。</Box> : null}
      {one.appeal ? (
        <Banner tone={one.appeal.overdue ? 'warn' : one.appeal.state === 'overturned' ? 'success' : 'info'} title={one.appeal.state === 'open' ? (one.appeal.escalated ? '申诉超期，已转上级答复' : `申诉已收到，${dateAndClock(new Date(one.appeal.dueAt))} 前答复`) : one.appeal.state === 'overturned' ? '申诉成立，已恢复' : '申诉没有成立'}>
          {one.appeal.reason ?? one.appeal.words}
        </Banner>
      ) : null}
      {attempt.error ? <Box className="field-error" role="alert">{attempt.error.message}</Box> : null}
      <Box className="btn-row">
        {one.state === 'published' ? <Button small kind="quiet" onTap={() => open(paths.post(unitId, one.postId, one.kind === 'comment' ? one.targetId : undefined))}>看一看</Button> : null}
        {alone && one.kind === 'post' && onAgain ? <Button small icon="pencil" onTap={() => onAgain(one)}>改好再发</Button> : null}
        {alone ? <Button small icon="copy" onTap={copy}>复制原文</Button> : null}
        {one.stopped && one.whyNotAppeal === null && !appealing ? <Button small icon="gavel" onTap={() => setAppealing(true)}>申诉</Button> : null}
        {one.state === 'published' || one.state === 'pending' || one.state === 'rejected' ? <Button small kind="quiet" onTap={() => setAsking(true)}>撤回</Button> : null}
      </Box>
      {appealing ? <Appeal unitId={unitId} one={one} onDone={() => { setAppealing(false); onDone(); }} /> : null}
      <Confirm open={asking} title="撤回这一条？" yes="撤回" danger onClose={() => setAsking(false)} onYes={retract}>撤回以后谁也看不到，也找不回来。</Confirm>
    </Box>
  );
}

/** Nothing typed here is kept on the device either. */
function Appeal({ unitId, one, onDone }: { unitId: string; one: MyAnonymous; onDone: () => void }): ReactNode {
  const words = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const send = async (): Promise<void> => {
    await attempt.run(async () => {
      await call(anonymousRoutes.appeal, { unitId, kind: one.kind, targetId: one.targetId, words: words.current?.value ?? '' });
      toast('申诉已送出，由另一位同志答复');
      onDone();
    });
  };
  return (
    <Box>
      <Textarea label="为什么请再看一看" hint="署名还是“匿名”。不要写会让人认出来的事。" maxLength={1000} rows={3} autoFocus handle={words} error={attempt.error?.message} />
      <Button kind="primary" onTap={send}>送出申诉</Button>
    </Box>
  );
}
