import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Sites0000000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    alter table site
      add column theme text not null default 'red',
      add column warned_at timestamptz,
      add column proposed_at timestamptz,
      add column spared_until timestamptz,
      add column mentor_id text,
      add column columns_revision integer not null default 0;

    alter table site_column
      add column rules text not null default '',
      add column visibility text not null default 'branch',
      add column premoderated boolean not null default false,
      add column hosted boolean not null default false;

    alter table site_move
      add column act text not null default 'note',
      add column next_step text,
      add column mentor_id text,
      add column details jsonb;
    -- Who moved a site, when and why, stays as it was written (G13).
    create trigger never_changes before update or delete or truncate on site_move for each statement execute function refuse_change();

    create table site_application (
      id text not null,
      unit_id text not null,
      state text not null,
      before_state text,
      content jsonb not null,
      revision integer not null,
      checklist integer not null,
      saved_by text not null,
      saved_at timestamptz not null,
      submitted_by text,
      submitted_at timestamptz,
      due_at timestamptz,
      overdue_told_at timestamptz,
      decided_by text,
      decided_at timestamptz,
      findings jsonb,
      vetoed boolean not null default false,
      constraint pk_site_application primary key (id)
    );
    create index ix_site_application_unit_id_saved_at on site_application (unit_id, saved_at);
    -- One at a time: two secretaries who begin at once write the same one; applying twice is refused (SITE-2).
    create unique index uq_site_application_open on site_application (unit_id) where state in ('writing', 'waiting');
    alter table site_application add constraint fk_site_application_unit_id foreign key (unit_id) references site(unit_id);

    create table site_task (
      id text not null,
      unit_id text not null,
      text text not null,
      due_on date not null,
      set_by text not null,
      set_at timestamptz not null,
      done_by text,
      done_at timestamptz,
      done_note text,
      dropped_at timestamptz,
      constraint pk_site_task primary key (id)
    );
    create index ix_site_task_unit_id_due_on on site_task (unit_id, due_on);
    alter table site_task add constraint fk_site_task_unit_id foreign key (unit_id) references site(unit_id);

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('revoke update, delete on site_move from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
