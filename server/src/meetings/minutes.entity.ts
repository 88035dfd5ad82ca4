import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { Meeting } from './meeting.entity.js';

@Entity('minutes_draft')
export class MinutesDraft {
  @ForeignKey(() => Meeting)
  @PrimaryColumn('text') meetingId!: string;
  @Column('text') unitId!: string;
  @Column('jsonb') content!: MinutesContent;
  @Column('integer') revision!: number;
  @Column('timestamptz') savedAt!: Date;
  @Column('text', { nullable: true }) savedBy!: string | null;
}

/** A published version. The runtime role may insert and read, never change (G6). */
@Entity('minutes_version')
export class MinutesVersion {
  @ForeignKey(() => Meeting)
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') unitId!: string;
  @Column('jsonb') content!: MinutesContent;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text') sha256!: string;
  @Column('text') publishedBy!: string;
  @Column('timestamptz') publishedAt!: Date;
  /** Days in which quoted speakers may object, by the rule in force when it was published. */
  @Column('smallint', { default: 3 }) objectionDays!: number;
}

/** 已阅: the member has read up to a version. */
@Entity('acknowledgement')
export class Acknowledgement {
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('integer') version!: number;
  @Column('timestamptz') at!: Date;
}

/** A statement added by an absentee: stored as late, never counted as attendance (MEET-10). */
@Entity('late_statement')
export class LateStatement {
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
}

/** Reminders sent about one matter: at most two. */
@Entity('reminder')
export class Reminder {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') subjectId!: string;
  @Column('text') sentBy!: string;
  @Column('integer') people!: number;
  @Column('timestamptz') at!: Date;
}
