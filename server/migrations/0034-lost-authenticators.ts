import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lost authenticator (ORG-6): a superior's word ends it after three days, unless its owner keeps it. */
export class LostAuthenticators0000000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table account add column totp_ends_at timestamptz, add column totp_ends_by text, add column totp_ends_reason text');
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
