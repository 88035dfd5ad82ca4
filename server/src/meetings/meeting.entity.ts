import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { KeptHands } from '@branch/shared/meetings/offline-rules';
import type { ReminderTime } from '@branch/shared/meetings/calling-rules';
import type { LeaveCategory, MeetingForm, MeetingKind, MeetingState } from '@branch/shared/meetings/words';
import { Unit } from '../members/unit.entity.js';

@Entity('meeting')
@Index(['unitId', 'startsAt', 'id'])
@Index(['state', 'endsAt'])
export class Meeting {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Unit)
  @Column('text') unitId!: string;
  @Column('text') roomId!: string;
  @Column('text') kind!: MeetingKind;
  @Column('text') form!: MeetingForm;
  @Column('text') title!: string;
  @Column('text') theme!: string;
  @Column('jsonb') materials!: { title: string; text: string }[];
  /** Documents handed out with the meeting, in order. */
  @Column('text', { array: true, default: '{}' }) fileIds!: string[];
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('text') state!: MeetingState;
  @Column('text') calledBy!: string;
  @Column('text') chairId!: string;
  @Column('boolean', { default: false }) strictQuorum!: boolean;
  /** 应到 and those of them who vote: fixed when the meeting opens. */
  @Column('integer', { default: 0 }) expected!: number;
  @Column('integer', { default: 0 }) votingExpected!: number;
  @Column('timestamptz', { nullable: true }) openedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('text', { nullable: true }) closedHow!: 'byChair' | 'adjourned' | 'byItself' | null;
  /** Why postponed, cancelled or adjourned. */
  @Column('text', { nullable: true }) reason!: string | null;
  /** Last entry that belongs to the record: attendance, votes and minutes are computed up to it (G5). */
  @Column('integer', { nullable: true }) closeSeq!: number | null;
  @Column('integer', { default: 0 }) minutesVersion!: number;
  /** Held offline and entered afterwards (MEET-12). */
  @Column('text', { nullable: true }) place!: string | null;
  @Column('text', { nullable: true }) enteredBy!: string | null;
  @Column('timestamptz', { nullable: true }) enteredAt!: Date | null;
  @Column('text', { nullable: true }) enteredReason!: string | null;
  /** What was decided there by show of hands. */
  @Column('jsonb', { nullable: true }) hands!: KeptHands[] | null;
  /** How often date or name changed since it was called: the SEQUENCE of its calendar event. */
  @Column('integer', { default: 0 }) sequence!: number;
  /** When it reminds, before it begins. */
  @Column('text', { array: true, default: '{day,hour}' }) reminders!: ReminderTime[];
}

@Entity('agenda_item')
@Index(['meetingId', 'position'])
export class AgendaItem {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Meeting)
  @Column('text') meetingId!: string;
  @Column('text') unitId!: string;
  @Column('smallint') position!: number;
  @Column('text') title!: string;
  @Column('text') note!: string;
}

/** A person of a meeting: expected or observer, reply, and how attendance was earned. `votes` is fixed with 应到 when the meeting opens. */
@Entity('attendee')
@Index(['personId'])
export class Attendee {
  @ForeignKey(() => Meeting)
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') status!: string;
  @Column('boolean') observer!: boolean;
  @Column('boolean') votes!: boolean;
  @Column('text', { nullable: true }) reply!: 'join' | 'leave' | null;
  @Column('text', { nullable: true }) leaveCategory!: LeaveCategory | null;
  @Column('text', { nullable: true }) leaveReason!: string | null;
  @Column('text', { nullable: true }) excludedReason!: string | null;
  @Column('text', { nullable: true }) excludedApprovedBy!: string | null;
  @Column('timestamptz', { nullable: true }) signedInAt!: Date | null;
  @Column('timestamptz', { nullable: true }) spokeAt!: Date | null;
  /** Signed in not by coming but by an officer's correction (attendance_dispute says why): everything that counts attendance counts it, and the list says how. */
  @Column('boolean', { default: false }) corrected!: boolean;
  /** Signed in by the code at the place, or ticked there by an officer; null: by entering the room. */
  @Column('text', { nullable: true }) signedInHow!: 'scanned' | 'ticked' | null;
  @Column('text', { nullable: true }) tickedBy!: string | null;
}

/** A member's word that they were there, and an officer's answer. */
@Entity('attendance_dispute')
export class AttendanceDispute {
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') words!: string;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { nullable: true }) accepted!: boolean | null;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('text', { nullable: true }) answeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
}

/** When someone was here, as the server saw it; a lease that is not renewed ends by itself, so a killed server leaves nobody present. */
@Entity('presence')
@Index(['roomId', 'leaseUntil'])
export class Presence {
  @PrimaryColumn('text') id!: string;
  @Column('text') roomId!: string;
  @Column('text') unitId!: string;
  @Column('text') personId!: string;
  @Column('timestamptz') cameAt!: Date;
  @Column('timestamptz') leaseUntil!: Date;
  /** In this interval the person signed in. */
  @Column('boolean', { default: false }) signedIn!: boolean;
}
