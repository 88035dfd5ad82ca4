import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bus carries small news only; nothing is parked in a table for it any more. */
export class Bus0000000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('drop table if exists socket_io_attachments'); }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
