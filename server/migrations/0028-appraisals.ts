import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Row-level security of a table: rows of one's units that `mine` admits; what is written must hold by `written`, too. */
const closed = (table: string, mine: string, written = mine) => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (unit_id = any ((select app_units())::text[]) and (${mine}) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) and (${written}) or (select app_is_system()));`;
const committee = 'unit_id = any ((select app_committee())::text[])';
const own = 'person_id = (select app_person())';

/** Forward only: a mistake is mended by the next migration. */
export class Appraisals0000000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- The yearly appraisal of members (民主评议党员, 支部工作条例第十八条): one round of a unit and year. What members wrote about each other goes on a set day; the result stays.
    create table appraisal (
      id text not null,
      unit_id text not null,
      year smallint not null,
      stage text not null,
      stage_since timestamptz not null,
      mode text,
      cap smallint,
      keep_days smallint not null,
      electors integer not null default 0,
      voted integer not null default 0,
      paper jsonb,
      paper_reason text,
      opened_at timestamptz not null,
      closed_at timestamptz,
      expires_at timestamptz not null,
      expired_at timestamptz,
      constraint pk_appraisal primary key (id)
    );
    create unique index ix_appraisal_unit_id_year on appraisal (unit_id, year);
    create table appraisal_move (
      appraisal_id text not null,
      stage text not null,
      unit_id text not null,
      moved_by text not null,
      at timestamptz not null,
      constraint pk_appraisal_move primary key (appraisal_id, stage)
    );
    create table appraised (
      appraisal_id text not null,
      person_id text not null,
      unit_id text not null,
      status text not null,
      included boolean not null default true,
      constraint pk_appraised primary key (appraisal_id, person_id)
    );
    create index ix_appraised_person_id on appraised (person_id);
    create table appraisal_left_out (
      appraisal_id text not null,
      person_id text not null,
      unit_id text not null,
      reason text not null,
      left_out_by text not null,
      at timestamptz not null,
      constraint pk_appraisal_left_out primary key (appraisal_id, person_id)
    );
    create table appraisal_draft (
      appraisal_id text not null,
      person_id text not null,
      about_id text not null,
      unit_id text not null,
      text text not null,
      saved_at timestamptz not null,
      constraint pk_appraisal_draft primary key (appraisal_id, person_id, about_id)
    );
    -- Self reviews (about oneself) and peer reviews. The client's id is kept beside the text and goes with it: a digest of it elsewhere would outlive the expiry.
    create table appraisal_review (
      appraisal_id text not null,
      author_id text not null,
      about_id text not null,
      unit_id text not null,
      client_id text not null,
      revision integer not null,
      text text not null,
      at timestamptz not null,
      constraint pk_appraisal_review primary key (appraisal_id, author_id, about_id)
    );
    create index ix_appraisal_review_appraisal_id_about_id on appraisal_review (appraisal_id, about_id);
    create table appraisal_elector (
      appraisal_id text not null,
      person_id text not null,
      unit_id text not null,
      constraint pk_appraisal_elector primary key (appraisal_id, person_id)
    );
    -- Who cast a paper in a rating that is over, all written at once and in the order of their ids.
    create table appraisal_roll (
      appraisal_id text not null,
      person_id text not null,
      unit_id text not null,
      constraint pk_appraisal_roll primary key (appraisal_id, person_id)
    );
    create table appraisal_result (
      appraisal_id text not null,
      person_id text not null,
      unit_id text not null,
      counts jsonb,
      grade text,
      words text,
      judged_by text,
      judged_at timestamptz,
      constraint pk_appraisal_result primary key (appraisal_id, person_id)
    );
    create table appraisal_reminder (
      appraisal_id text not null,
      stage text not null,
      nth smallint not null,
      unit_id text not null,
      people integer not null,
      at timestamptz not null,
      constraint pk_appraisal_reminder primary key (appraisal_id, stage, nth)
    );
    ${['appraisal_move', 'appraised', 'appraisal_left_out', 'appraisal_draft', 'appraisal_review', 'appraisal_elector', 'appraisal_roll', 'appraisal_result', 'appraisal_reminder'].map((table) => `alter table ${table} add constraint fk_${table}_appraisal_id foreign key (appraisal_id) references appraisal(id);`).join('\n    ')}

    -- Units in whose committee the caller sits today (支委会: secretary, deputy, committee members).
    create function app_committee() returns text[] language sql stable as $$
      select coalesce(array_agg(r.unit_id), '{}') from role_held r where r.person_id = app_person() and r.role in ('secretary', 'deputySecretary', 'committeeMember')
        and r.starts_on <= app_today() and (r.ends_on is null or r.ends_on > app_today())
    $$;
    ${closed('appraisal', 'true')}
    ${closed('appraisal_move', 'true', committee)}
    ${closed('appraised', 'true', committee)}
    ${closed('appraisal_left_out', `${own} or ${committee}`, committee)}
    ${closed('appraisal_draft', own)}
    ${closed('appraisal_review', `author_id = (select app_person()) or about_id = (select app_person()) or ${committee}`, 'author_id = (select app_person())')}
    ${closed('appraisal_elector', `${own} or ${committee}`, committee)}
    ${closed('appraisal_roll', own)}
    ${closed('appraisal_result', `${own} or ${committee}`, committee)}
    ${closed('appraisal_reminder', committee)}

    -- What was all of secret_close but for where the roll goes: ends a running secret vote, answers who voted (in order) and the counts, and throws the files of both tables away
    -- (0023 says why and how). Votes of meetings and of appraisals run in the same two tables.
    create function secret_end(of_vote text, out roll text[], out counts jsonb) language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      before text := coalesce(current_setting('app.system', true), '');
      patience text := current_setting('lock_timeout');
      alone boolean := true; other_roll secret_roll[]; other_count secret_count[];
    begin
      perform set_config('app.system', 'on', true);
      begin
        perform set_config('lock_timeout', '400ms', true);
        lock table secret_roll, secret_count in access exclusive mode;
      exception when lock_not_available then alone := false;
      end;
      perform set_config('lock_timeout', patience, true);
      select jsonb_object_agg(key, votes) into counts from secret_count where ballot_id = of_vote;
      roll := array(select person_id from secret_roll where ballot_id = of_vote order by person_id);
      if alone then
        other_roll := array(select r from secret_roll r where ballot_id <> of_vote order by ballot_id, person_id);
        other_count := array(select c from secret_count c where ballot_id <> of_vote order by ballot_id, key);
        truncate secret_roll, secret_count;
        insert into secret_roll select r.* from unnest(other_roll) r;
        insert into secret_count select c.* from unnest(other_count) c;
      else
        delete from secret_roll where ballot_id = of_vote;
        delete from secret_count where ballot_id = of_vote;
      end if;
      perform set_config('app.system', before, true);
    end $$;
    create or replace function secret_close(of_ballot text) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), ''); ended record;
    begin
      select * into ended from secret_end(of_ballot);
      perform set_config('app.system', 'on', true);
      insert into ballot_roll (ballot_id, person_id, unit_id) select b.id, v.person_id, b.unit_id from ballot b, unnest(ended.roll) with ordinality v(person_id, place) where b.id = of_ballot order by v.place;
      perform set_config('app.system', before, true);
      return ended.counts;
    end $$;

    -- The counts of a running rating: one for every member and grade.
    create function appraisal_papers_open(of_appraisal text, grades text[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), '');
    begin
      perform set_config('app.system', 'on', true);
      insert into secret_count (ballot_id, key, unit_id, votes) select a.id, p.person_id || ' ' || g, a.unit_id, 0 from appraisal a join appraised p on p.appraisal_id = a.id and p.included, unnest(grades) g
        where a.id = of_appraisal and a.stage = 'rating' and a.mode = 'online' order by p.person_id || ' ' || g;
      perform set_config('app.system', before, true);
    end $$;
    -- Ends a rating whose row the caller has locked and whose stage is still 'rating'. Kept, the roll is written in order and the counts are answered; else both are thrown away.
    create function appraisal_papers_close(of_appraisal text, kept boolean) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), ''); ended record;
    begin
      perform set_config('app.system', 'on', true);
      perform 1 from appraisal where id = of_appraisal and stage = 'rating' and mode = 'online';
      if not found then raise exception 'no such rating is running'; end if;
      select * into ended from secret_end(of_appraisal);
      if kept then
        insert into appraisal_roll (appraisal_id, person_id, unit_id) select a.id, v.person_id, a.unit_id from appraisal a, unnest(ended.roll) with ordinality v(person_id, place) where a.id = of_appraisal order by v.place;
      end if;
      perform set_config('app.system', before, true);
      return case when kept then ended.counts end;
    end $$;
    -- Deletes for good what was written in a round whose time is over; the result stays. The server's role cannot delete it in any other way, nor before its day.
    create function appraisal_expire(of_appraisal text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), ''); round appraisal;
    begin
      perform set_config('app.system', 'on', true);
      select * into round from appraisal where id = of_appraisal and expired_at is null and expires_at <= app_now() for update;
      if found then
        if round.stage = 'rating' and round.mode = 'online' then perform secret_end(of_appraisal); end if;
        delete from appraisal_review where appraisal_id = of_appraisal;
        delete from appraisal_draft where appraisal_id = of_appraisal;
        delete from appraisal_roll where appraisal_id = of_appraisal;
        delete from appraisal_elector where appraisal_id = of_appraisal;
        delete from appraisal_left_out where appraisal_id = of_appraisal;
        update appraisal set expired_at = app_now(), paper_reason = null where id = of_appraisal;
      end if;
      perform set_config('app.system', before, true);
      return round.id is not null;
    end $$;
    revoke all on function secret_end(text), appraisal_papers_open(text, text[]), appraisal_papers_close(text, boolean), appraisal_expire(text) from public;
    `);
    await runner.query(`
    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('revoke all on appraisal, appraisal_move, appraised, appraisal_left_out, appraisal_draft, appraisal_review, appraisal_elector, appraisal_roll, appraisal_result, appraisal_reminder from %I', runtime);
        execute format('grant select, insert, update on appraisal, appraised, appraisal_review, appraisal_result to %I', runtime);
        execute format('grant select, insert on appraisal_move, appraisal_elector, appraisal_reminder to %I', runtime);
        execute format('grant select, insert, update, delete on appraisal_draft, appraisal_left_out to %I', runtime);
        execute format('grant select on appraisal_roll to %I', runtime);
        execute format('grant execute on function appraisal_papers_open(text, text[]), appraisal_papers_close(text, boolean), appraisal_expire(text) to %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
