import { shanghaiMoment } from '../time.js';
import { expiryOf, isPast, stageAfter, usualCap, whyNotCap, whyNotGoOnPaper, whyNotLeaveOut, whyNotMoveOn, whyNotOpenAppraisal, whyNotOpine, whyNotPaper, whyNotPaperCount, whyNotRate, whyNotRemindStage, whyNotReview, whyNotReviewWords } from './rules.js';
import type { Moving } from './rules.js';
import { appraisalStages, leaveOutReasonNames } from './words.js';
import type { AppraisalStage } from './words.js';

const day = (text: string) => shanghaiMoment(text);
const ready: Moving = { stage: 'selfReview', expired: false, mode: null, fewestRaters: 9, fewestPapers: 9, counted: true, opinionsMissing: 0 };

describe('民主评议党员（支部工作条例第十八条）', () => {
  it('阶段只往前，一次一步', () => {
    for (const now of appraisalStages) {
      for (const to of appraisalStages) expect(whyNotMoveOn({ ...ready, stage: now, mode: 'online' }, to, 'online')).toBe(stageAfter(now) === to ? null : 'appraisal.stage');
      expect(whyNotMoveOn({ ...ready, stage: now, expired: true }, 'closed', null)).toBe('appraisal.expired');
    }
    expect([stageAfter('closed'), isPast('rating', 'opinion'), isPast('rating', 'rating'), isPast('rating', 'peerReview')]).toEqual([null, true, false, false]);
  });

  it('网上无记名：每位同志至少五位别的同志测评；收回的票也要够五张，不够就不计', () => {
    const opening = (fewestRaters: number, mode: 'online' | 'paper' | null) => whyNotMoveOn({ ...ready, stage: 'peerReview', fewestRaters }, 'rating', mode);
    expect([opening(5, 'online'), opening(4, 'online'), opening(0, 'paper'), opening(9, null)]).toEqual([null, 'rating.few', null, 'rating.mode']);
    const closing = (more: Partial<Moving>) => whyNotMoveOn({ ...ready, stage: 'rating', mode: 'online', ...more }, 'opinion', null);
    expect([closing({ fewestPapers: 5 }), closing({ fewestPapers: 4 }), closing({ mode: 'paper', fewestPapers: 0 }), closing({ mode: 'paper', counted: false })]).toEqual([null, 'rating.few-papers', null, 'rating.not-counted']);
    expect(whyNotMoveOn({ ...ready, stage: 'opinion', opinionsMissing: 1 }, 'closed', null)).toBe('opinion.missing');
    expect([whyNotGoOnPaper({ stage: 'rating', expired: false, mode: 'online' }, '票太少了，改用纸质'), whyNotGoOnPaper({ stage: 'rating', expired: false, mode: 'paper' }, '票太少了'), whyNotGoOnPaper({ stage: 'rating', expired: false, mode: 'online' }, '少')]).toEqual([null, 'appraisal.stage', 'rating.reason-needed']);
  });

  it('在支部和党总支开展，今年或上一年，保存期 30 到 365 天', () => {
    const fine = { kind: 'branch' as const, year: 2026, thisYear: 2026, keepDays: 90, people: 3 };
    expect(whyNotOpenAppraisal(fine)).toBeNull();
    expect(['district', 'community', 'partyGroup'].map((kind) => whyNotOpenAppraisal({ ...fine, kind: kind as 'district' }))).toEqual(['appraisal.unit-kind', 'appraisal.unit-kind', 'appraisal.unit-kind']);
    expect([2024, 2025, 2027].map((year) => whyNotOpenAppraisal({ ...fine, year }))).toEqual(['appraisal.year', null, 'appraisal.year']);
    expect([29, 30, 365, 366].map((keepDays) => whyNotOpenAppraisal({ ...fine, keepDays }))).toEqual(['appraisal.keep-days', null, null, 'appraisal.keep-days']);
    expect(whyNotOpenAppraisal({ ...fine, people: 0 })).toBe('appraisal.nobody');
  });

  it('到期从结束那天算起；一直不结束，开始后 180 天当作结束', () => {
    const openedAt = day('2026-01-01');
    expect(expiryOf({ openedAt, closedAt: null, keepDays: 90 })).toEqual(day('2026-09-28'));
    expect(expiryOf({ openedAt, closedAt: day('2026-02-01'), keepDays: 30 })).toEqual(day('2026-03-03'));
    expect(expiryOf({ openedAt, closedAt: day('2026-12-31'), keepDays: 90 })).toEqual(day('2026-09-28'));
  });

  it('自评在自评阶段，互评在互评阶段；名单外的不写，也不写给名单外的人', () => {
    const one = { expired: false, authorTakesPart: true, aboutTakesPart: true };
    const self = (stage: AppraisalStage) => whyNotReview({ ...one, stage, self: true });
    const peer = (stage: AppraisalStage) => whyNotReview({ ...one, stage, self: false });
    expect(appraisalStages.map(self)).toEqual([null, 'review.self-over', 'review.self-over', 'review.self-over', 'review.self-over']);
    expect(appraisalStages.map(peer)).toEqual(['review.peer-early', null, 'review.peer-over', 'review.peer-over', 'review.peer-over']);
    expect([whyNotReview({ ...one, stage: 'peerReview', self: false, authorTakesPart: false }), whyNotReview({ ...one, stage: 'peerReview', self: false, aboutTakesPart: false }), whyNotReview({ ...one, stage: 'selfReview', self: true, expired: true })]).toEqual(['appraisal.not-in-it', 'not-found', 'appraisal.expired']);
    expect([whyNotReviewWords('字'.repeat(3000), true), whyNotReviewWords('字'.repeat(3001), true), whyNotReviewWords('𠮷'.repeat(1000), false), whyNotReviewWords('字'.repeat(1001), false), whyNotReviewWords(' ', true), whyNotReviewWords('\u0000', true)])
      .toEqual([null, 'review.self-too-long', null, 'review.peer-too-long', 'review.empty', 'line.control-characters']);
  });

  it('一张票：除自己以外人人都有，不重复，优秀不超过名额', () => {
    const people = ['a', 'b', 'c'];
    const paper = (...given: ('excellent' | 'qualified')[]) => people.map((personId, at) => ({ personId, grade: given[at] ?? 'qualified' }));
    expect(whyNotPaper(paper(), people, 1)).toBeNull();
    expect(whyNotPaper(paper('excellent', 'excellent'), people, 1)).toBe('rating.too-many-excellent');
    expect(whyNotPaper(paper('excellent', 'excellent', 'excellent'), people, null)).toBeNull();
    for (const bad of [[], paper().slice(1), [...paper(), { personId: 'me', grade: 'qualified' as const }], [...paper().slice(1), ...paper().slice(1, 2)]]) expect(whyNotPaper(bad, people, null)).toBe('rating.incomplete');
    expect([usualCap(1), usualCap(9), usualCap(11)]).toEqual([1, 3, 3]);
    expect([whyNotCap(null, 9), whyNotCap(0, 9), whyNotCap(9, 9), whyNotCap(10, 9)]).toEqual([null, 'rating.cap', null, 'rating.cap']);
  });

  it('没到、已过、用纸质票、没有表决权：各有各的原因', () => {
    const rate = (stage: AppraisalStage, more: Partial<Parameters<typeof whyNotRate>[0]> = {}) => whyNotRate({ stage, expired: false, mode: 'online', elector: true, ...more });
    expect(appraisalStages.map((stage) => rate(stage))).toEqual(['rating.not-open', 'rating.not-open', null, 'rating.closed', 'rating.closed']);
    expect([rate('rating', { mode: 'paper' }), rate('rating', { elector: false }), rate('rating', { expired: true })]).toEqual(['rating.on-paper', 'rating.no-right', 'appraisal.expired']);
    expect(appraisalStages.map((stage) => whyNotLeaveOut({ stage, expired: false }))).toEqual([null, null, 'appraisal.leave-out-late', 'appraisal.leave-out-late', 'appraisal.leave-out-late']);
  });

  it('纸质票：计票人和监票人不是同一位，票数对得上，人人都有', () => {
    const round = { stage: 'rating' as const, expired: false, mode: 'paper' as const, electors: 6 };
    const counts = { excellent: 1, qualified: 3, barelyQualified: 0, unqualified: 1 };
    const entry = { papers: 6, countedBy: '孙计', supervisedBy: '李监', heldOn: '2026-11-01', people: [{ personId: 'a', counts }, { personId: 'b', counts }] };
    const why = (more: object, on: Partial<Parameters<typeof whyNotPaperCount>[0]> = {}) => whyNotPaperCount({ ...round, ...on }, { ...entry, ...more }, ['a', 'b'], '2026-11-02');
    expect(why({})).toBeNull();
    expect([why({ supervisedBy: ' 孙计 ' }), why({ countedBy: '' }), why({ heldOn: '2026-11-03' }), why({ papers: 7 }), why({ papers: 4 }), why({ papers: 0 }), why({ people: entry.people.slice(1) })]).toEqual(['paper.people', 'paper.people', 'paper.day', 'paper.sum', 'paper.sum', 'paper.sum', 'rating.incomplete']);
    expect([why({}, { mode: 'online' }), why({}, { stage: 'opinion' }), why({}, { expired: true })]).toEqual(['rating.no-paper-count', 'rating.no-paper-count', 'appraisal.expired']);
  });

  it('评定意见：测评之后、结束之前；自己的由别人录入，除非没有别人', () => {
    const at = (stage: AppraisalStage, more: object = {}) => whyNotOpine({ stage, expired: false, mine: false, others: 2, ...more }, '合格');
    expect(appraisalStages.map((stage) => at(stage))).toEqual(['opinion.early', 'opinion.early', 'opinion.early', null, 'opinion.closed']);
    expect([at('opinion', { mine: true }), at('opinion', { mine: true, others: 0 }), whyNotOpine({ stage: 'opinion', expired: false, mine: false, others: 1 }, ''), whyNotOpine({ stage: 'opinion', expired: false, mine: false, others: 1 }, '字'.repeat(501))]).toEqual(['opinion.own', null, 'opinion.empty', 'opinion.too-long']);
  });

  it('每一步最多提醒两次，隔一小时；不列入的原因里没有病', () => {
    const now = day('2026-11-02');
    const remind = (more: object) => whyNotRemindStage({ stage: 'selfReview', expired: false, mode: null, sent: 0, last: null, people: 3, ...more }, now);
    expect([remind({}), remind({ sent: 2 }), remind({ sent: 1, last: new Date(now.getTime() - 60_000) }), remind({ people: 0 }), remind({ stage: 'opinion' }), remind({ stage: 'rating', mode: 'paper' })]).toEqual([null, 'reminder.twice', 'reminder.just-sent', 'reminder.nobody', 'reminder.nobody', 'reminder.nobody']);
    expect(Object.values(leaveOutReasonNames).join()).not.toMatch(/病|医|残|孕/);
  });
});
