import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class FilesAttendance0000000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Beside pictures, documents under the name they are sent by (MEET-3).
    alter table stored_file add column kind text not null default 'picture', add column name text;
    alter table meeting add column file_ids text[] not null default '{}';

    -- «I was there and it was not recorded»: said by the member, answered by the secretary; what was accepted stays recognisable in the attendance (MEET-5).
    create table attendance_dispute (
      meeting_id text not null,
      person_id text not null,
      unit_id text not null,
      words text not null,
      at timestamptz not null,
      accepted boolean,
      answer text,
      answered_by text,
      answered_at timestamptz,
      constraint pk_attendance_dispute primary key (meeting_id, person_id)
    );
    alter table attendance_dispute enable row level security;
    alter table attendance_dispute force row level security;
    create policy inside on attendance_dispute using (unit_id = any ((select app_units())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) or (select app_is_system()));
    alter table attendee add column corrected boolean not null default false;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
