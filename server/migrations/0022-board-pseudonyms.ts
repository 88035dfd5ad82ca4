import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class BoardPseudonyms0000000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- The first-response clock (SITE-9): by when an answer was promised, who said «received», and that the secretary and the community have heard of it, each once.
    alter table message add column promised_at timestamptz, add column community_at timestamptz, add column received_by text, add column received_at timestamptz,
      add column secretary_told_at timestamptz, add column community_told_at timestamptz;
    create index ix_message_clock on message (promised_at) where answered_at is null and received_at is null and community_told_at is null;
    -- Who of the team is on duty, by day of the week.
    create table board_duty (
      unit_id text not null,
      weekday smallint not null,
      person_id text not null,
      set_by text not null,
      set_at timestamptz not null,
      constraint pk_board_duty primary key (unit_id, weekday)
    );
    alter table board_duty add constraint fk_board_duty_unit_id foreign key (unit_id) references unit(id);

    -- Pseudonym (MOD-7): everybody who writes under it is this one, who is nobody; who it was is sealed apart and in two halves.
    alter table site_column add column pseudonyms boolean not null default false;
    insert into person (id, name, hides_company, access_version, created_at) values ('Niming11111', '匿名', true, 0, 'epoch');
    create table anon_link (
      kind text not null,
      target_id text not null,
      unit_id text not null,
      mark text not null,
      once_key text not null,
      lower_half text not null,
      upper_half text not null,
      constraint pk_anon_link primary key (kind, target_id)
    );
    create unique index ix_anon_link_once_key on anon_link (once_key);
    create index ix_anon_link_unit_id on anon_link (unit_id);
    -- How many one has written today, by a token that changes every day.
    create table anon_today (
      day date not null,
      token text not null,
      written integer not null,
      constraint pk_anon_today primary key (day, token)
    );
    create table anon_disclosure (
      id text not null,
      unit_id text not null,
      kind text not null,
      target_id text not null,
      ground text not null,
      words text not null,
      asked_at timestamptz not null,
      lower_by text,
      lower_unit_id text,
      upper_by text,
      upper_unit_id text,
      approved_at timestamptz,
      opened_by text,
      opened_at timestamptz,
      constraint pk_anon_disclosure primary key (id)
    );
    create index ix_anon_disclosure_unit_id_asked_at on anon_disclosure (unit_id, asked_at);

    ${['board_duty', 'anon_link', 'anon_disclosure'].map((table) => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (unit_id = any ((select app_units())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) or (select app_is_system()));`).join('\n    ')}

    -- What is written under the pseudonym raises no number (guarantees 6): a count that grows tells when.
    create or replace function comment_counted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), '');
    begin
      perform set_config('app.system', 'on', true);
      update post set comment_count = (select count(*) from comment c where c.post_id = new.post_id and c.state = 'published' and c.author_id <> 'Niming11111') where id = new.post_id;
      perform set_config('app.system', before, true);
      return null;
    end $$;

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert, update, delete on board_duty, anon_today to %I', runtime);
        execute format('grant select, insert on anon_link to %I', runtime);
        execute format('grant select, insert, update on anon_disclosure to %I', runtime);
        execute format('revoke update, delete on anon_link from %I', runtime);
        execute format('revoke delete on anon_disclosure from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
