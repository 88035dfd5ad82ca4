import type { DocumentKind } from '@branch/shared/files';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A stored file, named by us outside the web root: a picture re-encoded without metadata, or a document as it came, with the name it is sent under. */
@Entity('stored_file')
@Index(['ownerId'])
export class StoredFile {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text') ownerId!: string;
  @Column('text', { default: 'picture' }) kind!: 'picture' | DocumentKind;
  /** Of a document; a picture has none. */
  @Column('text', { nullable: true }) name!: string | null;
  @Column('integer') width!: number;
  @Column('integer') height!: number;
  @Column('integer') bytes!: number;
  @Column('timestamptz') at!: Date;
}
