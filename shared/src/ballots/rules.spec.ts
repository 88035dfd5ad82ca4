import { outcome, quorum, threshold, whyNotChosen, whyNotOpenBallot, whyNotOptions, whyNotSecret, whyNotTitle, whyNotVote } from './rules.js';
import { motionOptions } from './words.js';

const motion = (eligible: number, voted: number) => ({ kind: 'motion' as const, options: motionOptions, eligible, voted });
const named = (words: readonly string[]) => words.map((text, at) => ({ key: String(at + 1), text }));

describe('表决的算术（支部工作条例第十一条）', () => {
  it.each([[1, 1, 1], [2, 1, 2], [3, 2, 2], [4, 2, 3], [104, 52, 53], [105, 53, 53]])('应到会有表决权 %i 人：到会 %i 人可以表决，赞成 %i 票通过', (eligible, present, approve) => {
    expect(quorum(eligible)).toBe(present);
    expect(threshold(eligible)).toBe(approve);
  });

  it('人数从 1 到 60：赞成超过应到会半数才通过，少一票就不通过', () => {
    for (let eligible = 1; eligible <= 60; eligible += 1) {
      for (let approve = 0; approve <= eligible; approve += 1) {
        const { passed, notVoted } = outcome(motion(eligible, approve), { approve });
        expect(passed).toBe(approve * 2 > eligible);
        expect(notVoted).toBe(eligible - approve);
      }
      expect(quorum(eligible) * 2).toBeGreaterThanOrEqual(eligible);
      expect((quorum(eligible) - 1) * 2).toBeLessThan(eligible);
      expect(quorum(eligible, true) * 2).toBeGreaterThan(eligible);
    }
  });

  it('人数从 1 到 60：不赞成、弃权再多也不叫通过；单选最多一项过半，多选每一项各自与应到会半数相比', () => {
    for (let eligible = 1; eligible <= 60; eligible += 1) {
      expect(outcome(motion(eligible, eligible), { against: eligible }).passed).toBe(false);
      expect(outcome(motion(eligible, eligible), { abstain: eligible }).passed).toBe(false);
      for (let first = 0; first <= eligible; first += 1) {
        const single = outcome({ kind: 'single', options: named(['周三晚', '周四晚']), eligible, voted: eligible }, { 1: first, 2: eligible - first });
        expect(single.options.map((option) => option.passed)).toEqual([first * 2 > eligible, (eligible - first) * 2 > eligible]);
        expect(single.options.filter((option) => option.passed).length).toBeLessThanOrEqual(1);
        expect(single.options.reduce((sum, option) => sum + option.votes, 0) + single.notVoted).toBe(eligible);
        // Everyone who takes the first takes the second too: both stand at the same side of the line.
        const several = outcome({ kind: 'multiple', options: named(['读书', '徒步', '讲座']), eligible, voted: first }, { 1: first, 2: first });
        expect(several.options.map((option) => option.passed)).toEqual([first * 2 > eligible, first * 2 > eligible, false]);
        expect(several.notVoted).toBe(eligible - first);
      }
    }
  });

  it('弃权和没投的都不算赞成：到会的全赞成也可能不通过', () => {
    expect(outcome(motion(104, 104), { approve: 52, against: 0, abstain: 52 })).toMatchObject({ passed: false, threshold: 53, notVoted: 0 });
  });

  it('到会不够、不是主持人、会没开：各有各的原因', () => {
    const fine = { open: true, isChair: true, running: false, votingPresent: 52, votingExpected: 104, strict: false };
    expect(whyNotOpenBallot(fine)).toBeNull();
    expect(whyNotOpenBallot({ ...fine, strict: true })).toBe('ballot.no-quorum');
    expect(whyNotOpenBallot({ ...fine, votingPresent: 51 })).toBe('ballot.no-quorum');
    expect(whyNotOpenBallot({ ...fine, votingExpected: 0, votingPresent: 0 })).toBe('ballot.no-quorum');
    expect(whyNotOpenBallot({ ...fine, isChair: false })).toBe('meeting.not-chair');
    expect(whyNotOpenBallot({ ...fine, running: true })).toBe('meeting.ballot-running');
    expect(whyNotOpenBallot({ ...fine, open: false })).toBe('meeting.not-open');
  });

  it('选举、接收党员不在线上表决', () => {
    for (const title of ['选举新一届支委', '支委会换届', '接收李某为预备党员', '同意小陈转为正式党员']) expect(whyNotTitle(title)).toBe('ballot.election-off');
    expect(whyNotTitle('同意每两周轮流讲一次')).toBeNull();
    expect(whyNotTitle('  ')).toBe('ballot.options');
    expect(whyNotTitle('同意\u202e轮流讲')).toBe('line.control-characters');
  });

  it('有表决权的不到五位，不能无记名', () => {
    for (let mayVote = 0; mayVote <= 60; mayVote += 1) expect(whyNotSecret(mayVote)).toBe(mayVote < 5 ? 'ballot.secret-few' : null);
  });

  it('选项二到二十个，各不相同，写得清；多选至少能选两项、至多全选', () => {
    const single = (options: string[]) => whyNotOptions({ kind: 'single', options, most: 1 });
    const words = (n: number) => Array.from({ length: n }, (_, at) => `方案${at + 1}`);
    for (let n = 0; n <= 25; n += 1) expect(single(words(n))).toBe(n >= 2 && n <= 20 ? null : 'ballot.options-count');
    expect(single(['周三', ' '])).toBe('ballot.options-words');
    expect(single(['周三', '长'.repeat(41)])).toBe('ballot.options-words');
    expect(single(['周三', '𠮷'.repeat(40)])).toBeNull();
    expect(single(['周三 晚', '周三晚'])).toBe('ballot.options-same');
    expect(single(['Ａ组', 'a组'])).toBe('ballot.options-same');
    expect(single(['周三', '周\u0000四'])).toBe('line.control-characters');
    expect(single(['周三', '接收小王为预备党员'])).toBe('ballot.election-off');
    expect(whyNotOptions({ kind: 'single', options: words(3), most: 2 })).toBe('ballot.options-most');
    for (const most of [0, 1, 4, 2.5]) expect(whyNotOptions({ kind: 'multiple', options: words(3), most })).toBe('ballot.options-most');
    for (const most of [2, 3]) expect(whyNotOptions({ kind: 'multiple', options: words(3), most })).toBeNull();
    expect(whyNotOptions({ kind: 'motion', options: [], most: 1 })).toBeNull();
    expect(whyNotOptions({ kind: 'motion', options: ['赞成'], most: 1 })).toBe('ballot.options-motion');
  });

  it('一票里：没有的选项、空的、超过的、重复的都不算', () => {
    const ballot = { options: named(['读书', '徒步', '讲座']), most: 2 };
    expect(whyNotChosen(ballot, ['1'])).toBeNull();
    expect(whyNotChosen(ballot, ['3', '1'])).toBeNull();
    expect(whyNotChosen(ballot, [])).toBe('ballot.choice-count');
    expect(whyNotChosen(ballot, ['1', '2', '3'])).toBe('ballot.choice-count');
    expect(whyNotChosen(ballot, ['1', '1'])).toBe('ballot.choice-count');
    expect(whyNotChosen(ballot, ['4'])).toBe('ballot.option-unknown');
    expect(whyNotChosen({ options: motionOptions, most: 1 }, ['approve', 'against'])).toBe('ballot.choice-count');
  });

  it('没有表决权的、多日会议里开票时没签到的、结束以后的，都不计', () => {
    expect(whyNotVote({ state: 'open', right: true, signedInAtOpening: true })).toBeNull();
    expect(whyNotVote({ state: 'open', right: false, signedInAtOpening: true })).toBe('ballot.no-right');
    expect(whyNotVote({ state: 'open', right: true, signedInAtOpening: false })).toBe('ballot.not-signed-in');
    expect(whyNotVote({ state: 'closed', right: true, signedInAtOpening: true })).toBe('ballot.closed');
  });
});
