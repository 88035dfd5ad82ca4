import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A room has one gapless log. Its row is the lock under which `lastSeq` is given out (guarantees 0.1). */
@Entity('room')
@Index(['unitId'])
export class Room {
  @PrimaryColumn('text') id!: string;
  @Column('text') unitId!: string;
  @Column('text', { nullable: true }) meetingId!: string | null;
  @Column('text') title!: string;
  @Column('integer', { default: 0 }) lastSeq!: number;
  @Column('boolean', { default: false }) open!: boolean;
  @Column('text', { nullable: true }) agendaItemId!: string | null;
  @Column('text', { nullable: true }) floorId!: string | null;
  @Column('text', { array: true, default: '{}' }) hands!: string[];
  @Column('text', { array: true, default: '{}' }) muted!: string[];
  @Column('integer', { nullable: true }) pinnedSeq!: number | null;
}

/** One entry of the log. (room, author, client id) is unique for ever: that is what makes a resend harmless. */
@Entity('entry')
@Index(['roomId', 'authorId', 'clientId'], { unique: true })
@Index(['authorId', 'at'])
export class Entry {
  @PrimaryColumn('text') roomId!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('text') unitId!: string;
  @Column('text', { nullable: true }) authorId!: string | null;
  @Column('text', { nullable: true }) clientId!: string | null;
  @Column('text') kind!: string;
  @Column('jsonb') body!: Record<string, unknown>;
  /** SHA-256 of what was sent, so that the same id with other words is noticed. */
  @Column('text', { nullable: true }) inputHash!: string | null;
  @Column('text', { nullable: true }) gone!: 'recalled' | 'hidden' | null;
  @Column('timestamptz') at!: Date;
}

/** How far someone has read: what counts after it is unread, with no write per member and line. */
@Entity('room_read')
export class RoomRead {
  @PrimaryColumn('text') roomId!: string;
  @PrimaryColumn('text') personId!: string;
  @Column('text') unitId!: string;
  @Column('integer') seq!: number;
}
