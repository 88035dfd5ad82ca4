import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The explicit line 今日报到: at most one a day. Check-ins made by other acts are not stored: they are a view over the acts (G9). */
@Entity('check_in_line')
export class CheckInLine {
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') unitId!: string;
  @PrimaryColumn('date') day!: string;
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
}
