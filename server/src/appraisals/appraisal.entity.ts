import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AppraisalStage, Grade, GradeCounts, LeaveOutReason, RatingMode } from '@branch/shared/appraisals/words';
import type { MembershipStatus } from '@branch/shared/roles';

/** How papers cast off line were counted. */
export interface PaperRecord { papers: number; countedBy: string; supervisedBy: string; place: string; heldOn: string }

/** The yearly appraisal of a unit's members (民主评议党员): one of a unit and year. `electors` is frozen when the rating opens, `voted` known when it is over. */
@Entity('appraisal')
@Index(['unitId', 'year'], { unique: true })
export class Appraisal {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('smallint') year!: number;
  @Column('text') stage!: AppraisalStage;
  @Column('timestamptz') stageSince!: Date;
  @Column('text', { nullable: true }) mode!: RatingMode | null;
  /** The most «excellent» of one paper; null: no limit. */
  @Column('smallint', { nullable: true }) cap!: number | null;
  /** Days after the close for which the texts are kept. */
  @Column('smallint') keepDays!: number;
  @Column('integer', { default: 0 }) electors!: number;
  @Column('integer', { default: 0 }) voted!: number;
  @Column('jsonb', { nullable: true }) paper!: PaperRecord | null;
  @Column('text', { nullable: true }) paperReason!: string | null;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) expiredAt!: Date | null;
}

/** Each stage: who began it, and when. */
@Entity('appraisal_move')
export class AppraisalMove {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') stage!: AppraisalStage;
  @Column('text') unitId!: string;
  @Column('text') movedBy!: string;
  @Column('timestamptz') at!: Date;
}

/** A member when the round was opened; not `included`: left out. */
@Entity('appraised')
@Index(['personId'])
export class Appraised {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') status!: MembershipStatus;
  @Column('boolean', { default: true }) included!: boolean;
}

/** Why a member takes no part: for the member and the committee only. */
@Entity('appraisal_left_out')
export class AppraisalLeftOut {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') reason!: LeaveOutReason;
  @Column('text') leftOutBy!: string;
  @Column('timestamptz') at!: Date;
}

/** What somebody is writing about themselves or to another: theirs alone. */
@Entity('appraisal_draft')
export class AppraisalDraft {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') aboutId!: string;
  @Column('text') unitId!: string;
  @Column('text') text!: string;
  @Column('timestamptz') savedAt!: Date;
}

/** A self review (author and subject are one) or a peer review: for both of them and the committee. */
@Entity('appraisal_review')
@Index(['appraisalId', 'aboutId'])
export class AppraisalReview {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') authorId!: string;
  @PrimaryColumn('text') aboutId!: string;
  @Column('text') unitId!: string;
  @Column('text') clientId!: string;
  @Column('integer') revision!: number;
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
}

/** Who may cast a paper, frozen when the rating opens. */
@Entity('appraisal_elector')
export class AppraisalElector {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
}

/** Who cast a paper in a rating that is over; while it runs they stand in `secret_roll` (docs/decisions/0009). */
@Entity('appraisal_roll')
export class AppraisalRoll {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
}

/** What stays: papers by grade, and the opinion. */
@Entity('appraisal_result')
export class AppraisalResult {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('jsonb', { nullable: true }) counts!: GradeCounts | null;
  @Column('text', { nullable: true }) grade!: Grade | null;
  @Column('text', { nullable: true }) words!: string | null;
  @Column('text', { nullable: true }) judgedBy!: string | null;
  @Column('timestamptz', { nullable: true }) judgedAt!: Date | null;
}

/** Reminders of a stage: how many people each reached, not whom. */
@Entity('appraisal_reminder')
export class AppraisalReminder {
  @ForeignKey(() => Appraisal)
  @PrimaryColumn('text') appraisalId!: string;
  @PrimaryColumn('text') stage!: AppraisalStage;
  @PrimaryColumn('smallint') nth!: number;
  @Column('text') unitId!: string;
  @Column('integer') people!: number;
  @Column('timestamptz') at!: Date;
}
