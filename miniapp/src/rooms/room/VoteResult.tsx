import { ballotModeNames } from '@branch/shared/ballots/words';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { type ReactNode, useState } from 'react';
import { FigureBars, FigureTable } from '../../meetings/DecisionFigures';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Box, Span } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import type { Ballot } from './room-store';

/** 《中国共产党支部工作条例（试行）》第十一条 → 支部工作条例第十一条. */
export const shortArticle = (article: string): string => article.replace('《中国共产党支部工作条例（试行）》', '支部工作条例');

type Closing = Extract<RoomEntry['body'], { kind: 'ballotClosed' }>;

/** The outcome where it happened in the log, with its arithmetic. */
export function VoteResult({ closing, ballot }: { closing: Closing; ballot: Ballot | undefined }): ReactNode {
  const [open, setOpen] = useState(false);
  const result = ballot?.result;
  const mode = closing.mode ?? 'named';
  const choice = closing.options;
  const won = choice?.filter((option) => option.passed).map((option) => option.text) ?? [];
  return (
    <Box as="section" className="card vote" label={`表决结果：${closing.title}`}>
      <Box className="tags"><Tag tone={closing.passed ? 'success' : 'plain'}>{choice ? (closing.passed ? '有过半数的' : '没有过半数的') : closing.passed ? '通过' : '未通过'}</Tag><Span className="faint">表决结果 · {ballotModeNames[mode]}</Span></Box>
      <Box className="vote-title">{closing.title}</Box>
      {won.length > 0 ? <Box className="para">{won.map((text) => `“${text}”`).join('、')}超过应到会有表决权党员的半数。</Box> : null}
      {result ? <FigureBars figures={{ ...result, mode, options: choice }} /> : <Box className="faint">{choice ? choice.map((option) => `${option.text} ${option.votes}`).join(' · ') : `赞成 ${closing.approve} · 不赞成 ${closing.against} · 弃权 ${closing.abstain}`}</Box>}
      {ballot && result ? (
        <>
          <Box className="faint">已投 {ballot.voted} / 应投 {result.eligible}，过半数要 {result.threshold} 票 · {shortArticle(ballot.article)}</Box>
          <Box className="side-act"><Button small onTap={() => setOpen(true)}>{ballot.named ? '看表格和记名结果' : '看表格'}</Button></Box>
          <Sheet open={open} title={closing.title} onClose={() => setOpen(false)}>
            <FigureTable figures={{ ...result, mode, options: choice }} notVoted={result.notVoted} />
            {ballot.named ? ballot.options.map(({ key, text }) => {
              const names = (ballot.named ?? []).filter((vote) => vote.choices.includes(key)).map((vote) => vote.person.name);
              return <Box key={key} className="para"><Box className="faint">{text} {names.length} 人</Box>{names.join('、') || '无'}</Box>;
            }) : <Box className="soft">无记名表决：谁投了什么没有记录，也查不出来。</Box>}
          </Sheet>
        </>
      ) : null}
    </Box>
  );
}
