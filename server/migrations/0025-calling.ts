import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Calling0000000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- A meeting counts how often its date or name changed (calendars ask for it), and says when it reminds. Meetings already called remind of nothing they had no timer for.
    alter table meeting add column sequence integer not null default 0, add column reminders text[] not null default '{day,hour}';
    -- How someone was signed in other than by entering the room: by the code at the place, or ticked by an officer, and by whom.
    alter table attendee add column signed_in_how text, add column ticked_by text;

    -- Reminders to come, one row for each time; written with the date, rewritten with another date, gone with a cancellation.
    create table meeting_timer (
      meeting_id text not null,
      what text not null,
      unit_id text not null,
      due_at timestamptz not null,
      done_at timestamptz,
      constraint pk_meeting_timer primary key (meeting_id, what)
    );
    create index ix_meeting_timer_due_at on meeting_timer (due_at);
    alter table meeting_timer add constraint fk_meeting_timer_meeting_id foreign key (meeting_id) references meeting(id);
    -- Who was reminded of which meeting: the first time and the second; there is no third.
    create table meeting_nudge (
      meeting_id text not null,
      person_id text not null,
      nth smallint not null,
      unit_id text not null,
      what text not null,
      at timestamptz not null,
      constraint pk_meeting_nudge primary key (meeting_id, person_id, nth),
      constraint ck_meeting_nudge_nth check (nth between 1 and 2)
    );
    alter table meeting_nudge add constraint fk_meeting_nudge_meeting_id foreign key (meeting_id) references meeting(id);
    -- A member's own address to subscribe by: looked up by hash, shown to its owner by opening the seal.
    create table calendar_feed (
      person_id text not null,
      unit_id text not null,
      token_hash text not null,
      token_sealed text not null,
      made_at timestamptz not null,
      constraint pk_calendar_feed primary key (person_id, unit_id)
    );
    create unique index ix_calendar_feed_token_hash on calendar_feed (token_hash);

    ${['meeting_timer', 'meeting_nudge'].map((table) => closed(table, 'unit_id = any ((select app_units())::text[])')).join('\n    ')}
    ${closed('calendar_feed', 'person_id = (select app_person())')}

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert, update, delete on meeting_timer, calendar_feed to %I', runtime);
        execute format('grant select, insert on meeting_nudge to %I', runtime);
        execute format('revoke update, delete on meeting_nudge from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}

const closed = (table: string, inside: string): string => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (${inside} or (select app_is_system())) with check (${inside} or (select app_is_system()));`;
