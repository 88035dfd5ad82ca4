import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContentState, Visibility } from '@branch/shared/posts/routes';
import { SiteColumn } from '../sites/site.entity.js';
import { Unit } from '../members/unit.entity.js';

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
  @Column('text') text!: string;
  @Column('text') visibility!: Visibility;
  @Column('timestamptz') publishedAt!: Date;
  @Column('text', { default: 'published' }) state!: ContentState;
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
  @Column('text', { default: 'published' }) state!: ContentState;
}
