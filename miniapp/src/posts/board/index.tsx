import { paths } from '@branch/shared/paths';
import { boardRoutes } from '@branch/shared/posts/routes';
import { whyNotAnswer, whyNotReceive } from '@branch/shared/posts/rules';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { may, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { usePages } from '../../kit/usePages';
import { Answered, promiseOf } from '../../pages/branch/BoardCard';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { Duty } from './Duty';
import './index.scss';

type Message = Output<typeof boardRoutes.messages>['items'][number];

/** The message board: leave one; the team answers in its place, the longest waiting first to be seen in 待回应. */
export default function BoardPage(): ReactNode {
  const query = useQuery();
  const unitId = query.unit ?? '';
  const me = useMe();
  const team = may(me, 'message.answer', unitId);
  const [open, setOpen] = useState<'all' | 'waiting'>('all');
  const pages = usePages(boardRoutes.messages, unitId ? { unitId, ...(open === 'waiting' ? { unanswered: 'yes' as const } : {}) } : null);
  const put = (message: Message): void => pages.set((rows) => (rows.some((row) => row.id === message.id) ? rows.map((row) => (row.id === message.id ? message : row)) : [message, ...rows]));
  return (
    <Page title="留言板" strip={team ? <Chips label="留言" value={open} onChange={setOpen} options={[{ value: 'all', text: '全部' }, { value: 'waiting', text: '待回应' }]} /> : undefined}>
      {unitId && me ? <Duty unitId={unitId} maySet={may(me, 'duty.set', unitId)} /> : null}
      {may(me, 'message.write', unitId) && open === 'all' ? <Leave unitId={unitId} onLeft={put} /> : null}
      <Async from={pages.first} rows={2}>
        {() => {
          const rows = pages.rows ?? [];
          if (rows.length === 0) return <Empty icon="message-circle" text={open === 'waiting' ? '都回应过了。' : '还没有留言。说第一句'} />;
          return rows.map((message) => <One key={message.id} unitId={unitId} message={message} team={team} onAnswered={put} />);
        }}
      </Async>
      <More pages={pages} />
    </Page>
  );
}

function Leave({ unitId, onLeft }: { unitId: string; onLeft: (message: Message) => void }): ReactNode {
  const words = useRef<TextHandle>(null);
  const draft = useDraft(`message:${unitId}`);
  const attempt = useAttempt();
  const write = useWriteId();
  const leave = async (): Promise<void> => {
    const content = { text: words.current?.value ?? '' };
    await attempt.run(async () => {
      onLeft(await call(boardRoutes.leave, { unitId, clientId: write.idFor(content), ...content }));
      write.done();
      draft.clear();
      if (words.current) words.current.value = '';
      toast('留言已发出');
    });
  };
  return (
    <Card>
      <Textarea label="留言" bare maxLength={1000} soft rows={2} grow placeholder="对支部说一句：想知道的、想建议的、需要帮忙的" defaultValue={draft.initial} onValue={draft.save} handle={words} error={attempt.error?.message} />
      <Box className="card-end board-send"><Box className="faint">本支部党员看得到</Box><Button kind="primary" onTap={leave}>留言</Button></Box>
    </Card>
  );
}

/** Where a message stands: what waits or was taken from view is its author's alone; somebody else's may be reported. */
function Standing({ unitId, message }: { unitId: string; message: Message }): ReactNode {
  if (message.state === 'pending') return <Banner tone="info" title="待审 · 仅自己可见">看过就会公开，通常当天。</Banner>;
  if (message.state !== 'published') return <Banner tone="warn" title="没有公开 · 仅自己可见" action={<Button small onTap={() => open(paths.myModeration())}>理由和申诉</Button>}>文字还在，可以改好再发。</Banner>;
  if (message.restoredAt) return <Box className="tags"><Tag tone="success">复核后已恢复</Tag></Box>;
  return message.mine ? null : <Box className="board-report"><Button kind="quiet" small onTap={() => open(paths.report(unitId, 'message', message.id))}>举报</Button></Box>;
}

function One({ unitId, message, team, onAnswered }: { unitId: string; message: Message; team: boolean; onAnswered: (message: Message) => void }): ReactNode {
  const [answering, setAnswering] = useState(false);
  const words = useRef<TextHandle>(null);
  const draft = useDraft(`answer:${message.id}`);
  const attempt = useAttempt();
  const write = useWriteId();
  const why = whyNotAnswer({ answered: message.answer !== null, mine: message.mine });
  const send = async (): Promise<void> => {
    const content = { text: words.current?.value ?? '' };
    await attempt.run(async () => {
      onAnswered(await call(boardRoutes.answer, { unitId, messageId: message.id, clientId: write.idFor(content), ...content }));
      write.done();
      draft.clear();
      setAnswering(false);
      toast('已回应');
    });
  };
  const receive = async (): Promise<void> => {
    await attempt.run(async () => {
      onAnswered(await call(boardRoutes.receive, { unitId, messageId: message.id }));
      toast('已告诉留言的同志');
    });
  };
  const whyNotReceived = whyNotReceive({ answered: message.answer !== null, received: message.received !== null, mine: message.mine });
  const promise = promiseOf(message);
  const first = attempt.error?.details as { by?: string; at?: string } | undefined;
  const taken = attempt.error?.code === 'message.answered-already' && first?.by ? `${first.by}${first.at ? ` ${ago(first.at)}` : ''}已经回应了，您写的还在。` : null;
  return (
    <Card>
      <Box className="who"><Avatar name={message.author.name} seed={message.author.id} /><Box className="who-words"><Box className="who-name">{message.author.name}</Box><Meta parts={[ago(message.leftAt)]} /></Box><Answered message={message} /></Box>
      <Box className="para">{message.text}</Box>
      <Standing unitId={unitId} message={message} />
      {promise && (message.mine ? message.clock !== 'waiting' : team) ? <Box className="soft promise">{promise}</Box> : null}
      {message.received && !message.answer ? <Box className="answer"><Meta parts={['收到，正在办', message.received.by.name, ago(message.received.at)]} /></Box> : null}
      {message.answer ? (
        <Box className="answer"><Meta parts={['支部回应', message.answer.by.name, ago(message.answer.at)]} /><Box className="answer-words">{message.answer.text}</Box></Box>
      ) : null}
      {attempt.error && !answering ? <Box className="field-error" role="alert">{taken ?? attempt.error.message}</Box> : null}
      {team && !message.answer ? (
        answering ? (
          <Box>
            <Textarea label="回应" bare maxLength={2000} soft rows={3} autoFocus placeholder="回应一句" defaultValue={draft.initial} onValue={draft.save} handle={words} error={taken ?? attempt.error?.message} />
            <Box className="btn-row board-send"><Button kind="primary" onTap={send}>发出回应</Button><Button onTap={() => setAnswering(false)}>先不回</Button></Box>
          </Box>
        ) : (
          <Box className="btn-row board-send">
            <Act small icon="arrow-back-up" whyNot={why} onTap={() => setAnswering(true)}>回应</Act>
            {whyNotReceived === null ? <Button small onTap={receive}>收到，正在办</Button> : null}
          </Box>
        )
      ) : null}
    </Card>
  );
}
