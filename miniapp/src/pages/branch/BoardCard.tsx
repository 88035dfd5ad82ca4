import { paths } from '@branch/shared/paths';
import type { boardRoutes } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import { minute } from '@branch/shared/time';
import type { ReactNode } from 'react';
import { open } from '../../kit/paths';
import { ago, span } from '../../kit/time';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Link, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';

type Message = Output<typeof boardRoutes.messages>['items'][number];

/** `支部已回应 · 26 分钟`: how long it took; the team also sees how long an unanswered one has waited. */
export function Answered({ message }: { message: Message }): ReactNode {
  if (message.answer) {
    const took = Date.parse(message.answer.at) - Date.parse(message.leftAt);
    return <Tag tone="success">支部已回应 · {took < minute ? '1 分钟内' : span(took)}</Tag>;
  }
  if (message.waitingHours !== null) return <Tag tone="warn">{message.waitingHours > 0 ? `已等 ${message.waitingHours} 小时` : '待回应'}</Tag>;
  return message.mine ? <Tag>支部会尽快回应</Tag> : null;
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
