import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Visibility } from '@branch/shared/posts/routes';
import { Post } from './post.entity.js';
import type { StoredBlock } from './post.entity.js';

/** A post's version before the one that stands in `post`. */
@Entity('post_revision')
export class PostRevision {
  @Column('text') unitId!: string;
  @ForeignKey(() => Post)
  @PrimaryColumn('text') postId!: string;
  @PrimaryColumn('integer') revision!: number;
  @Column('text') title!: string;
  @Column('jsonb') blocks!: StoredBlock[];
  @Column('text') authorId!: string;
  @Column('timestamptz') at!: Date;
}

/** What someone is writing: seen by nobody else. The id is made by the device. */
@Entity('post_draft')
@Index(['personId', 'savedAt'])
export class PostDraft {
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  /** Of a post that is out already. */
  @Column('text', { nullable: true }) postId!: string | null;
  @Column('integer', { nullable: true }) revision!: number | null;
  @Column('text', { nullable: true }) columnId!: string | null;
  @Column('text') title!: string;
  @Column('text') visibility!: Visibility;
  @Column('jsonb') blocks!: StoredBlock[];
  /** Why it came back, if it was out before. */
  @Column('text', { default: '' }) note!: string;
  @Column('timestamptz') savedAt!: Date;
}
