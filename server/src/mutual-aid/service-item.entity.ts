import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BookingState, ItemCategory, ItemState } from '@branch/shared/mutual-aid/routes';
import { Unit } from '../members/unit.entity.js';

/** A service with the five fields of Xuhui, all required (AID-1). */
@Entity('service_item')
@Index(['unitId'])
export class ServiceItem {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Unit)
  @Column('text') unitId!: string;
  @Column('text') item!: string;
  @Column('text', { array: true }) providerIds!: string[];
  @Column('text') form!: string;
  @Column('text') time!: string;
  @Column('text') notes!: string;
  @Column('text') category!: ItemCategory;
  @Column('text') state!: ItemState;
  @Column('smallint', { nullable: true }) fixedYear!: number | null;
  @Column('timestamptz', { nullable: true }) noticeUntil!: Date | null;
  @Column('integer', { default: 0 }) timesUsed!: number;
}

/** A request to book; visible to the asker and the providers only. */
@Entity('booking')
@Index(['askedBy'])
@Index(['itemId'])
export class Booking {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @ForeignKey(() => ServiceItem)
  @Column('text') itemId!: string;
  @Column('text') askedBy!: string;
  @Column('text', { array: true }) providerIds!: string[];
  @Column('text') wish!: string;
  @Column('text') state!: BookingState;
  @Column('timestamptz') askedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) reply!: string | null;
}
