import { ballotRoutes, choiceNames, choices, type Choice } from '@branch/shared/ballots/routes';
import { whyNotVote } from '@branch/shared/ballots/rules';
import { type ReactNode, useRef, useState } from 'react';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { call } from '../../kit/call';
import { newClientId } from '../../kit/ids';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Box, Span } from '../../ui/host';
import { Progress } from '../../ui/Progress';
import { Confirm, Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Ballot } from './room-store';

/** 《中国共产党支部工作条例（试行）》第十一条 → 工作条例第十一条. */
export const shortArticle = (article: string): string => article.replace('《中国共产党支部工作条例（试行）》', '支部工作条例');

/** A running vote: how many have voted, never how. The three answers stand as equals. */
export function VoteCard({ unitId, ballot, onBallot, onSettle }: { unitId: string; ballot: Ballot; onBallot: (ballot: Ballot) => void; onSettle: () => void }): ReactNode {
  const [chosen, setChosen] = useState<Choice | null>(null);
  // One id for this vote however often it is sent.
  const clientId = useRef(newClientId());
  const why = whyNotVote({ state: ballot.state, right: ballot.mayVote || ballot.mine !== null, signedInAtOpening: true });
  const vote = async (choice: Choice): Promise<void> => {
    try {
      const answer = await call(ballotRoutes.vote, { unitId, ballotId: ballot.id, clientId: clientId.current, choice });
      onBallot({ ...ballot, mine: answer.choice, mayVote: false, voted: Math.max(ballot.voted, answer.voted), eligible: answer.eligible });
      toast(`已投票：${choiceNames[answer.choice]}`);
    } catch (thrown) {
      toast(asRefused(thrown).message);
      onSettle();
    }
    setChosen(null);
  };
  return (
    <Box as="section" className="card card-lead vote" label={`表决：${ballot.title}`}>
      <Box className="tags"><Tag tone="brand">表决进行中</Tag><Span className="faint">记名 · 已投 {ballot.voted} / 有权 {ballot.eligible}</Span></Box>
      <Box className="vote-title">{ballot.title}</Box>
      {ballot.mine === null ? (
        <Box className="btn-row even">{choices.map((choice) => <Act key={choice} wide whyNot={why} quietReason onTap={() => setChosen(choice)}>{choiceNames[choice]}</Act>)}</Box>
      ) : <Box className="vote-mine">您已投：{choiceNames[ballot.mine]}。结果在表决结束后公布。</Box>}
      {why && ballot.mine === null ? <Box className="faint">您在这次表决中没有表决权。</Box> : null}
      <Box className="faint">赞成达到 {ballot.threshold} 人（超过应到有表决权党员的半数）为通过 · {shortArticle(ballot.article)}</Box>
      <Confirm open={chosen !== null} title={`投“${chosen ? choiceNames[chosen] : ''}”？`} yes={`投${chosen ? choiceNames[chosen] : ''}`} onYes={() => (chosen ? vote(chosen) : undefined)} onClose={() => setChosen(null)}>
        <Box className="para">{ballot.title}</Box>
        <Box className="soft">记名表决，投出后不能更改。</Box>
      </Confirm>
    </Box>
  );
}

type Closing = Extract<RoomEntry['body'], { kind: 'ballotClosed' }>;

/** The outcome where it happened in the log, with its arithmetic. */
export function VoteResult({ closing, ballot }: { closing: Closing; ballot: Ballot | undefined }): ReactNode {
  const [open, setOpen] = useState(false);
  const result = ballot?.result;
  return (
    <Box as="section" className="card vote" label={`表决结果：${closing.title}`}>
      <Box className="tags"><Tag tone={closing.passed ? 'success' : 'plain'}>{closing.passed ? '通过' : '未通过'}</Tag><Span className="faint">表决结果 · 记名</Span></Box>
      <Box className="vote-title">{closing.title}</Box>
      {result ? <Progress value={result.approve} max={result.eligible} mark={result.threshold} label={`赞成 ${result.approve}，应到有表决权 ${result.eligible}，需 ${result.threshold}`} /> : null}
      <Box className="card-end">
        <Box className="faint">赞成 {closing.approve} · 不赞成 {closing.against} · 弃权 {closing.abstain}{result ? ` · 未投 ${result.notVoted}` : ''}</Box>
        {result ? <Box className="faint">线 {result.threshold}</Box> : null}
      </Box>
      {ballot ? <Box className="faint">{shortArticle(ballot.article)}{ballot.named ? <Button kind="quiet" small onTap={() => setOpen(true)}>看记名结果</Button> : null}</Box> : null}
      <Sheet open={open} title="记名结果" onClose={() => setOpen(false)}>
        {choices.map((choice) => {
          const names = (ballot?.named ?? []).filter((vote) => vote.choice === choice).map((vote) => vote.person.name);
          return <Box key={choice} className="para"><Box className="faint">{choiceNames[choice]} {names.length} 人</Box>{names.join('、') || '无'}</Box>;
        })}
      </Sheet>
    </Box>
  );
}
