import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a caller may do is worked out once and then only proved unchanged: a stamp of everything it depends on (the session, the person's rights, the tree
 * of units, the day) is compared inside the transaction that does the work. Triggers move the stamp, so that no writer can forget to.
 */
export class RightsStamp0000000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    create table unit_tree (one boolean primary key default true check (one), version bigint not null);
    insert into unit_tree (version) values (1);

    create function unit_tree_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin update unit_tree set version = version + 1; return null; end $$;
    create trigger tree_moves after insert or delete or update of kind, path on unit for each statement execute function unit_tree_moved();

    -- Only people with an open session can have been worked out before.
    create function rights_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      update person p set access_version = access_version + 1 where p.id in (select person_id from moved) and exists (select 1 from session s where s.person_id = p.id and s.ended_at is null);
      return null;
    end $$;
    `);
    for (const table of ['membership', 'role_held', 'account']) {
      await runner.query(`
      create trigger rights_come after insert on ${table} referencing new table as moved for each statement execute function rights_moved();
      create trigger rights_change after update on ${table} referencing new table as moved for each statement execute function rights_moved();
      create trigger rights_go after delete on ${table} referencing old table as moved for each statement execute function rights_moved();`);
    }
    await runner.query(`
    create function name_moved() returns trigger language plpgsql as $$ begin new.access_version := new.access_version + 1; return new; end $$;
    create trigger name_moves before update of name on person for each row when (old.name is distinct from new.name and old.access_version = new.access_version) execute function name_moved();

    -- The list of meetings counts who came; the rest of the roll need not be read for it.
    create index ix_attendee_present on attendee (meeting_id, unit_id) where not observer and (signed_in_at is not null or spoke_at is not null);

    create function app_today() returns date language sql stable as $$ select (app_now() at time zone 'Asia/Shanghai')::date $$;

    -- The first statement of a transaction for a caller known before: raises if anything has changed, otherwise tells row-level security who is asking.
    create function app_enter(token_hash text, person text, version integer, tree bigint, today date, units text, beneath text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if not exists (select 1 from access_token t join session s on s.id = t.session_id join person p on p.id = s.person_id
          where t.hash = token_hash and t.expires_at > app_now() and s.ended_at is null and p.id = person and p.access_version = app_enter.version)
        or (select u.version from unit_tree u) is distinct from tree or app_today() <> today then
        raise exception 'the caller has to be worked out afresh' using errcode = 'OB001';
      end if;
      return set_config('app.person', person, true) is not null and set_config('app.units', units, true) is not null and set_config('app.beneath', beneath, true) is not null;
    end $$;

    create or replace function app_whois(token_hash text, at_unit text) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      s record; done text; today date := app_today(); units text[]; beneath text[]; spot jsonb;
    begin
      -- The owner is subject to the policies too (forced): lifted for this look-up only, and put back before returning.
      done := set_config('app.system', 'on', true);
      if token_hash is null then
        select jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) into spot from unit u where u.id = at_unit;
        done := set_config('app.system', '', true);
        return jsonb_build_object('at', spot);
      end if;
      -- The stamp is read with or before what it stands for: a change in between makes it old, never the rights.
      select t.expires_at > app_now() and se.ended_at is null as live, se.id, se.person_id, se.proved_at > app_now() - interval '5 minutes' as proved, se.client, p.name, p.access_version, (select v.version from unit_tree v) as tree,
          exists (select 1 from account a where a.person_id = se.person_id and a.totp_sealed is not null) as totp,
          (select jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) from unit u where u.id = at_unit) as spot, m.memberships, m.units as member_of, r.roles, r.units as holds_at into s
        from access_token t join session se on se.id = t.session_id join person p on p.id = se.person_id
        cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'path', u.path, 'status', m.status)), '[]') as memberships, string_agg(array_to_string(u.path, ','), ',') as units
          from membership m join unit u on u.id = m.unit_id where m.person_id = se.person_id and m.starts_on <= today and (m.ends_on is null or m.ends_on > today)) m
        cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'unitId', r.unit_id, 'columnId', r.column_id)), '[]') as roles,
            string_agg(r.unit_id, ',') filter (where r.role not in ('employerRepresentative', 'instructor', 'mentor', 'auditor')) as units
          from role_held r where r.person_id = se.person_id and r.starts_on <= today and (r.ends_on is null or r.ends_on > today)) r
        where t.hash = token_hash;
      if not found or not s.live then
        select jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) into spot from unit u where u.id = at_unit;
        done := set_config('app.system', '', true);
        return jsonb_build_object('at', spot, 'expired', true);
      end if;
      units := string_to_array(concat_ws(',', s.member_of, s.holds_at), ',');
      select coalesce(array_agg(u.id), '{}') into beneath from unit u where u.path && (select array_agg(o.id) from unit o where o.id = any (units) and o.kind in ('generalBranch', 'branch', 'partyGroup'));
      done := set_config('app.system', '', true);
      return jsonb_build_object('at', s.spot, 'personId', s.person_id, 'name', s.name, 'sessionId', s.id, 'client', s.client, 'proved', s.proved, 'totp', s.totp, 'accessVersion', s.access_version, 'tree', s.tree, 'today', today,
        'memberships', s.memberships, 'roles', s.roles, 'units', to_jsonb(units), 'beneath', to_jsonb(beneath));
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
