import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What happened; written with the change, heard after commit. Also the audit trail: who, in which capacity, with what result (guarantees 5.5). */
@Entity('event')
@Index(['unitId', 'at'])
export class EventRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) unitId!: string | null;
  @Column('text', { nullable: true }) actorId!: string | null;
  @Column('jsonb') body!: Record<string, unknown>;
  @Column('text', { nullable: true }) requestId!: string | null;
  @Column('timestamptz') at!: Date;
}

/** Every act that needs a trace: reads of sensitive data, office, disclosure. The runtime role may only add rows. */
@Entity('audit')
@Index(['unitId', 'at'])
@Index(['at'])
@Index(['object'])
export class AuditRow {
  @PrimaryColumn('text') id!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) actorId!: string | null;
  @Column('text', { nullable: true }) unitId!: string | null;
  @Column('text') action!: string;
  @Column('text') object!: string;
  @Column('text') result!: string;
  @Column('jsonb') details!: Record<string, unknown>;
  @Column('text', { nullable: true }) requestId!: string | null;
}

/** A client's id and the answer it got: the same request again is answered, not done again; no time window (G2). */
@Entity('accepted')
export class AcceptedRow {
  @PrimaryColumn('text') personId!: string;
  @PrimaryColumn('text') clientId!: string;
  @Column('text') inputHash!: string;
  @Column('jsonb') answer!: unknown;
  @Column('timestamptz') at!: Date;
}

/** Facts of this installation: `demo`, `bootstrap`. */
@Entity('instance')
export class InstanceRow {
  @PrimaryColumn('text') key!: string;
  @Column('jsonb') value!: unknown;
}

/** A batch of audit rows sealed together: a Merkle root over them and the root before, so that an edited, deleted or cut-off row is found (guarantees 5.5). */
@Entity('audit_seal')
export class AuditSeal {
  @PrimaryColumn('integer') no!: number;
  @Column('text') root!: string;
  @Column('text') previous!: string;
  @Column('integer') rows!: number;
  @Column('timestamptz') sealedAt!: Date;
}

/** Which row stands at which place of which seal, with its own hash. */
@Entity('audit_leaf')
@Index(['sealNo', 'place'], { unique: true })
export class AuditLeaf {
  @PrimaryColumn('text') auditId!: string;
  @Column('integer') sealNo!: number;
  @Column('integer') place!: number;
  @Column('text') hash!: string;
}
