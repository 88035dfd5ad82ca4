import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ContentKind } from '@branch/shared/posts/routes';

/** A word that makes content wait for a person, of a unit and those beneath it (MOD-6). */
@Entity('watch_word')
@Index(['unitId'])
export class WatchWord {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') word!: string;
  /** As it is compared: see plainForm in shared/moderation/words. */
  @Column('text') plain!: string;
  @Column('text') note!: string;
  @Column('text') addedBy!: string;
  @Column('timestamptz') addedAt!: Date;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
}

/** That a word was met: the sentence and where, not the person (guarantees 6). */
@Entity('word_hit')
@Index(['unitId', 'at'])
@Index(['kind', 'targetId'])
export class WordHit {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') kind!: ContentKind;
  @Column('text') targetId!: string;
  @Column('text') word!: string;
  @Column('text') sentence!: string;
  @Column('timestamptz') at!: Date;
}

/** Writing closed for a time: a whole site, or one column (MOD-8). */
@Entity('closure')
@Index(['unitId', 'untilAt'])
export class Closure {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text', { nullable: true }) columnId!: string | null;
  @Column('text') reason!: string;
  @Column('text') byId!: string;
  @Column('timestamptz') fromAt!: Date;
  @Column('timestamptz') untilAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBy!: string | null;
}

/** A question to WeChat's content check about one part of some content: its text, or one of its pictures. */
@Entity('content_check')
@Index(['kind', 'targetId'])
@Index(['state', 'askedAt'])
export class ContentCheckRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') kind!: ContentKind;
  @Column('text') targetId!: string;
  /** `text`, or the id of a picture. */
  @Column('text') part!: string;
  @Column('text', { nullable: true }) traceId!: string | null;
  @Column('text', { default: 'waiting' }) state!: 'waiting' | 'asked' | 'passed' | 'held' | 'down';
  @Column('integer', { nullable: true }) label!: number | null;
  @Column('timestamptz') askedAt!: Date;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
}
