import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Education, EndReason, MembershipStatus } from '@branch/shared/roles';
import { Unit } from './unit.entity.js';

/** A person; no ID-card number anywhere. Birth year and education only for the district's age and schooling figures, in groups. */
@Entity('person')
export class Person {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('smallint', { nullable: true }) birthYear!: number | null;
  @Column('text', { nullable: true }) education!: Education | null;
  @Column('text', { nullable: true }) currentUnitId!: string | null;
  /** Leaves the company out of the directory (ORG-7); the secretary's roster keeps it. */
  @Column('boolean', { default: false }) hidesCompany!: boolean;
  /** Under which name strangers read what this person wrote in public (SITE-5); null: by the family name only. */
  @Column('text', { nullable: true }) publicName!: string | null;
  /** Raised by whatever changes what this person may do; open sockets compare it (G12). */
  @Column('integer', { default: 0 }) accessVersion!: number;
  @Column('timestamptz') createdAt!: Date;
}

/** The phone, sealed; `phoneBlind` finds it without opening it. */
@Entity('contact')
@Index(['phoneBlind'])
export class Contact {
  @ForeignKey(() => Person)
  @PrimaryColumn('text') personId!: string;
  @Column('text') phoneSealed!: string;
  @Column('text') phoneBlind!: string;
  @Column('text') phoneMasked!: string;
}

/** Belonging to a branch from a day to a day (ORG-3). `statusSince` dates the current status; 转正 moves it. */
@Entity('membership')
@Index(['unitId'])
@Index(['personId'])
export class Membership {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @ForeignKey(() => Unit)
  @Column('text') unitId!: string;
  @Column('text', { nullable: true }) companyId!: string | null;
  @Column('text') status!: MembershipStatus;
  @Column('date') statusSince!: string;
  @Column('date', { nullable: true }) joinedPartyOn!: string | null;
  @Column('date') startsOn!: string;
  @Column('date', { nullable: true }) endsOn!: string | null;
  @Column('text', { nullable: true }) endReason!: EndReason | null;
}

/** What a membership was before, from a day to a day: written by the database whenever `status` changes, and never changed. Who had which status on a day gone by is read here. */
@Entity('membership_past_status')
export class MembershipPastStatus {
  @ForeignKey(() => Membership)
  @PrimaryColumn('text') membershipId!: string;
  @PrimaryColumn('date') startsOn!: string;
  @Column('text') status!: MembershipStatus;
  @Column('date') endsOn!: string;
}

/** Consent per purpose, versioned; withdrawn as easily as given (PIPL 14–17, 25, 29). */
@Entity('consent')
export class Consent {
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') purpose!: string;
  @Column('text') version!: string;
  @Column('timestamptz', { nullable: true }) givenAt!: Date | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
}

/** A one-time second proof: 10 characters, 7 days, single use; only its hash is kept. */
@Entity('invitation')
@Index(['unitId'])
@Index(['personId'])
@Index(['codeHash'], { unique: true })
export class Invitation {
  @PrimaryColumn('text') id!: string;
  @Column('text') codeHash!: string;
  @Column('text') unitId!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @Column('text', { nullable: true }) issuedBy!: string | null;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}

/** Someone without a roster entry asks to join (申请加入). */
@Entity('join_request')
@Index(['unitId', 'askedAt'])
export class JoinRequest {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Unit)
  @Column('text') unitId!: string;
  @Column('text') name!: string;
  @Column('text') phoneSealed!: string;
  @Column('text') phoneBlind!: string;
  @Column('text') phoneMasked!: string;
  @Column('text') note!: string;
  @Column('text') state!: 'waiting' | 'accepted' | 'declined';
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz') askedAt!: Date;
}

/** A member on the way from one branch to another (ORG-5 转接): released by the old one, taken in by the new one on one day; until then the member stays. */
@Entity('transfer')
@Index(['fromUnitId'])
@Index(['toUnitId'])
@Index(['membershipId'])
export class Transfer {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @ForeignKey(() => Membership)
  @Column('text') membershipId!: string;
  @ForeignKey(() => Unit)
  @Column('text') fromUnitId!: string;
  @ForeignKey(() => Unit)
  @Column('text') toUnitId!: string;
  @Column('text') reason!: string;
  @Column('text') state!: 'released' | 'accepted' | 'declined' | 'withdrawn';
  @Column('text') releasedBy!: string;
  @Column('timestamptz') releasedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) answer!: string | null;
}

/** An uploaded roster that was checked but not yet applied, and the progress of applying it. */
@Entity('roster_import')
@Index(['unitId'])
export class RosterImport {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') by!: string;
  /** Sealed as a whole: the rows hold phones. */
  @Column('text') rowsSealed!: string;
  @Column('jsonb') errors!: unknown;
  @Column('text') rosterMark!: string;
  @Column('text') state!: 'previewed' | 'running' | 'done' | 'failed';
  @Column('integer') done!: number;
  @Column('integer') total!: number;
  @Column('jsonb', { nullable: true }) result!: unknown;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz') at!: Date;
}
