import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** How a person signs in on the web page. */
@Entity('account')
@Index(['login'], { unique: true })
export class Account {
  @ForeignKey(() => Person)
  @PrimaryColumn('text') personId!: string;
  @Column('text', { nullable: true }) login!: string | null;
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('text', { nullable: true }) totpSealed!: string | null;
  /** The last TOTP step used: a code works once. */
  @Column('bigint', { default: 0 }) totpStep!: string;
  /** A secret shown but not yet confirmed by a code; nothing is asked for by it. */
  @Column('text', { nullable: true }) totpPendingSealed!: string | null;
  @Column('timestamptz', { nullable: true }) totpSince!: Date | null;
  /** A superior has said that the authenticator is lost: when it ends, who said so and why. */
  @Column('timestamptz', { nullable: true }) totpEndsAt!: Date | null;
  @Column('text', { nullable: true }) totpEndsBy!: string | null;
  @Column('text', { nullable: true }) totpEndsReason!: string | null;
  @Column('timestamptz') activatedAt!: Date;
}

/** For whoever loses the authenticator: works once instead of a code; only a keyed hash is kept. */
@Entity('recovery_code')
@Index(['personId'])
export class RecoveryCode {
  @PrimaryColumn('text') hash!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}

/** Shown on a signed-in web page, typed into the mini-program: binds the WeChat account there. Ten minutes, once; only a keyed hash is kept. */
@Entity('binding_code')
@Index(['personId'])
export class BindingCode {
  @PrimaryColumn('text') hash!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @Column('text') sessionId!: string;
  @Column('timestamptz') expiresAt!: Date;
}

/** A WeChat identity, namespaced by appid; session_key is never stored. */
@Entity('wechat_identity')
@Index(['personId'])
export class WeChatIdentity {
  @PrimaryColumn('text') appId!: string;
  @PrimaryColumn('text') openId!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @Column('timestamptz') boundAt!: Date;
}

/** A device's session (guarantees 5.1): opaque tokens stored as SHA-256 only, rotated, revocable at once. */
@Entity('session')
@Index(['personId'])
export class Session {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Person)
  @Column('text') personId!: string;
  @Column('text') client!: 'h5' | 'weapp';
  @Column('text') device!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('date') lastUsedOn!: string;
  /** When password or TOTP were last shown: step-up looks at it. */
  @Column('timestamptz') provedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endReason!: string | null;
}

/** Access tokens of a session, 15 minutes each; several may live at once, for two tabs share one session. */
@Entity('access_token')
@Index(['sessionId'])
export class AccessToken {
  @PrimaryColumn('text') hash!: string;
  @ForeignKey(() => Session)
  @Column('text') sessionId!: string;
  @Column('timestamptz') expiresAt!: Date;
}

/** Refresh tokens of a session's family; a used one has 20 s of grace, after that reuse ends the family. */
@Entity('refresh_token')
@Index(['sessionId'])
export class RefreshToken {
  @PrimaryColumn('text') hash!: string;
  @ForeignKey(() => Session)
  @Column('text') sessionId!: string;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}

/** Failures in a row by account or address: the waiting time grows, nobody is locked out. */
@Entity('sign_in_failure')
export class SignInFailure {
  @PrimaryColumn('text') key!: string;
  @Column('integer') count!: number;
  @Column('timestamptz') lastAt!: Date;
}
