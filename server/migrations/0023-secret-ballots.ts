import type { MigrationInterface, QueryRunner } from 'typeorm';

const inside = (table: string) => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (unit_id = any ((select app_units())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) or (select app_is_system()));`;

/** Forward only: a mistake is mended by the next migration. */
export class SecretBallots0000000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    select set_config('app.system', 'on', true);
    -- What may be voted for, and (once it is closed) the votes by key; three columns for three answers no longer do.
    alter table ballot add column kind text not null default 'motion', add column options jsonb not null default '[]', add column most smallint not null default 1, add column tally jsonb;
    update ballot set tally = jsonb_build_object('approve', approve, 'against', against, 'abstain', abstain) where state = 'closed';
    update ballot set options = '[{"key": "approve", "text": "赞成"}, {"key": "against", "text": "不赞成"}, {"key": "abstain", "text": "弃权"}]';
    alter table ballot alter column kind drop default, alter column options drop default, alter column most drop default, drop column approve, drop column against, drop column abstain;
    alter table vote add column choices text array;
    update vote set choices = array[choice];
    alter table vote alter column choices set not null, drop column choice;

    -- A secret vote leaves no row of its own (guarantees 0.5, G8). While it runs: who has voted, and how often each option was taken, in two tables that hold
    -- nothing but running votes. Their files are thrown away when the vote closes (secret_close), so that not even versions of rows that are no longer
    -- seen tell which name and which count were written together. No statistics are kept of them, for the same reason.
    create table secret_roll (
      ballot_id text not null,
      person_id text not null,
      unit_id text not null,
      constraint pk_secret_roll primary key (ballot_id, person_id)
    );
    create table secret_count (
      ballot_id text not null,
      key text not null,
      unit_id text not null,
      votes integer not null,
      constraint pk_secret_count primary key (ballot_id, key)
    );
    alter table secret_roll alter column ballot_id set statistics 0, alter column person_id set statistics 0, alter column unit_id set statistics 0;
    alter table secret_count alter column ballot_id set statistics 0, alter column key set statistics 0, alter column unit_id set statistics 0, alter column votes set statistics 0;
    -- Who voted in a secret vote that is closed, all written at once and in the order of their ids.
    create table ballot_roll (
      ballot_id text not null,
      person_id text not null,
      unit_id text not null,
      constraint pk_ballot_roll primary key (ballot_id, person_id)
    );
    alter table ballot_roll add constraint fk_ballot_roll_ballot_id foreign key (ballot_id) references ballot(id);
    -- Who has voted, in whatever way: attendance, the list of things to do and turnout ask this.
    create view ballot_voted with (security_invoker = true) as
      select ballot_id, person_id, unit_id from vote union all select ballot_id, person_id, unit_id from secret_roll union all select ballot_id, person_id, unit_id from ballot_roll;

    -- A paper vote as it was counted: an entry is never changed, a correction is the next number (MEET-6).
    create table paper_vote (
      id text not null,
      number integer not null,
      unit_id text not null,
      meeting_id text not null,
      title text not null,
      options jsonb not null,
      most smallint not null,
      eligible integer not null,
      voted integer not null,
      passed boolean not null,
      conclusion text not null,
      counted_by text not null,
      supervised_by text not null,
      place text not null,
      held_on date not null,
      reason text,
      entered_by text not null,
      entered_at timestamptz not null,
      constraint pk_paper_vote primary key (id, number)
    );
    create index ix_paper_vote_meeting_id on paper_vote (meeting_id);
    alter table paper_vote add constraint fk_paper_vote_meeting_id foreign key (meeting_id) references meeting(id);
    create trigger never_changes before update or delete or truncate on paper_vote for each statement execute function refuse_change();
    create trigger never_changes before update or delete or truncate on ballot_roll for each statement execute function refuse_change();

    ${['secret_roll', 'secret_count', 'ballot_roll', 'paper_vote'].map(inside).join('\n    ')}

    -- An opened vote is never edited, a closed one never changes.
    create function ballot_stands() returns trigger language plpgsql as $$
    begin
      if old.state = 'closed' or (old.id, old.unit_id, old.subject_id, old.title, old.mode, old.kind, old.options, old.most, old.eligible, old.opened_at) is distinct from (new.id, new.unit_id, new.subject_id, new.title, new.mode, new.kind, new.options, new.most, new.eligible, new.opened_at) then
        raise exception 'an opened vote is never edited, a closed one never changes' using errcode = '42501';
      end if;
      return new;
    end $$;
    create trigger stands before update on ballot for each row execute function ballot_stands();

    -- The counts of running votes: the server's role can add to them and have them closed, and cannot read them.
    create function secret_open(of_ballot text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), '');
    begin
      perform set_config('app.system', 'on', true);
      insert into secret_count (ballot_id, key, unit_id, votes) select b.id, o->>'key', b.unit_id, 0 from ballot b, jsonb_array_elements(b.options) o where b.id = of_ballot and b.mode = 'secret' and b.state = 'open' order by o->>'key';
      perform set_config('app.system', before, true);
    end $$;
    create function secret_add(of_ballot text, chosen text[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), ''); added integer;
    begin
      perform set_config('app.system', 'on', true);
      -- In one order for all, so that two who take the same options never wait for each other.
      perform 1 from secret_count where ballot_id = of_ballot and key = any (chosen) order by key for update;
      update secret_count set votes = votes + 1 where ballot_id = of_ballot and key = any (chosen);
      get diagnostics added = row_count;
      perform set_config('app.system', before, true);
      if added <> cardinality(chosen) then raise exception 'no such option in a running secret vote'; end if;
    end $$;
    -- Ends a secret vote whose row the caller has locked: answers the counts, writes the roll anew in order, and throws the running tables' files away, those of
    -- other running votes written anew in order. If somebody else holds these tables just now (a backup), the rows are only deleted, and their remains go with
    -- the next vote that closes or the next vacuum.
    create function secret_close(of_ballot text) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      before text := coalesce(current_setting('app.system', true), '');
      patience text := current_setting('lock_timeout');
      alone boolean := true; counts jsonb; other_roll secret_roll[]; other_count secret_count[];
    begin
      perform set_config('app.system', 'on', true);
      -- First of all, and in the order in which a vote takes them: who reads first and locks later waits for another who did the same.
      begin
        perform set_config('lock_timeout', '400ms', true);
        lock table secret_roll, secret_count in access exclusive mode;
      exception when lock_not_available then alone := false;
      end;
      perform set_config('lock_timeout', patience, true);
      select jsonb_object_agg(key, votes) into counts from secret_count where ballot_id = of_ballot;
      insert into ballot_roll (ballot_id, person_id, unit_id) select ballot_id, person_id, unit_id from secret_roll where ballot_id = of_ballot order by person_id;
      if alone then
        other_roll := array(select r from secret_roll r where ballot_id <> of_ballot order by ballot_id, person_id);
        other_count := array(select c from secret_count c where ballot_id <> of_ballot order by ballot_id, key);
        truncate secret_roll, secret_count;
        insert into secret_roll select r.* from unnest(other_roll) r;
        insert into secret_count select c.* from unnest(other_count) c;
      else
        delete from secret_roll where ballot_id = of_ballot;
        delete from secret_count where ballot_id = of_ballot;
      end if;
      perform set_config('app.system', before, true);
      return counts;
    end $$;
    revoke all on function secret_open(text), secret_add(text, text[]), secret_close(text) from public;
    select set_config('app.system', '', true);
    `);
    await runner.query(`
    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('revoke all on secret_count from %I', runtime);
        execute format('revoke all on secret_roll, ballot_roll, ballot_voted, paper_vote from %I', runtime);
        execute format('grant select, insert on secret_roll, paper_vote to %I', runtime);
        execute format('grant select on ballot_roll, ballot_voted to %I', runtime);
        execute format('revoke update, delete on vote, ballot_right from %I', runtime);
        execute format('revoke delete on ballot from %I', runtime);
        execute format('grant execute on function secret_open(text), secret_add(text, text[]), secret_close(text) to %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
