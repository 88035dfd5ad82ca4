import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Unit } from '../members/unit.entity.js';

/** One of the two warnings before a period of the ledger lapses (MEET-11). `settled`: the night found it held or called meanwhile. */
@Entity('ledger_warning')
export class LedgerWarning {
  @ForeignKey(() => Unit)
  @PrimaryColumn('text') unitId!: string;
  @PrimaryColumn('text') kind!: string;
  @PrimaryColumn('text') period!: string;
  @PrimaryColumn('smallint') nth!: number;
  @Column('timestamptz') beginsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('boolean', { default: false }) settled!: boolean;
  @Column('timestamptz') toldAt!: Date;
}
