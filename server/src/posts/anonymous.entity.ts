import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DisclosureGround } from '@branch/shared/posts/anonymous-rules';

/**
 * Who wrote something under the pseudonym (MOD-7), in no form that can be read here: `mark` is a keyed hash of author and target together, by which the
 * author's own request knows it again and nobody can tell that two are of one hand; the halves are sealed for two offices and say nothing alone.
 */
@Entity('anon_link')
@Index(['onceKey'], { unique: true })
@Index(['unitId'])
export class AnonLink {
  @PrimaryColumn('text') kind!: 'post' | 'comment';
  @PrimaryColumn('text') targetId!: string;
  @Column('text') unitId!: string;
  @Column('text') mark!: string;
  /** A keyed hash of the author and the client's id: a repeated request is answered, not done again. */
  @Column('text') onceKey!: string;
  @Column('text') lowerHalf!: string;
  @Column('text') upperHalf!: string;
}

/** How much one has written under the pseudonym on a day; the token is another every day. */
@Entity('anon_today')
export class AnonToday {
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('text') token!: string;
  @Column('integer') written!: number;
}

/** The wish to learn who it was, for a listed ground: two officers of two units within 72 hours open one view (guarantees 6). */
@Entity('anon_disclosure')
@Index(['unitId', 'askedAt'])
export class AnonDisclosure {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') kind!: 'post' | 'comment';
  @Column('text') targetId!: string;
  @Column('text') ground!: DisclosureGround;
  @Column('text') words!: string;
  @Column('timestamptz') askedAt!: Date;
  @Column('text', { nullable: true }) lowerBy!: string | null;
  @Column('text', { nullable: true }) lowerUnitId!: string | null;
  @Column('text', { nullable: true }) upperBy!: string | null;
  @Column('text', { nullable: true }) upperUnitId!: string | null;
  /** When the second office agreed. */
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('text', { nullable: true }) openedBy!: string | null;
  @Column('timestamptz', { nullable: true }) openedAt!: Date | null;
}
