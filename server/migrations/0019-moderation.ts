import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Moderation0000000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- A post or message may wait for a person, or be taken from view: nothing is deleted (MOD-2, MOD-3).
    alter table post add column state text not null default 'published', add column restored_at timestamptz;
    alter table message add column state text not null default 'published', add column restored_at timestamptz;
    -- Beyond its branch only what is published is seen, by the database itself.
    drop policy wider on post;
    create policy wider on post for select using (state = 'published' and
      case visibility
        when 'members' then (select app_person()) is not null
        when 'community' then exists (select 1 from unit u join unit c on c.id = any (u.path) and c.kind = 'community' where u.id = post.unit_id and c.id = any ((select app_units())::text[]))
        when 'public' then exists (select 1 from site s where s.unit_id = post.unit_id and s.state = 'online')
        else false
      end);
    -- What is not published has no side effects: it counts for nobody's month (MOD-2, CHECK-3).
    create or replace view member_act with (security_invoker = true) as
      select author_id as person_id, unit_id, 'post' as kind, id as source_id, published_at as at, title as text, '/posts/post/index?unit=' || unit_id || '&id=' || id as path, md5(btrim(text)) as digest from post where state = 'published'
      union all select author_id, unit_id, 'message', id, left_at, text, '/posts/board/index?unit=' || unit_id, md5(btrim(text)) from message where state = 'published'
      union all select c.author_id, c.unit_id, 'comment', c.id, c.at, c.text, '/posts/post/index?unit=' || c.unit_id || '&id=' || c.post_id || '&at=' || c.id, md5(btrim(c.text)) from comment c join post p on p.id = c.post_id where c.state = 'published' and p.author_id <> c.author_id
      union all select e.author_id, e.unit_id, 'statement', e.room_id || '-' || e.seq, e.at, coalesce(e.body->>'text', ''), '/rooms/room/index?unit=' || e.unit_id || '&id=' || e.room_id || '&at=' || e.seq,
        case when btrim(coalesce(e.body->>'text', '')) = '' then e.room_id || '-' || e.seq else md5(btrim(e.body->>'text')) end from entry e where e.kind = 'line' and e.gone is null
      union all select person_id, unit_id, 'checkInLine', person_id || '-' || day, at, text, null, person_id || '-' || day from check_in_line;

    create table review_case (
      id text not null, unit_id text not null, desk_id text not null, kind text not null, target_id text not null, column_id text, author_id text not null, why text not null, hold_reason text, was text not null,
      state text not null default 'open', opened_at timestamptz not null, assignee_id text, decided_by text, decided_at timestamptz, rule smallint, reason text, suggestion text, settled_at timestamptz,
      constraint pk_review_case primary key (id)
    );
    create index ix_review_case_desk_id_state_opened_at_id on review_case (desk_id, state, opened_at, id);
    create index ix_review_case_author_id_opened_at on review_case (author_id, opened_at);
    create index ix_review_case_kind_target_id on review_case (kind, target_id);
    create index ix_review_case_unit_id_decided_at on review_case (unit_id, decided_at);
    -- One flag per target: whoever comes second joins it.
    create unique index uq_review_case_open on review_case (kind, target_id) where state = 'open';
    create table review_step (
      id text not null, unit_id text not null, desk_id text not null, case_id text not null, act text not null, actor_id text, at timestamptz not null, rule smallint, words text, undone_at timestamptz,
      constraint pk_review_step primary key (id)
    );
    create index ix_review_step_case_id_at on review_step (case_id, at);
    create index ix_review_step_actor_id_at on review_step (actor_id, at);
    create table report (
      id text not null, unit_id text not null, desk_id text not null, case_id text not null, reporter_id text not null, reason text not null, note text not null, at timestamptz not null,
      constraint pk_report primary key (id)
    );
    create unique index ix_report_case_id_reporter_id on report (case_id, reporter_id);
    create table appeal (
      id text not null, unit_id text not null, desk_id text not null, case_id text not null, author_id text not null, words text not null, at timestamptz not null, due_at timestamptz not null,
      state text not null default 'open', decided_by text, decided_at timestamptz, reason text, escalated_at timestamptz,
      constraint pk_appeal primary key (id)
    );
    create unique index ix_appeal_case_id on appeal (case_id);
    create index ix_appeal_desk_id_state_due_at on appeal (desk_id, state, due_at);
    create table watch_word (
      id text not null, unit_id text not null, word text not null, plain text not null, note text not null, added_by text not null, added_at timestamptz not null, removed_at timestamptz,
      constraint pk_watch_word primary key (id)
    );
    create index ix_watch_word_unit_id on watch_word (unit_id);
    create unique index uq_watch_word_listed on watch_word (unit_id, plain) where removed_at is null;
    create table word_hit (
      id text not null, unit_id text not null, kind text not null, target_id text not null, word text not null, sentence text not null, at timestamptz not null,
      constraint pk_word_hit primary key (id)
    );
    create index ix_word_hit_unit_id_at on word_hit (unit_id, at);
    create index ix_word_hit_kind_target_id on word_hit (kind, target_id);
    create table closure (
      id text not null, unit_id text not null, column_id text, reason text not null, by_id text not null, from_at timestamptz not null, until_at timestamptz not null, ended_at timestamptz, ended_by text,
      constraint pk_closure primary key (id)
    );
    create index ix_closure_unit_id_until_at on closure (unit_id, until_at);
    create table content_check (
      id text not null, unit_id text not null, kind text not null, target_id text not null, part text not null, trace_id text, state text not null default 'waiting', label integer, asked_at timestamptz not null, answered_at timestamptz,
      constraint pk_content_check primary key (id)
    );
    create index ix_content_check_kind_target_id on content_check (kind, target_id);
    create index ix_content_check_state_asked_at on content_check (state, asked_at);
    create unique index uq_role_column_open on role_held (person_id, column_id) where ends_on is null and column_id is not null;

    -- Audit rows are sealed in batches afterwards (guarantees 0.8, 5.5): which row, in which place, under which root.
    create index ix_audit_at on audit (at);
    create table audit_seal (
      no integer not null, root text not null, previous text not null, rows integer not null, sealed_at timestamptz not null,
      constraint pk_audit_seal primary key (no)
    );
    create table audit_leaf (
      audit_id text not null, seal_no integer not null, place integer not null, hash text not null,
      constraint pk_audit_leaf primary key (audit_id)
    );
    create unique index ix_audit_leaf_seal_no_place on audit_leaf (seal_no, place);
    create trigger never_changes before update or delete or truncate on audit_seal for each statement execute function refuse_change();
    create trigger never_changes before update or delete or truncate on audit_leaf for each statement execute function refuse_change();
    `);
    // A desk may stand above the unit whose content it judges.
    for (const table of ['review_case', 'review_step', 'report', 'appeal']) await runner.query(policy(table, 'unit_id = any ((select app_units())::text[]) or desk_id = any ((select app_units())::text[])'));
    for (const table of ['word_hit', 'content_check']) await runner.query(policy(table, 'unit_id = any ((select app_units())::text[])'));
    await runner.query(`
    -- Who writes beneath another unit's post, too, may set off a case about what they wrote, and nothing more.
    create policy mine on review_case for select using (author_id = (select app_person()));
    create policy held on review_case for insert with check (author_id = (select app_person()));
    create policy meets on review_case for update using (author_id = (select app_person())) with check (author_id = (select app_person()));
    create policy held on review_step for insert with check (exists (select 1 from review_case c where c.id = review_step.case_id and c.author_id = (select app_person())));
    create policy met on word_hit for insert with check ((select app_person()) is not null);
    create policy asked on content_check for insert with check ((select app_person()) is not null);
    `);
    await runner.query(`
    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert, update, delete on review_case, review_step, report, appeal, watch_word, word_hit, closure, content_check to %I', runtime);
        execute format('grant select, insert on audit_seal, audit_leaf to %I', runtime);
        execute format('revoke update, delete on audit_seal, audit_leaf from %I', runtime);
        execute format('revoke delete on review_case, review_step, report, appeal from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}

function policy(table: string, inside: string): string {
  return `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (${inside} or (select app_is_system())) with check (${inside} or (select app_is_system()));`;
}
