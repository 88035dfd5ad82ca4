import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class FairModeration0000000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Who manages a company: they never judge what its members write (MOD-1). Kept by the secretary, seen where the roster is seen.
    create table company_manager (
      company_id text not null,
      person_id text not null,
      unit_id text not null,
      set_by text not null,
      set_at timestamptz not null,
      constraint pk_company_manager primary key (company_id, person_id)
    );
    alter table company_manager add constraint fk_company_manager_company_id foreign key (company_id) references company(id);
    create index ix_company_manager_person_id on company_manager (person_id);
    alter table company_manager enable row level security; alter table company_manager force row level security;
    create policy inside on company_manager using (unit_id = any ((select app_beneath())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_beneath())::text[]) or (select app_is_system()));

    -- Whether somebody manages a company the author works at now; under the pseudonym, one that anybody of that unit works at. A company counts by its name, for each unit
    -- enters its own. A representative (企业代表) for whom no company is named may represent any of the unit.
    create function app_manages(manager text, author text, at_unit text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      before text := coalesce(current_setting('app.system', true), '');
      managed text[]; represented text[]; answer boolean := false;
    begin
      perform set_config('app.system', 'on', true);
      select array_agg(distinct same.id) into managed from company_manager k join company c on c.id = k.company_id join company same on same.name = c.name where k.person_id = manager;
      if managed is null then
        select array_agg(r.unit_id) into represented from role_held r where r.person_id = manager and r.role = 'employerRepresentative' and r.starts_on <= app_today() and (r.ends_on is null or r.ends_on > app_today());
      end if;
      if managed is not null or represented is not null then
        select exists (select 1 from membership m join unit u on u.id = m.unit_id where m.ends_on is null and (m.company_id = any (managed) or u.path && represented)
          and (m.person_id = author or author = 'Niming11111' and u.path @> array[at_unit])) into answer;
      end if;
      perform set_config('app.system', before, true);
      return answer;
    end $$;

    -- Whether others have heard that a post was published: what is approved again after an edit is no new one (MOD-2).
    alter table post add column announced boolean not null default true;
    select set_config('app.system', 'on', true);
    update post p set announced = false where state in ('pending', 'rejected') and not exists (select 1 from event e where e.name = 'post.published' and e.body->>'postId' = p.id);
    -- Times of what nobody wrote are kept to the hour, here too (guarantees 6).
    update word_hit h set at = date_trunc('hour', at) where exists (select 1 from anon_link l where l.kind = h.kind and l.target_id = h.target_id);
    select set_config('app.system', '', true);

    -- A site kept in the background is used by its branch and its mentor (SITE-1): published posts, but of no column that was promised to be for the branch alone.
    create function app_guided() returns text[] language sql stable as $$
      select coalesce(array_agg(r.unit_id), '{}') from role_held r join site s on s.unit_id = r.unit_id
        where r.person_id = app_person() and r.role = 'mentor' and r.starts_on <= app_today() and (r.ends_on is null or r.ends_on > app_today()) and s.state in ('incubating', 'rectifying')
    $$;
    create policy guided on post for select using (state = 'published' and unit_id = any ((select app_guided())::text[]) and exists (select 1 from site_column c where c.id = post.column_id and not c.hosted and not c.pseudonyms));

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert, delete on company_manager to %I', runtime);
        execute format('revoke update on company_manager from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
