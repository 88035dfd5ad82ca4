/** Stages, grades and coarse reasons of the yearly appraisal of members (民主评议党员), with their Chinese names. Source: 中国共产党支部工作条例（试行）第十八条. */

/** Forward only; what each stage is for is in `stageHints`. */
export const appraisalStages = ['selfReview', 'peerReview', 'rating', 'opinion', 'closed'] as const;
export type AppraisalStage = (typeof appraisalStages)[number];
export const appraisalStageNames: Record<AppraisalStage, string> = { selfReview: '个人自评', peerReview: '党员互评', rating: '民主测评', opinion: '评定意见', closed: '已结束' };
export const stageHints: Record<AppraisalStage, string> = {
  selfReview: '每位同志对照党员标准，写一写这一年做了什么、差在哪里。', peerReview: '同志之间写几句：优点说准，缺点直说。写给谁，谁看得到，都写着名字。',
  rating: '有表决权的党员无记名投票，给每一位同志选一个等次。', opinion: '支委会（或党员大会）综合自评、互评和测评，给每位同志一个评定意见。', closed: '结果已经单独告诉每一位同志。',
};

/** 等次, the same for the secret papers and for the committee's opinion. */
export const grades = ['excellent', 'qualified', 'barelyQualified', 'unqualified'] as const;
export type Grade = (typeof grades)[number];
export const gradeNames: Record<Grade, string> = { excellent: '优秀', qualified: '合格', barelyQualified: '基本合格', unqualified: '不合格' };

/** Papers by grade, of one member. */
export type GradeCounts = Record<Grade, number>;

/** How the papers are cast: here and secretly, or on paper with the count entered afterwards. */
export const ratingModes = ['online', 'paper'] as const;
export type RatingMode = (typeof ratingModes)[number];
export const ratingModeNames: Record<RatingMode, string> = { online: '网上无记名', paper: '纸质票' };

/** Why a member takes no part this year. Coarse on purpose, and without illness: that is nobody's to store (product.md 2, principle 5). */
export const leaveOutReasons = ['awayLong', 'transferring', 'joinedLately', 'other'] as const;
export type LeaveOutReason = (typeof leaveOutReasons)[number];
export const leaveOutReasonNames: Record<LeaveOutReason, string> = { awayLong: '长期在外', transferring: '组织关系正在转出或已转出', joinedLately: '刚转入不久', other: '其他（已当面说明）' };
