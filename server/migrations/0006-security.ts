import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows only the inside of their unit may see. The authorisation test reads this list from the catalogue and holds it against the entities. */
const insideUnit = ['ballot', 'ballot_right', 'vote', 'meeting', 'agenda_item', 'attendee', 'presence', 'room', 'entry', 'room_read', 'minutes_draft', 'minutes_version', 'acknowledgement', 'late_statement', 'reminder', 'message', 'stored_file', 'check_in_line', 'post'];
/** Names and rosters: also visible across the branches of one general branch. */
const beneathUnit = ['membership', 'invitation', 'join_request', 'roster_import'];

/** Two database roles and row-level security as the second line (guarantees 5.2): a forgotten WHERE shows nothing of another branch. */
export class Security0000000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- The one clock rules read. Tests shift it; the setting is refused in production by start-up checks.
    create function app_now() returns timestamptz language sql stable as $$
      select clock_timestamp() + coalesce(nullif(current_setting('app.clock_shift', true), ''), '0')::interval
    $$;

    create function app_units() returns text[] language sql stable as $$ select string_to_array(coalesce(current_setting('app.units', true), ''), ',') $$;
    create function app_beneath() returns text[] language sql stable as $$ select string_to_array(coalesce(current_setting('app.beneath', true), ''), ',') $$;
    create function app_person() returns text language sql stable as $$ select nullif(current_setting('app.person', true), '') $$;
    create function app_is_system() returns boolean language sql stable as $$ select coalesce(current_setting('app.system', true), '') = 'on' $$;

    -- Where the socket adapter puts news too large for NOTIFY.
    create table socket_io_attachments (id bigserial unique, created_at timestamptz default now(), payload bytea);

    create index ix_unit_path on unit using gin (path);
    create unique index uq_unit_parent_name on unit (parent_id, name);
    create unique index uq_membership_open on membership (person_id, unit_id) where ends_on is null;
    create unique index uq_role_open on role_held (person_id, role, unit_id) where ends_on is null and column_id is null;
    create index ix_ballot_right_person on ballot_right (person_id);
    `);

    for (const table of insideUnit) await runner.query(policy(table, 'unit_id = any ((select app_units())::text[])'));
    for (const table of beneathUnit) await runner.query(policy(table, 'unit_id = any ((select app_beneath())::text[])'));
    await runner.query(policy('contact', 'person_id = (select app_person()) or exists (select 1 from membership m where m.person_id = contact.person_id)'));
    await runner.query(policy('notice', 'person_id = (select app_person())'));
    await runner.query(policy('accepted', 'person_id = coalesce((select app_person()), \'visitor\')'));
    await runner.query(policy('consent', 'person_id = (select app_person())'));
    // Menus roll down and are used across branches; a booking is between two people.
    await runner.query(policy('booking', 'asked_by = (select app_person()) or (select app_person()) = any (provider_ids)'));

    await runner.query(`
    -- Who is calling: one look-up for every request, with the rights of the owner, because the caller's scope is what it finds out.
    create function app_whois(token_hash text, at_unit text) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      s record; today date := ((app_now() at time zone 'Asia/Shanghai'))::date;
      memberships jsonb; roles jsonb; units text[]; beneath text[]; spot jsonb := null;
    begin
      -- The owner is subject to the policies too (forced): lifted for this look-up only, and put back before returning.
      perform set_config('app.system', 'on', true);
      if at_unit is not null then
        select jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) into spot from unit u where u.id = at_unit;
      end if;
      if token_hash is null then
        perform set_config('app.system', '', true); return jsonb_build_object('at', spot);
      end if;
      select se.id, se.person_id, se.access_expires_at, se.ended_at, se.proved_at, se.client, p.name, p.access_version into s
        from session se join person p on p.id = se.person_id where se.access_hash = token_hash;
      if not found or s.ended_at is not null or s.access_expires_at <= app_now() then
        perform set_config('app.system', '', true); return jsonb_build_object('at', spot, 'expired', true);
      end if;
      select coalesce(jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'path', u.path, 'status', m.status)), '[]') into memberships
        from membership m join unit u on u.id = m.unit_id where m.person_id = s.person_id and m.starts_on <= today and (m.ends_on is null or m.ends_on > today);
      select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'unitId', r.unit_id, 'columnId', r.column_id)), '[]') into roles
        from role_held r where r.person_id = s.person_id and r.starts_on <= today and (r.ends_on is null or r.ends_on > today);
      select coalesce(array_agg(distinct x), '{}') into units from (
        select jsonb_array_elements_text(e->'path') x from jsonb_array_elements(memberships) e
        union select e->>'unitId' from jsonb_array_elements(roles) e where e->>'unitId' is not null and e->>'role' not in ('employerRepresentative', 'instructor', 'mentor', 'auditor')) a;
      select coalesce(array_agg(distinct u.id), '{}') into beneath from unit u where u.path && (
        select array_agg(o.id) from unit o where o.id = any (units) and o.kind in ('generalBranch', 'branch', 'partyGroup'));
      perform set_config('app.system', '', true);
      return jsonb_build_object('at', spot, 'personId', s.person_id, 'name', s.name, 'sessionId', s.id, 'client', s.client, 'provedAt', s.proved_at, 'accessVersion', s.access_version,
        'memberships', memberships, 'roles', roles, 'units', to_jsonb(units), 'beneath', to_jsonb(beneath));
    end $$;

    -- Memberships and roles of a person now, for sockets that listen on; asked within a system transaction.
    create function app_rights(person text) returns jsonb language sql stable as $$
      select jsonb_build_object(
        'memberships', (select coalesce(jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'path', u.path, 'status', m.status)), '[]') from membership m join unit u on u.id = m.unit_id
          where m.person_id = person and m.starts_on <= d.today and (m.ends_on is null or m.ends_on > d.today)),
        'roles', (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'unitId', r.unit_id, 'columnId', r.column_id)), '[]') from role_held r
          where r.person_id = person and r.starts_on <= d.today and (r.ends_on is null or r.ends_on > d.today)))
      from (select (app_now() at time zone 'Asia/Shanghai')::date as today) d
    $$;

    -- Published minutes never change (G6), not even by SQL as the runtime role.
    create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'rows of % never change', tg_table_name using errcode = '42501'; end $$;
    create trigger never_changes before update or delete or truncate on minutes_version for each statement execute function refuse_change();
    create trigger never_changes before update or delete or truncate on audit for each statement execute function refuse_change();

    -- Every act that a member's month counts, from the rows themselves: a view, not a counter (G9).
    create view member_act with (security_invoker = true) as
      select author_id as person_id, unit_id, 'post' as kind, id as source_id, published_at as at, title as text, '/sites/post?unit=' || unit_id || '&id=' || id as path from post
      union all select author_id, unit_id, 'message', id, left_at, text, '/sites/board?unit=' || unit_id from message
      union all select e.author_id, e.unit_id, 'statement', e.room_id || '-' || e.seq, e.at, e.body->>'text', '/pages/room?unit=' || e.unit_id || '&id=' || e.room_id || '&at=' || e.seq from entry e where e.kind = 'line' and e.gone is null
      union all select person_id, unit_id, 'checkInLine', person_id || '-' || day, at, text, null from check_in_line;
    `);

    // The runtime role, if this database has one apart from the owner: rows yes, structure no, and no changing of what must not change.
    await runner.query(`
    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant usage on schema public to %I', runtime);
        execute format('grant select, insert, update, delete on all tables in schema public to %I', runtime);
        execute format('grant usage, select on all sequences in schema public to %I', runtime);
        execute format('revoke update, delete on audit, event, minutes_version from %I', runtime);
        execute format('revoke insert, update, delete on migration, member_act from %I', runtime);
        execute format('alter default privileges in schema public grant select, insert, update, delete on tables to %I', runtime);
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
