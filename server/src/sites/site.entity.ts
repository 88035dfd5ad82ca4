import { Column as Field, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SiteState } from '@branch/shared/sites/routes';
import { Unit } from '../members/unit.entity.js';

/** A unit's own site (SITE-1, SITE-4); any node may own one. */
@Entity('site')
export class Site {
  @ForeignKey(() => Unit)
  @PrimaryColumn('text') unitId!: string;
  @Field('text') name!: string;
  @Field('text') banner!: string;
  @Field('text') introduction!: string;
  @Field('text') state!: SiteState;
  @Field('boolean') exemplary!: boolean;
  @Field('timestamptz', { nullable: true }) appliedAt!: Date | null;
  @Field('timestamptz', { nullable: true }) onlineAt!: Date | null;
  /** Last branch-authored publication: what 末位淘汰 will look at. */
  @Field('timestamptz', { nullable: true }) lastUpdateAt!: Date | null;
}

/** Every move of a site with actor, reason and time, shown to the branch. */
@Entity('site_move')
@Index(['unitId', 'at'])
export class SiteMove {
  @PrimaryColumn('text') id!: string;
  @Field('text') unitId!: string;
  @Field('text', { nullable: true }) fromState!: SiteState | null;
  @Field('text') toState!: SiteState;
  @Field('text', { nullable: true }) actorId!: string | null;
  @Field('text') reason!: string;
  @Field('timestamptz') at!: Date;
}

@Entity('site_column')
@Index(['unitId', 'position'])
export class SiteColumn {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Site)
  @Field('text') unitId!: string;
  @Field('text') kind!: string;
  @Field('text') name!: string;
  @Field('smallint') position!: number;
  @Field('boolean', { default: false }) closed!: boolean;
}
