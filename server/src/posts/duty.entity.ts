import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Unit } from '../members/unit.entity.js';

/** Who of the branch team answers the board on a day of the week, Monday 1 … Sunday 7 (SITE-9). */
@Entity('board_duty')
export class BoardDuty {
  @ForeignKey(() => Unit)
  @PrimaryColumn('text') unitId!: string;
  @PrimaryColumn('smallint') weekday!: number;
  @Column('text') personId!: string;
  @Column('text') setBy!: string;
  @Column('timestamptz') setAt!: Date;
}
