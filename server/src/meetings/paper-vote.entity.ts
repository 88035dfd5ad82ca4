import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Meeting } from './meeting.entity.js';

/** A paper vote as it was counted. An entry is never changed: a correction is the next number, with its reason, and the highest number stands. */
@Entity('paper_vote')
@Index(['meetingId'])
export class PaperVote {
  @PrimaryColumn('text') id!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text') unitId!: string;
  @ForeignKey(() => Meeting)
  @Column('text') meetingId!: string;
  @Column('text') title!: string;
  @Column('jsonb') options!: { text: string; votes: number }[];
  /** How many options one paper may name. */
  @Column('smallint') most!: number;
  @Column('integer') eligible!: number;
  /** Papers that came back. */
  @Column('integer') voted!: number;
  @Column('boolean') passed!: boolean;
  /** What was declared, in words. */
  @Column('text') conclusion!: string;
  @Column('text') countedBy!: string;
  @Column('text') supervisedBy!: string;
  @Column('text') place!: string;
  @Column('date') heldOn!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text') enteredBy!: string;
  @Column('timestamptz') enteredAt!: Date;
}
