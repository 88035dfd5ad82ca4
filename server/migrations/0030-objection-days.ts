import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class ObjectionDays0000000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- For how many days quoted speakers may object is the branch's to resolve (MEET-8, product.md 2.6). A version keeps what was in force on the day it was published, so that
    -- no later rule, and no rule taken for mistaken, changes anything for it. What was published before had three.
    alter table minutes_version add column objection_days smallint not null default 3;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
