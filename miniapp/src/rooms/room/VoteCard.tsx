import { ballotRoutes } from '@branch/shared/ballots/routes';
import { whyNotChosen, whyNotVote } from '@branch/shared/ballots/rules';
import { ballotModeNames, inherentDisclosure } from '@branch/shared/ballots/words';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { newClientId } from '../../kit/ids';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Tag } from '../../ui/Badge';
import { Checkbox } from '../../ui/Choice';
import { Box, cx, Span } from '../../ui/host';
import { Confirm } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Ballot } from './room-store';
import { shortArticle } from './VoteResult';

/** A running vote: how many have voted, never how. The answers stand as equals; one tap and one confirmation cast a vote. */
export function VoteCard({ unitId, ballot, onBallot, onSettle }: { unitId: string; ballot: Ballot; onBallot: (ballot: Ballot) => void; onSettle: () => void }): ReactNode {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  // One id for this vote however often it is sent.
  const clientId = useRef(newClientId());
  const secret = ballot.mode === 'secret';
  const several = ballot.kind === 'multiple';
  const why = whyNotVote({ state: ballot.state, right: ballot.mayVote || ballot.hasVoted, signedInAtOpening: true });
  const wordsOf = (keys: readonly string[]): string => ballot.options.filter((option) => keys.includes(option.key)).map((option) => option.text).join('、');
  const vote = async (): Promise<void> => {
    try {
      const answer = await call(ballotRoutes.vote, { unitId, ballotId: ballot.id, clientId: clientId.current, choices: [...chosen] });
      onBallot({ ...ballot, hasVoted: true, mine: answer.choices, mayVote: false, voted: Math.max(ballot.voted, answer.voted), eligible: answer.eligible });
      toast(answer.choices ? `已投票：${wordsOf(answer.choices)}` : answer.replayed ? '您的一票之前已经计入' : '您的一票已计入');
    } catch (thrown) {
      toast(asRefused(thrown).message);
      onSettle();
    }
    setAsking(false);
  };
  const ask = (keys: readonly string[]): void => {
    setChosen(keys);
    setAsking(true);
  };
  return (
    <Box as="section" className="card card-lead vote" label={`表决：${ballot.title}`}>
      <Box className="tags"><Tag tone="brand">表决进行中</Tag><Tag tone={secret ? 'info' : 'plain'}>{ballotModeNames[ballot.mode]}</Tag><Span className="faint">已投 {ballot.voted} / 应投 {ballot.eligible}</Span></Box>
      <Box className="vote-title">{ballot.title}</Box>
      <Box className="soft vote-mode">{secret ? '无记名：谁也看不到您投了什么，主持人和书记也看不到；结束后只公布票数。' : '记名：结束后，本支部的同志看得到谁投了什么。'}</Box>
      {ballot.hasVoted ? <Box className="vote-mine">{ballot.mine ? `您已投：${wordsOf(ballot.mine)}。` : '您的一票已计入。投了什么没有记录。'}结果在表决结束后公布。</Box> : several ? (
        <Box className="vote-options">
          {ballot.options.map((option) => (
            <Checkbox key={option.key} checked={chosen.includes(option.key)} disabled={why !== null || (!chosen.includes(option.key) && chosen.length >= ballot.most)}
              onChange={(on) => setChosen(on ? [...chosen, option.key] : chosen.filter((key) => key !== option.key))}>{option.text}</Checkbox>
          ))}
          <Act kind="primary" wide whyNot={why ?? whyNotChosen(ballot, chosen)} quietReason onTap={() => setAsking(true)}>{`投出（选了 ${chosen.length} 项，最多 ${ballot.most} 项）`}</Act>
        </Box>
      ) : (
        <Box className={cx(ballot.kind === 'motion' ? 'btn-row even' : 'vote-options')}>{ballot.options.map((option) => <Act key={option.key} wide whyNot={why} quietReason onTap={() => ask([option.key])}>{option.text}</Act>)}</Box>
      )}
      {why && !ballot.hasVoted ? <Box className="faint">您在这次表决中没有表决权。</Box> : null}
      <Box className="faint">{ballot.kind === 'motion' ? '赞成' : '哪一项'}达到 {ballot.threshold} 票（超过应到会有表决权党员的半数）为通过 · {shortArticle(ballot.article)}</Box>
      {secret ? <Box className="faint">{inherentDisclosure}</Box> : null}
      <Confirm open={asking} title={`投“${wordsOf(chosen)}”？`} yes={chosen.length === 1 && ballot.kind === 'motion' ? `投${wordsOf(chosen)}` : '投出'} onYes={vote} onClose={() => setAsking(false)}>
        <Box className="para">{ballot.title}</Box>
        <Box className="soft">{ballotModeNames[ballot.mode]}表决，投出后不能更改。</Box>
      </Confirm>
    </Box>
  );
}
