import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Choice } from '@branch/shared/ballots/routes';

/** A named vote. `eligible` is 应到会 with voting rights, frozen at opening; counts stay 0 until closing. */
@Entity('ballot')
@Index(['subjectId'])
export class Ballot {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  /** What it belongs to (a meeting); ballots know no more of it. */
  @Column('text') subjectId!: string;
  /** The room that hears how many have voted. */
  @Column('text', { nullable: true }) roomId!: string | null;
  @Column('text') title!: string;
  @Column('text') mode!: 'named';
  @Column('text') state!: 'open' | 'closed';
  @Column('integer') eligible!: number;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('integer', { default: 0 }) approve!: number;
  @Column('integer', { default: 0 }) against!: number;
  @Column('integer', { default: 0 }) abstain!: number;
}

/** Who may vote, frozen at opening; `signedIn` is whether the person was signed in at that moment (it matters in a window of several days). */
@Entity('ballot_right')
export class BallotRight {
  @ForeignKey(() => Ballot)
  @PrimaryColumn('text') ballotId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('boolean') signedIn!: boolean;
}

/** One vote per person: the primary key is the promise. */
@Entity('vote')
export class Vote {
  @ForeignKey(() => Ballot)
  @PrimaryColumn('text') ballotId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') choice!: Choice;
  @Column('text') clientId!: string;
  @Column('timestamptz') at!: Date;
}
