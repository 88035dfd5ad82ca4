import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CaseReason, CaseState, ReportReason, StepAct } from '@branch/shared/moderation/routes';
import type { ContentKind, ContentState, HoldReason } from '@branch/shared/posts/routes';

/** One thing to decide about one piece of content; at most one is open for it (one flag per target). The content itself stays where it is. */
@Entity('review_case')
@Index(['deskId', 'state', 'openedAt', 'id'])
@Index(['authorId', 'openedAt'])
@Index(['kind', 'targetId'])
@Index(['unitId', 'decidedAt'])
export class ReviewCase {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  /** The unit whose people decide: the content's own, or one above (MOD-1, MOD-5). */
  @Column('text') deskId!: string;
  @Column('text') kind!: ContentKind;
  @Column('text') targetId!: string;
  @Column('text', { nullable: true }) columnId!: string | null;
  @Column('text') authorId!: string;
  @Column('text') why!: CaseReason;
  @Column('text', { nullable: true }) holdReason!: HoldReason | null;
  /** What the content was when the case was opened: whether publishing it was announced before. */
  @Column('text') was!: ContentState;
  @Column('text', { default: 'open' }) state!: CaseState;
  @Column('timestamptz') openedAt!: Date;
  @Column('text', { nullable: true }) assigneeId!: string | null;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('smallint', { nullable: true }) rule!: number | null;
  @Column('text', { nullable: true }) reason!: string | null;
  /** Words a moderator proposes instead: the text stays the author's. */
  @Column('text', { nullable: true }) suggestion!: string | null;
  /** When the decision took effect on others; null while it can be undone. */
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
}

/** The history of a case: who did what, when, in which words. */
@Entity('review_step')
@Index(['caseId', 'at'])
@Index(['actorId', 'at'])
export class ReviewStep {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') deskId!: string;
  @Column('text') caseId!: string;
  @Column('text') act!: StepAct;
  @Column('text', { nullable: true }) actorId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('smallint', { nullable: true }) rule!: number | null;
  @Column('text', { nullable: true }) words!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
}

/** What a member reported; several join one case. Moderators see the reason, not who it was. */
@Entity('report')
@Index(['caseId', 'reporterId'], { unique: true })
export class Report {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') deskId!: string;
  @Column('text') caseId!: string;
  @Column('text') reporterId!: string;
  @Column('text') reason!: ReportReason;
  @Column('text') note!: string;
  @Column('timestamptz') at!: Date;
}

/** An author's appeal: one for a decision, decided by another person, with a day by which it must be (MOD-4). */
@Entity('appeal')
@Index(['caseId'], { unique: true })
@Index(['deskId', 'state', 'dueAt'])
export class Appeal {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') deskId!: string;
  @Column('text') caseId!: string;
  @Column('text') authorId!: string;
  @Column('text') words!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz') dueAt!: Date;
  @Column('text', { default: 'open' }) state!: 'open' | 'upheld' | 'overturned';
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) escalatedAt!: Date | null;
}
