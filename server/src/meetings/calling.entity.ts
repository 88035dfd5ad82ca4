import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ReminderTime } from '@branch/shared/meetings/calling-rules';
import { Meeting } from './meeting.entity.js';

/** A reminder to come; done when it went out, or when it was too late for it. */
@Entity('meeting_timer')
@Index(['dueAt'])
export class MeetingTimer {
  @ForeignKey(() => Meeting)
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('text') what!: ReminderTime;
  @Column('text') unitId!: string;
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
}

/** That someone was reminded of a meeting, the first or the second time: the database has no room for a third. */
@Entity('meeting_nudge')
@Check('ck_meeting_nudge_nth', 'nth between 1 and 2')
export class MeetingNudge {
  @ForeignKey(() => Meeting)
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('smallint') nth!: number;
  @Column('text') unitId!: string;
  @Column('text') what!: ReminderTime | 'reply';
  @Column('timestamptz') at!: Date;
}

/** A member's address to subscribe to a unit's meetings by. */
@Entity('calendar_feed')
export class CalendarFeed {
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') unitId!: string;
  @Index({ unique: true })
  @Column('text') tokenHash!: string;
  @Column('text') tokenSealed!: string;
  @Column('timestamptz') madeAt!: Date;
}
