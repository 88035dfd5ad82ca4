import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class MembersTokens0000000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Several access tokens may live in one session: two tabs of a browser share the refresh cookie, and a refresh in one must not throw out the other.
    create table access_token (
      hash text not null,
      session_id text not null,
      expires_at timestamptz not null,
      constraint pk_access_token primary key (hash)
    );
    create index ix_access_token_session_id on access_token (session_id);
    alter table access_token add constraint fk_access_token_session_id foreign key (session_id) references session(id);
    drop index ix_session_access_hash;
    alter table session drop column access_hash, drop column access_expires_at;
    create unique index ix_invitation_code_hash on invitation (code_hash);
    create index ix_invitation_person_id on invitation (person_id);

    -- As before, with access_token; and whether the caller has a TOTP and showed a proof within five minutes, so that step-up costs no statement of its own.
    create or replace function app_whois(token_hash text, at_unit text) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      s record; today date := ((app_now() at time zone 'Asia/Shanghai'))::date;
      memberships jsonb; roles jsonb; units text[]; beneath text[]; spot jsonb := null;
    begin
      perform set_config('app.system', 'on', true);
      if at_unit is not null then
        select jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) into spot from unit u where u.id = at_unit;
      end if;
      if token_hash is null then
        perform set_config('app.system', '', true); return jsonb_build_object('at', spot);
      end if;
      select se.id, se.person_id, t.expires_at, se.ended_at, se.proved_at > app_now() - interval '5 minutes' as proved, se.client, p.name, p.access_version,
          exists (select 1 from account a where a.person_id = se.person_id and a.totp_sealed is not null) as totp into s
        from access_token t join session se on se.id = t.session_id join person p on p.id = se.person_id where t.hash = token_hash;
      if not found or s.ended_at is not null or s.expires_at <= app_now() then
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
      return jsonb_build_object('at', spot, 'personId', s.person_id, 'name', s.name, 'sessionId', s.id, 'client', s.client, 'proved', s.proved, 'totp', s.totp, 'accessVersion', s.access_version,
        'memberships', memberships, 'roles', roles, 'units', to_jsonb(units), 'beneath', to_jsonb(beneath));
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
