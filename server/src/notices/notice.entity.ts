import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Person } from '../members/person.entity.js';

/** Something that concerns one person. (person, source) is unique: a hearer that runs twice tells once. */
@Entity('notice')
@Index(['personId', 'at', 'id'])
@Index(['personId', 'source'], { unique: true })
export class Notice {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @Column('text') source!: string;
  @Column('text') kind!: string;
  @Column('text') title!: string;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) path!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
}
