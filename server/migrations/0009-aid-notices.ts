import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class AidNotices0000000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- One open request per person and item, also for fifty taps at once (G10).
    create unique index uq_booking_open on booking (asked_by, item_id) where state = 'asked';
    create index ix_booking_provider_ids on booking using gin (provider_ids);
    -- What is unread is counted on every visit.
    create index ix_notice_unread on notice (person_id) where read_at is null;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
