import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role, UnitKind } from '@branch/shared/roles';

/** A node of the tree (ORG-1). `path` runs from the district down to the unit itself. */
@Entity('unit')
@Index(['parentId'])
export class Unit {
  @PrimaryColumn('text') id!: string;
  @Column('text') kind!: UnitKind;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) parentId!: string | null;
  @Column('text', { array: true }) path!: string[];
  @Column('text', { nullable: true }) form!: 'single' | 'joint' | null;
  @Column('timestamptz') createdAt!: Date;
  /** First day of the ledger of 三会一课, where it is not the unit's own first day. */
  @Column('date', { nullable: true }) ledgerFrom!: string | null;
}

/** An enterprise or society a unit covers (ORG-2). */
@Entity('company')
@Index(['unitId', 'name'], { unique: true })
export class Company {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') name!: string;
}

/** Who manages a company: they never judge what its members write (MOD-1). Kept by the secretary; what counts is the name of the company, also where another unit entered it. */
@Entity('company_manager')
@Index(['personId'])
export class CompanyManager {
  @ForeignKey(() => Company)
  @PrimaryColumn('text') companyId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('text') setBy!: string;
  @Column('timestamptz') setAt!: Date;
}

/** A role held from a day to a day (ORG-6). `unitId` is null for the operator, who belongs to the machine, not to a unit. */
@Entity('role_held')
@Index(['personId'])
@Index(['unitId'])
export class RoleHeld {
  @PrimaryColumn('text') id!: string;
  @Column('text') personId!: string;
  @Column('text') role!: Role;
  @Column('text', { nullable: true }) unitId!: string | null;
  @Column('text', { nullable: true }) columnId!: string | null;
  @Column('date') startsOn!: string;
  @Column('date', { nullable: true }) endsOn!: string | null;
  @Column('text', { nullable: true }) grantedBy!: string | null;
  @Column('text') basis!: string;
}

/** A rule the unit adopted: versioned, effective from a date, never retroactive (product.md 2.6). */
@Entity('unit_rule')
@Index(['unitId', 'key', 'effectiveFrom'], { unique: true })
export class UnitRule {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') key!: string;
  @Column('jsonb') value!: unknown;
  @Column('date') effectiveFrom!: string;
  @Column('text') resolution!: string;
  @Column('text', { nullable: true }) adoptedBy!: string | null;
}
