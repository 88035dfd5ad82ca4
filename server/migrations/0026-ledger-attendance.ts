import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class LedgerAttendance0000000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Held offline and entered afterwards (MEET-12): where, by whom, when, why so late, and what was decided by show of hands.
    alter table meeting add column place text, add column entered_by text, add column entered_at timestamptz, add column entered_reason text, add column hands jsonb;

    -- The interval in which someone signed in, so that attendance can be replayed from the record alone.
    alter table presence add column signed_in boolean not null default false;
    update presence p set signed_in = true from meeting m join attendee a on a.meeting_id = m.id and a.signed_in_at is not null and not a.corrected where m.room_id = p.room_id and a.person_id = p.person_id;

    -- From which day on the ledger of 三会一课 counts (MEET-11). Units that were here before the ledger begin with it, for nothing counts backwards; null: from their first day.
    alter table unit add column ledger_from date;
    update unit set ledger_from = shanghai_day(app_now());
    -- The warnings sent before a period lapses: each of the two once.
    create table ledger_warning (
      unit_id text not null,
      kind text not null,
      period text not null,
      nth smallint not null,
      begins_at timestamptz not null,
      ends_at timestamptz not null,
      settled boolean not null default false,
      told_at timestamptz not null,
      constraint pk_ledger_warning primary key (unit_id, kind, period, nth)
    );
    alter table ledger_warning add constraint fk_ledger_warning_unit_id foreign key (unit_id) references unit(id);
    alter table ledger_warning enable row level security;
    alter table ledger_warning force row level security;
    create policy inside on ledger_warning using (unit_id = any ((select app_units())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) or (select app_is_system()));

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert, update, delete on ledger_warning to %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
