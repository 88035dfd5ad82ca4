import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BallotKind, BallotMode, Option } from '@branch/shared/ballots/words';

/** A vote. `eligible` is 应到会 with voting rights, frozen at opening; once open it is never edited, and it has no counts until it is closed. */
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
  @Column('text') mode!: BallotMode;
  @Column('text') kind!: BallotKind;
  @Column('jsonb') options!: Option[];
  /** How many options one may take. */
  @Column('smallint') most!: number;
  @Column('text') state!: 'open' | 'closed';
  @Column('integer') eligible!: number;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  /** Votes by option key. */
  @Column('jsonb', { nullable: true }) tally!: Record<string, number> | null;
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

/** One named vote per person: the primary key is the promise. */
@Entity('vote')
export class Vote {
  @ForeignKey(() => Ballot)
  @PrimaryColumn('text') ballotId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text', { array: true }) choices!: string[];
  @Column('text') clientId!: string;
  @Column('timestamptz') at!: Date;
}

/** Who has voted in a secret vote that is running: no choice, no time, no id. It moves to `ballot_roll` when the vote closes. */
@Entity('secret_roll')
export class SecretRoll {
  @PrimaryColumn('text') ballotId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
}

/** How often each option was taken in a secret vote that is running. The server's role adds to it by a function and cannot read it. */
@Entity('secret_count')
export class SecretCount {
  @PrimaryColumn('text') ballotId!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text') unitId!: string;
  @Column('integer') votes!: number;
}

/** Who voted in a secret vote that is closed. */
@Entity('ballot_roll')
export class BallotRoll {
  @ForeignKey(() => Ballot)
  @PrimaryColumn('text') ballotId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
}
