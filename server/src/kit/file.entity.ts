import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A stored picture: re-encoded, metadata dropped, named by us outside the web root. */
@Entity('stored_file')
@Index(['ownerId'])
export class StoredFile {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') ownerId!: string;
  @Column('integer') width!: number;
  @Column('integer') height!: number;
  @Column('integer') bytes!: number;
  @Column('timestamptz') at!: Date;
}
