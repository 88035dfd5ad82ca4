import type { ReactNode } from 'react';
import { Tag } from '../ui/Badge';
import { Card } from '../ui/Card';
import { Box, Span } from '../ui/host';
import { Timeline } from '../ui/Progress';
import { actWords, dateWords, type Move } from './words';

/** What happened to the site, newest first, with the words of who decided: the branch always sees them. */
export function Moves({ moves }: { moves: readonly Move[] }): ReactNode {
  return (
    <Card title="经过">
      {moves.length === 0 ? <Box className="soft">还没有记录。</Box> : <Timeline items={moves.map((move, i) => ({ key: move.id, done: i === 0, title: <Head move={move} />, hint: <Words move={move} /> }))} />}
    </Card>
  );
}

function Head({ move }: { move: Move }): ReactNode {
  return <Box className="tags-in"><Span>{actWords(move.act)}</Span>{move.vetoed ? <Tag tone="warn">一票否决</Tag> : null}<Span className="faint num">{dateWords(move.at)}</Span></Box>;
}

function Words({ move }: { move: Move }): ReactNode {
  const who = move.actor ? [move.actorUnit, move.actor.name].filter(Boolean).join(' ') : '系统';
  return (
    <>
      <Box>{who}</Box>
      {move.reason ? <Box className="move-words">{move.reason}</Box> : null}
      {move.failed.length > 0 ? <Box>没有通过：{move.failed.join('、')}</Box> : null}
      {move.nextStep ? <Box>下一步：{move.nextStep}</Box> : null}
      {move.mentor ? <Box>网站导师：{move.mentor.name}</Box> : null}
    </>
  );
}
