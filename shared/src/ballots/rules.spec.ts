import { outcome, quorum, threshold, whyNotOpenBallot, whyNotTitle, whyNotVote } from './rules.js';

describe('表决的算术（支部工作条例第十一条）', () => {
  it.each([[1, 1, 1], [2, 1, 2], [3, 2, 2], [4, 2, 3], [104, 52, 53], [105, 53, 53]])('应到会有表决权 %i 人：到会 %i 人可以表决，赞成 %i 票通过', (eligible, present, approve) => {
    expect(quorum(eligible)).toBe(present);
    expect(threshold(eligible)).toBe(approve);
  });

  it('人数从 1 到 60：赞成超过应到会半数才通过，少一票就不通过', () => {
    for (let eligible = 1; eligible <= 60; eligible += 1) {
      for (let approve = 0; approve <= eligible; approve += 1) {
        const { passed, notVoted } = outcome({ approve, against: 0, abstain: 0 }, eligible);
        expect(passed).toBe(approve * 2 > eligible);
        expect(notVoted).toBe(eligible - approve);
      }
      expect(quorum(eligible) * 2).toBeGreaterThanOrEqual(eligible);
      expect((quorum(eligible) - 1) * 2).toBeLessThan(eligible);
      expect(quorum(eligible, true) * 2).toBeGreaterThan(eligible);
    }
  });

  it('弃权和没投的都不算赞成：到会的全赞成也可能不通过', () => {
    expect(outcome({ approve: 52, against: 0, abstain: 52 }, 104)).toMatchObject({ passed: false, threshold: 53, notVoted: 0 });
  });

  it('到会不够、不是主持人、会没开：各有各的原因', () => {
    const fine = { open: true, isChair: true, votingPresent: 52, votingExpected: 104, strict: false };
    expect(whyNotOpenBallot(fine)).toBeNull();
    expect(whyNotOpenBallot({ ...fine, strict: true })).toBe('ballot.no-quorum');
    expect(whyNotOpenBallot({ ...fine, votingPresent: 51 })).toBe('ballot.no-quorum');
    expect(whyNotOpenBallot({ ...fine, votingExpected: 0, votingPresent: 0 })).toBe('ballot.no-quorum');
    expect(whyNotOpenBallot({ ...fine, isChair: false })).toBe('meeting.not-chair');
    expect(whyNotOpenBallot({ ...fine, open: false })).toBe('meeting.not-open');
  });

  it('选举、接收党员不在线上表决', () => {
    for (const title of ['选举新一届支委', '支委会换届', '接收李某为预备党员', '同意小陈转为正式党员']) expect(whyNotTitle(title)).toBe('ballot.election-off');
    expect(whyNotTitle('同意每两周轮流讲一次')).toBeNull();
    expect(whyNotTitle('  ')).toBe('ballot.options');
  });

  it('没有表决权的、多日会议里开票时没签到的、结束以后的，都不计', () => {
    expect(whyNotVote({ state: 'open', right: true, signedInAtOpening: true })).toBeNull();
    expect(whyNotVote({ state: 'open', right: false, signedInAtOpening: true })).toBe('ballot.no-right');
    expect(whyNotVote({ state: 'open', right: true, signedInAtOpening: false })).toBe('ballot.not-signed-in');
    expect(whyNotVote({ state: 'closed', right: true, signedInAtOpening: true })).toBe('ballot.closed');
  });
});
