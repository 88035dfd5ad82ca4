import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContentState } from '@branch/shared/posts/routes';
import { Post } from './post.entity.js';

/** A floor under a post, or a reply beneath a floor (SITE-8). `unitId` is the post's; its author may belong to another unit. */
@Entity('comment')
@Index(['postId', 'floor'], { unique: true })
@Index(['parentId', 'at'])
@Index(['authorId', 'at'])
export class Comment {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @ForeignKey(() => Post)
  @Column('text') postId!: string;
  @Column('text') authorId!: string;
  @Column('text', { nullable: true }) parentId!: string | null;
  @Column('text', { nullable: true }) quoteId!: string | null;
  /** Gapless per post; null for a reply. */
  @Column('integer', { nullable: true }) floor!: number | null;
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { default: 'published' }) state!: ContentState;
  /** It passed (the check, or a person) while its post was public: the database shows strangers no other. What was said among members stays among them when the post becomes public (MOD-6). */
  @Column('boolean', { default: false }) forStrangers!: boolean;
  /** Given back after it was taken from view. */
  @Column('timestamptz', { nullable: true }) restoredAt!: Date | null;
}

/** 谢谢 or 看过: only the sum is shown. */
@Entity('post_reaction')
export class PostReaction {
  @Column('text') unitId!: string;
  @ForeignKey(() => Post)
  @PrimaryColumn('text') postId!: string;
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') kind!: 'thanks' | 'seen';
  @Column('timestamptz') at!: Date;
}

/** How often a post's page was opened on a Shanghai day; by whom is not kept (SITE-10). */
@Entity('page_visit')
export class PageVisit {
  @Column('text') unitId!: string;
  @ForeignKey(() => Post)
  @PrimaryColumn('text') postId!: string;
  @PrimaryColumn('date') day!: string;
  @Column('integer') visits!: number;
}
