import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Block } from '@branch/shared/posts/blocks';
import type { ContentState, Visibility } from '@branch/shared/posts/routes';
import { SiteColumn } from '../sites/site.entity.js';
import { Unit } from '../members/unit.entity.js';

/** A block with what a page needs to place its file before it has loaded. */
export type StoredBlock = Exclude<Block, { type: 'picture' | 'attachment' }> | (Extract<Block, { type: 'picture' }> & { width: number; height: number }) | (Extract<Block, { type: 'attachment' }> & { name: string; bytes: number });

@Entity('post')
@Index(['unitId', 'publishedAt', 'id'])
@Index(['columnId', 'publishedAt', 'id'])
@Index(['authorId', 'publishedAt'])
export class Post {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @ForeignKey(() => SiteColumn)
  @Column('text') columnId!: string;
  @Column('text') authorId!: string;
  @Column('text') title!: string;
  /** All that can be read of the blocks, for search, excerpts and counting. */
  @Column('text') text!: string;
  @Column('text') visibility!: Visibility;
  @Column('timestamptz') publishedAt!: Date;
  @Column('jsonb', { default: [] }) blocks!: StoredBlock[];
  /** Unicode code points of `text`. */
  @Column('integer', { default: 0 }) characters!: number;
  @Column('text', { array: true, default: '{}' }) fileIds!: string[];
  @Column('integer', { default: 1 }) revision!: number;
  @Column('timestamptz', { nullable: true }) editedAt!: Date | null;
  /** Kept by the database from the comments themselves (0018). */
  @Column('integer', { default: 0 }) commentCount!: number;
  @Column('text', { default: 'published' }) state!: ContentState;
  /** Given back after it was taken from view: shown as a mark. */
  @Column('timestamptz', { nullable: true }) restoredAt!: Date | null;
  /** Whether others have heard that it was published: once for ever, whatever it waits for afterwards. */
  @Column('boolean', { default: true }) announced!: boolean;
}

/** A message on the board with the branch's first answer in the same row: two answers at once make one. */
@Entity('message')
@Index(['unitId', 'leftAt', 'id'])
@Index(['authorId', 'leftAt'])
export class Message {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Unit)
  @Column('text') unitId!: string;
  @Column('text') authorId!: string;
  @Column('text') text!: string;
  @Column('timestamptz') leftAt!: Date;
  @Column('text', { nullable: true }) answeredBy!: string | null;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  /** By when a first answer was promised when it was published (SITE-9), and when the community would hear that there is none. */
  @Column('timestamptz', { nullable: true }) promisedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) communityAt!: Date | null;
  /** 「收到，正在办」 counts as a first answer. */
  @Column('text', { nullable: true }) receivedBy!: string | null;
  @Column('timestamptz', { nullable: true }) receivedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) secretaryToldAt!: Date | null;
  @Column('timestamptz', { nullable: true }) communityToldAt!: Date | null;
  @Column('text', { default: 'published' }) state!: ContentState;
  /** Given back after it was taken from view: shown as a mark. */
  @Column('timestamptz', { nullable: true }) restoredAt!: Date | null;
}
