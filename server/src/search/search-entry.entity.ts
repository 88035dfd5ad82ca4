import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What something published is found by. Kept by triggers (0021); the server's role reads it only through `app_search`. */
@Entity('search_entry')
@Index(['parentId'])
@Index(['kind', 'at', 'id'])
export class SearchEntry {
  @PrimaryColumn('text') kind!: 'post' | 'comment' | 'minutes';
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  /** The post of a comment. */
  @Column('text', { nullable: true }) parentId!: string | null;
  @Column('text') visibility!: string;
  @Column('boolean') shown!: boolean;
  @Column('timestamptz') at!: Date;
  @Column('text') words!: string;
}
