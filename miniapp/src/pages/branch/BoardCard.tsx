import { paths } from '@branch/shared/paths';
import type { boardRoutes } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import { minute } from '@branch/shared/time';
import type { ReactNode } from 'react';
import { open } from '../../kit/paths';
import { ago, span, upcoming } from '../../kit/time';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Link, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';

type Message = Output<typeof boardRoutes.messages>['items'][number];

/** What the branch promises to who left a message, in one line; null when there is nothing to say. */
export function promiseOf(message: Message): string | null {
  if (message.promisedAt === null) return message.clock === 'unpublished' ? '公开以后开始计时' : null;
  if (message.clock === 'waiting') return `预计${upcoming(message.promisedAt)} 前回应`;
  return message.clock === 'overdue' ? '超过了约定时间，已提醒书记' : null;
}

/** `支部已回应 · 26 分钟`: how long the first answer took; the team also sees how long an unanswered one has waited. */
export function Answered({ message }: { message: Message }): ReactNode {
  const first = message.received ?? message.answer;
  if (first) {
    const took = Date.parse(first.at) - Date.parse(message.leftAt);
    return <Tag tone={message.answer ? 'success' : 'info'}>{message.answer ? '支部已回应' : '收到，正在办'} · {took < minute ? '1 分钟内' : span(took)}</Tag>;
  }
  if (message.clock === 'overdue') return <Tag tone="brand">{message.waitingHours !== null ? `已超时 · 等了 ${message.waitingHours} 小时` : '已超时'}</Tag>;
  if (message.waitingHours !== null) return <Tag tone="warn">{message.waitingHours > 0 ? `已等 ${message.waitingHours} 小时` : '待回应'}</Tag>;
  return message.mine ? <Tag>{(message.clock === 'waiting' && promiseOf(message)) || '支部会尽快回应'}</Tag> : null;
}

/** The newest messages of the board. */
export function BoardCard({ unitId, messages, mayLeave, mayAnswer }: { unitId: string; messages: readonly Message[]; mayLeave: boolean; mayAnswer: boolean }): ReactNode {
  if (messages.length === 0 && !mayLeave) return null;
  return (
    <Card title="留言板" aside={<Link className="aside-link" to={paths.board(unitId)}>{mayAnswer ? '全部与回应' : '全部'}<Icon name="chevron-right" size="s" /></Link>}>
      {messages.length === 0 ? <Box className="soft para">还没有留言。说第一句</Box> : messages.map((message) => (
        <Box key={message.id} className="board-line">
          <Meta parts={[message.author.name, ago(message.leftAt)]} />
          <Box className="line-2">{message.text}</Box>
          <Answered message={message} />
        </Box>
      ))}
      {mayLeave ? <Button wide onTap={() => open(paths.board(unitId))}>写留言</Button> : null}
    </Card>
  );
}
