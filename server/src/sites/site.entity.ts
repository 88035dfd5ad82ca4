import { Column as Field, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SiteAct } from '@branch/shared/sites/rules';
import type { ApplicationContent, ApplicationState, Finding } from '@branch/shared/sites/application-routes';
import type { ColumnVisibility, SiteState, Theme } from '@branch/shared/sites/routes';
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
  /** Out of the safe set (SITE-4). */
  @Field('text', { default: 'red' }) theme!: Theme;
  /** Online, and told that it has long not been updated. */
  @Field('timestamptz', { nullable: true }) warnedAt!: Date | null;
  /** The nightly job proposes rectification; a person confirms or spares it for a while (SITE-3). */
  @Field('timestamptz', { nullable: true }) proposedAt!: Date | null;
  @Field('timestamptz', { nullable: true }) sparedUntil!: Date | null;
  /** Who helps it while it is incubating or rectifying. */
  @Field('text', { nullable: true }) mentorId!: string | null;
  /** Counts changes of the column set, so that two tabs do not overwrite each other. */
  @Field('integer', { default: 0 }) columnsRevision!: number;
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
  @Field('text', { default: 'note' }) act!: SiteAct | 'note';
  @Field('text', { nullable: true }) nextStep!: string | null;
  @Field('text', { nullable: true }) mentorId!: string | null;
  /** What the move rests on: failed items, criteria of the label, days without an update. */
  @Field('jsonb', { nullable: true }) details!: Record<string, unknown> | null;
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
  /** What belongs here and what does not, in the branch's words. */
  @Field('text', { default: '' }) rules!: string;
  /** Who may read a new post unless its author says otherwise (SITE-6). */
  @Field('text', { default: 'branch' }) visibility!: ColumnVisibility;
  /** 先审后发 (MOD-2). */
  @Field('boolean', { default: false }) premoderated!: boolean;
  /** Moderated one level up, so that no colleague decides about it (MOD-1). */
  @Field('boolean', { default: false }) hosted!: boolean;
  /** Members may write here as 匿名 (MOD-7). */
  @Field('boolean', { default: false }) pseudonyms!: boolean;
}

/** An application to go online, from the first word to the decision; the checklist's version stays with it (SITE-2). */
@Entity('site_application')
@Index(['unitId', 'savedAt'])
export class SiteApplication {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Site)
  @Field('text') unitId!: string;
  @Field('text') state!: ApplicationState;
  /** Where the site stood when it was handed in: there it goes back when withdrawn. */
  @Field('text', { nullable: true }) beforeState!: SiteState | null;
  @Field('jsonb') content!: ApplicationContent;
  @Field('integer') revision!: number;
  @Field('integer') checklist!: number;
  @Field('text') savedBy!: string;
  @Field('timestamptz') savedAt!: Date;
  @Field('text', { nullable: true }) submittedBy!: string | null;
  @Field('timestamptz', { nullable: true }) submittedAt!: Date | null;
  @Field('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Field('timestamptz', { nullable: true }) overdueToldAt!: Date | null;
  @Field('text', { nullable: true }) decidedBy!: string | null;
  @Field('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Field('jsonb', { nullable: true }) findings!: Finding[] | null;
  @Field('boolean', { default: false }) vetoed!: boolean;
}

/** Something to be done before the site may come back, with a day (培育任务、整改任务). */
@Entity('site_task')
@Index(['unitId', 'dueOn'])
export class SiteTask {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Site)
  @Field('text') unitId!: string;
  @Field('text') text!: string;
  @Field('date') dueOn!: string;
  @Field('text') setBy!: string;
  @Field('timestamptz') setAt!: Date;
  @Field('text', { nullable: true }) doneBy!: string | null;
  @Field('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Field('text', { nullable: true }) doneNote!: string | null;
  @Field('timestamptz', { nullable: true }) droppedAt!: Date | null;
}
