import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Meeting } from './meeting.entity.js';

/** A line an officer noted for the minutes while the meeting ran. */
@Entity('line_mark')
export class LineMark {
  @PrimaryColumn('text') roomId!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('text') unitId!: string;
  @Column('text') markedBy!: string;
  @Column('timestamptz') markedAt!: Date;
}

/** A quoted speaker's objection to a version. The runtime role may insert and read, never change. */
@Entity('minutes_objection')
@Index(['meetingId', 'version', 'seq'], { unique: true })
export class MinutesObjection {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Meeting)
  @Column('text') meetingId!: string;
  @Column('text') unitId!: string;
  @Column('integer') version!: number;
  @Column('integer') seq!: number;
  @Column('text') personId!: string;
  /** Why. */
  @Column('text') words!: string;
  /** How it should stand; empty: it should be left out. */
  @Column('text') wording!: string;
  @Column('timestamptz') at!: Date;
}

/** The one answer to an objection: its key is the objection, so that there is never a second. Never changed either. */
@Entity('objection_answer')
export class ObjectionAnswer {
  @ForeignKey(() => MinutesObjection)
  @PrimaryColumn('text') objectionId!: string;
  @Column('text') unitId!: string;
  @Column('boolean') accepted!: boolean;
  @Column('text') reason!: string;
  @Column('text') answeredBy!: string;
  @Column('timestamptz') answeredAt!: Date;
}

/** The chair's signature under a version, by the hash of what was signed. */
@Entity('minutes_signature')
export class MinutesSignature {
  @ForeignKey(() => Meeting)
  @PrimaryColumn('text') meetingId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') unitId!: string;
  @Column('text') personId!: string;
  @Column('text') sha256!: string;
  @Column('timestamptz') at!: Date;
}

/** Something published minutes left to do. `droppedAt`: a later version no longer asks for it. */
@Entity('action_item')
@Index(['unitId', 'doneAt'])
@Index(['meetingId'])
@Index(['ownerId'])
export class ActionItem {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @ForeignKey(() => Meeting)
  @Column('text') meetingId!: string;
  @Column('smallint') position!: number;
  @Column('text') text!: string;
  @Column('text') owner!: string;
  @Column('text', { nullable: true }) ownerId!: string | null;
  @Column('date', { nullable: true }) due!: string | null;
  @Column('timestamptz') listedAt!: Date;
  @Column('timestamptz', { nullable: true }) droppedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Column('text', { nullable: true }) doneBy!: string | null;
  @Column('text', { nullable: true }) doneWords!: string | null;
  /** Opened again since, last by whom and why. */
  @Column('timestamptz', { nullable: true }) reopenedAt!: Date | null;
  @Column('text', { nullable: true }) reopenedBy!: string | null;
  @Column('text', { nullable: true }) reopenedWords!: string | null;
}
