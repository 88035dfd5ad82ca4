import { expiryOf, keepDaysTo, keepDaysUsual } from '@branch/shared/appraisals/rules';
import { appraisalStages, gradeNames } from '@branch/shared/appraisals/words';
import type { AppraisalStage, Grade } from '@branch/shared/appraisals/words';
import { hasVote } from '@branch/shared/members/rules';
import { oneDay, shanghaiDay, shanghaiMoment, shanghaiParts } from '@branch/shared/time';
import { Appraisal, Appraised, AppraisalMove, AppraisalResult, AppraisalReview } from '../appraisals/appraisal.entity.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import type { DemoDistrict } from './corpus/types.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';

const selfReviews = [
  '这一年参加了支部的大部分活动，讲过一次读书心得。不足是项目忙的时候请假多，补学也拖过。明年想把请假的那几次都在三天内补完。',
  '主要做了两件事：给新来的同志讲园区办事流程，帮社区老人学用手机。不足是学习不够系统，常常临时翻材料。',
  '工作上带了两个新人，党内的事情参与得少，讨论时发言不多。今后每次会前先想好一条意见再来。',
  '坚持了午间读书，读完三本。批评别人的话不太敢说，怕伤和气，这一点要改。',
];
const peerReviews = ['答应的事都做到了，讲话实在；有时候开会迟到，希望早十分钟到。', '愿意帮人，新同志都找得到他；材料常常最后一刻才交。', '讨论时意见中肯，就是说得太少，希望多说。', '这半年出差多，还坚持补学；支部的活动可以多露面。'];
const opinions: Record<Grade, string> = { excellent: '带头参加组织生活，热心帮助同志，群众反映好。希望继续把好做法讲给大家听。', qualified: '能履行党员义务，完成支部交办的事。希望在讨论中更主动一些。', barelyQualified: '参加组织生活偏少，补学不及时。书记已当面谈过，商定了改进的办法。', unqualified: '' };
/** Days before the close on which each stage began. */
const began: Record<AppraisalStage, number> = { selfReview: 28, peerReview: 18, rating: 10, opinion: 6, closed: 0 };

/**
 * When last year's round was held, whatever day the demo is planted on: begun in December, closed on 15 January at the latest, or the day before the demo's first;
 * and kept for the shortest of the usual terms (days) that leaves its texts readable for a week more. The round of 2025 is not one of the autumn of 2026.
 */
export function lastYearsRound(now: Date): { year: number; began: (stage: AppraisalStage) => Date; keepDays: number } {
  const { year } = shanghaiParts(now);
  const closed = Math.min(now.getTime() - oneDay, shanghaiMoment(`${year}-01-15`, '17:00').getTime());
  const keepDays = [keepDaysUsual, 180].find((days) => closed + (days - 7) * oneDay > now.getTime()) ?? keepDaysTo;
  return { year: year - 1, began: (stage) => new Date(closed - began[stage] * oneDay), keepDays };
}

/** Last year's round of the printed people's unit, closed and not yet expired: its papers were cast at a meeting, so there is no roll to invent. */
export async function plantAppraisal(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const { year, began: before, keepDays } = lastYearsRound(await tx.now());
  const unitId = must(ids.unit, demo.scenario.unit);
  const beneath = new Set([demo.scenario.unit, ...demo.units.filter((one) => one.parent === demo.scenario.unit).map((one) => one.key)]);
  // Who joined after it had begun has no part in it.
  const people = demo.people.flatMap((person, index) => (beneath.has(person.unit) && person.joinedPartyOn <= shanghaiDay(before('selfReview')) ? [{ id: ids.person[index] ?? '', name: person.name, status: person.status }] : [])).sort((a, b) => (a.id < b.id ? -1 : 1));
  const secretary = ids.person[demo.officers.find((one) => one.role === 'secretary' && one.unit === demo.scenario.unit)?.person ?? 0] ?? '';
  const [first, second] = people.filter((one) => one.id !== secretary);
  if (!first || !second) return;
  const electors = people.filter((one) => hasVote(one.status)).length;
  const papers = Math.ceil(electors * 0.9);
  const [id, openedAt, closedAt] = [newId(), before('selfReview'), before('closed')];
  const at = { appraisalId: id, unitId };
  await tx.insert(Appraisal, { id, unitId, year, stage: 'closed', stageSince: closedAt, mode: 'paper', cap: null, keepDays, electors, voted: papers, openedAt, closedAt, expiresAt: expiryOf({ openedAt, closedAt, keepDays }), expiredAt: null, paperReason: null,
    paper: { papers, countedBy: first.name, supervisedBy: second.name, place: '园区二楼会议室', heldOn: shanghaiDay(before('rating')) } });
  await tx.insert(AppraisalMove, appraisalStages.map((stage) => ({ ...at, stage, movedBy: secretary, at: before(stage) })));
  await tx.insert(Appraised, people.map((one) => ({ ...at, personId: one.id, status: one.status, included: true })));
  const text = (texts: readonly string[], n: number): string => texts[n % texts.length] ?? '';
  await tx.insert(AppraisalReview, [
    ...people.map((one, n) => ({ ...at, authorId: one.id, aboutId: one.id, clientId: newId(), revision: 1, text: text(selfReviews, n), at: new Date(openedAt.getTime() + (n % 9) * oneDay) })),
    ...people.flatMap((one, n) => [1, 4].filter((step) => step < people.length).map((step, k) => ({ ...at, authorId: people[(n + step) % people.length]?.id ?? '', aboutId: one.id, clientId: newId(), revision: 1, text: text(peerReviews, n + k), at: new Date(before('peerReview').getTime() + (n % 7) * oneDay) }))),
  ]);
  await tx.insert(AppraisalResult, people.map((one, n) => {
    const excellent = Math.floor(papers * (n % 4 === 0 ? 0.5 : 0.2));
    const barelyQualified = n % 5 === 3 ? 1 : 0;
    const grade: Grade = n % 4 === 0 ? 'excellent' : n === 7 ? 'barelyQualified' : 'qualified';
    return { ...at, personId: one.id, counts: { excellent, qualified: papers - excellent - barelyQualified, barelyQualified, unqualified: 0 }, grade, words: opinions[grade] || gradeNames[grade], judgedBy: one.id === secretary ? first.id : secretary, judgedAt: before('opinion') };
  }));
}
