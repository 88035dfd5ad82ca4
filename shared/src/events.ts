/** Every "it happened" that someone else hears, typed. Stored in the transaction of the change; durable hearers are enqueued in it, so a crash loses none. */
export interface Events {
  /** A node was added to the tree: whoever keeps something for every unit (a site, a chat) begins it. */
  'unit.created': { unitId: string; kind: string; name: string };
  /** A spent refresh token came back: the session was ended, its owner should hear of it. */
  'session.reused': { personId: string; device: string };
  /** How somebody signs in was changed: they hear of it, should it not have been them. */
  'account.changed': { personId: string; change: 'secondStepOn' | 'secondStepOff' | 'secondStepEnding' | 'recoveryCodes' | 'recoveryCodeUsed' | 'password' | 'weChat' | 'weChatOff' };
  'account.activated': { personId: string; unitId: string };
  'join.asked': { requestId: string; unitId: string; name: string };
  'join.decided': { requestId: string; unitId: string; accepted: boolean };
  'role.appointed': { personId: string; unitId: string; role: string };
  'role.ended': { personId: string; unitId: string; role: string };
  /** A member is on the way to another branch (`unitId`, which is to answer). */
  'transfer.released': { transferId: string; unitId: string; fromUnitId: string; personId: string };
  'transfer.decided': { transferId: string; unitId: string; toUnitId: string; personId: string; accepted: boolean };
  'rule.adopted': { unitId: string; ruleId: string; kind: string };
  /** 转正 was recorded: the member hears of it, nobody else (what is in a roster is the branch's). */
  'membership.confirmedFull': { membershipId: string; personId: string; unitId: string; on: string };
  'membership.putOnProbation': { membershipId: string; personId: string; unitId: string; on: string };
  'membership.rightsRestored': { membershipId: string; personId: string; unitId: string; on: string };
  'membership.ended': { personId: string; unitId: string; reason: string };
  'roster.imported': { unitId: string; created: number; updated: number };
  /** Every move of a site that somebody should hear of; the move's row has the words. */
  'site.submitted': { moveId: string; unitId: string };
  'site.decided': { moveId: string; unitId: string; act: string };
  'site.warned': { moveId: string; unitId: string; days: number };
  'site.proposed': { moveId: string; unitId: string; days: number };
  'site.overdue': { applicationId: string; unitId: string };
  'site.taskSet': { taskId: string; unitId: string };
  'post.published': { postId: string; unitId: string; authorId: string };
  /** A published post says something else now. */
  'post.edited': { postId: string; unitId: string; authorId: string; revision: number };
  'post.retracted': { postId: string; unitId: string; authorId: string };
  /** `toldIds`: whose post, floor or words it is about, without the author. */
  'comment.published': { commentId: string; postId: string; unitId: string; authorId: string; toldIds: string[] };
  'message.left': { messageId: string; unitId: string; authorId: string };
  'message.received': { messageId: string; unitId: string; authorId: string; receivedBy: string };
  /** The promise of a first answer is broken: told to the secretary once, to the community once (SITE-9). */
  'message.overdue': { messageId: string; unitId: string; whom: 'secretary' | 'community' };
  'message.answered': { messageId: string; unitId: string; authorId: string; answeredBy: string };
  /** One office asks the other side to agree: `side` is the one still missing. */
  'pseudonym.asked': { disclosureId: string; unitId: string; side: 'lower' | 'upper' };
  /** Two offices opened who wrote under the pseudonym: the author hears of it. */
  'pseudonym.opened': { disclosureId: string; unitId: string };
  /** Content waits for a person before others see it (MOD-2, MOD-6). */
  'content.held': { kind: string; targetId: string; unitId: string; authorId: string; reason: string };
  /** A decision has taken effect: the author hears of it, with the reason; so do those who reported (G15). */
  'content.decided': { caseId: string; unitId: string; authorId: string; outcome: 'passed' | 'stopped' | 'restored' };
  'content.reported': { caseId: string; unitId: string; deskId: string };
  'appeal.made': { caseId: string; unitId: string; deskId: string; authorId: string };
  'appeal.decided': { caseId: string; unitId: string; authorId: string; overturned: boolean };
  'appeal.escalated': { caseId: string; unitId: string; deskId: string; authorId: string };
  'site.closed': { closureId: string; unitId: string };
  'ballot.closed': { ballotId: string; unitId: string };
  'meeting.called': { meetingId: string; unitId: string };
  /** `reason` is of this move: by the time it is heard the meeting may have been moved again, or cancelled for another. */
  'meeting.postponed': { meetingId: string; unitId: string; reason: string | null };
  'meeting.cancelled': { meetingId: string; unitId: string; reason: string };
  /** A reminder before the meeting, or of a reply still missing. `sequence`: of which date; heard after a postponement it tells nobody. */
  'meeting.reminded': { meetingId: string; unitId: string; what: 'day' | 'hour' | 'start' | 'reply'; sequence: number; personIds: string[] };
  'meeting.excluded': { meetingId: string; unitId: string; personId: string };
  'meeting.opened': { meetingId: string; unitId: string };
  'meeting.closed': { meetingId: string; unitId: string };
  /** What was said to be done is to be done after all: its owner and who had said so hear of it. */
  'action.reopened': { itemId: string; unitId: string; by: string; toldIds: string[] };
  'attendance.disputed': { meetingId: string; unitId: string; personId: string };
  'attendance.answered': { meetingId: string; unitId: string; personId: string; accepted: boolean };
  'line.mentioned': { meetingId: string; unitId: string; seq: number; by: string; personIds: string[] };
  /** Periods of the ledger that lapse soon and in which nothing was held or called: for the secretary, before they lapse (MEET-11). */
  'ledger.due': { unitId: string; periods: { kind: string; period: string }[] };
  'minutes.published': { meetingId: string; unitId: string; version: number };
  'minutes.objected': { meetingId: string; unitId: string; objectionId: string; personId: string };
  'minutes.objectionAnswered': { meetingId: string; unitId: string; objectionId: string; personId: string; accepted: boolean };
  'minutes.reminded': { meetingId: string; unitId: string; personIds: string[] };
  /** The yearly appraisal of members: opened, on to another stage (everyone concerned hears), somebody left out or taken in again, given up for paper, reminded. */
  'appraisal.opened': { appraisalId: string; unitId: string };
  'appraisal.moved': { appraisalId: string; unitId: string; stage: string };
  'appraisal.leftOut': { appraisalId: string; unitId: string; personId: string; out: boolean };
  'appraisal.onPaper': { appraisalId: string; unitId: string };
  'appraisal.reminded': { appraisalId: string; unitId: string; stage: string; personIds: string[] };
  'booking.asked': { bookingId: string; unitId: string; itemId: string; providerIds: string[]; askedBy: string };
  'booking.cancelled': { bookingId: string; unitId: string; itemId: string; providerIds: string[]; askedBy: string };
  'booking.decided': { bookingId: string; unitId: string; itemId: string; askedBy: string; accepted: boolean };
}
export type EventName = keyof Events;
