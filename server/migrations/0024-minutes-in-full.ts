import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class MinutesInFull0000000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Lines an officer noted for the minutes while the meeting ran (MEET-8). Not entries of the log, which everybody reads.
    create table line_mark (
      room_id text not null,
      seq integer not null,
      unit_id text not null,
      marked_by text not null,
      marked_at timestamptz not null,
      constraint pk_line_mark primary key (room_id, seq)
    );

    -- A quoted speaker's objection to a published version, and its answer: rows of their own beside what never changes, and never changing themselves (G6).
    create table minutes_objection (
      id text not null,
      meeting_id text not null,
      unit_id text not null,
      version integer not null,
      seq integer not null,
      person_id text not null,
      words text not null,
      wording text not null,
      at timestamptz not null,
      constraint pk_minutes_objection primary key (id)
    );
    create unique index ix_minutes_objection_meeting_id_version_seq on minutes_objection (meeting_id, version, seq);
    alter table minutes_objection add constraint fk_minutes_objection_meeting_id foreign key (meeting_id) references meeting(id);
    create table objection_answer (
      objection_id text not null,
      unit_id text not null,
      accepted boolean not null,
      reason text not null,
      answered_by text not null,
      answered_at timestamptz not null,
      constraint pk_objection_answer primary key (objection_id)
    );
    alter table objection_answer add constraint fk_objection_answer_objection_id foreign key (objection_id) references minutes_objection(id);

    -- The chair's signature under one version, by its hash.
    create table minutes_signature (
      meeting_id text not null,
      version integer not null,
      unit_id text not null,
      person_id text not null,
      sha256 text not null,
      at timestamptz not null,
      constraint pk_minutes_signature primary key (meeting_id, version)
    );
    alter table minutes_signature add constraint fk_minutes_signature_meeting_id foreign key (meeting_id) references meeting(id);

    -- What published minutes left to do (MEET-11): carried over to the unit's next meetings until done.
    create table action_item (
      id text not null,
      unit_id text not null,
      meeting_id text not null,
      position smallint not null,
      text text not null,
      owner text not null,
      owner_id text,
      due date,
      listed_at timestamptz not null,
      dropped_at timestamptz,
      done_at timestamptz,
      done_by text,
      done_words text,
      constraint pk_action_item primary key (id)
    );
    create index ix_action_item_unit_id_done_at on action_item (unit_id, done_at);
    create index ix_action_item_meeting_id on action_item (meeting_id);
    create index ix_action_item_owner_id on action_item (owner_id);
    alter table action_item add constraint fk_action_item_meeting_id foreign key (meeting_id) references meeting(id);

    ${['line_mark', 'minutes_objection', 'objection_answer', 'minutes_signature', 'action_item'].map((table) => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (unit_id = any ((select app_units())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) or (select app_is_system()));`).join('\n    ')}
    ${['minutes_objection', 'objection_answer', 'minutes_signature'].map((table) => `create trigger never_changes before update or delete or truncate on ${table} for each statement execute function refuse_change();`).join('\n    ')}

    -- Minutes published before: their last version says what is left to do. Who is meant is not guessed for them.
    do $$ declare before text := coalesce(current_setting('app.system', true), ''); begin
      perform set_config('app.system', 'on', true);
      insert into action_item (id, unit_id, meeting_id, position, text, owner, due, listed_at)
        select translate(substr(md5(v.meeting_id || '-' || a.n), 1, 11), '0', 'z'), v.unit_id, v.meeting_id, a.n - 1, a.item->>'text', a.item->>'owner', nullif(a.item->>'due', '')::date, v.published_at
        from minutes_version v join meeting m on m.id = v.meeting_id and m.minutes_version = v.version
        cross join lateral jsonb_array_elements(v.content->'actions') with ordinality a (item, n) where btrim(a.item->>'text') <> '';
      perform set_config('app.system', before, true);
    end $$;

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert, update, delete on line_mark to %I', runtime);
        execute format('grant select, insert on minutes_objection, objection_answer, minutes_signature to %I', runtime);
        execute format('grant select, insert, update on action_item to %I', runtime);
        execute format('revoke update, delete on minutes_objection, objection_answer, minutes_signature from %I', runtime);
        execute format('revoke delete on action_item from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
