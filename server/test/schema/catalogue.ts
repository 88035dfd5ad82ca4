import type { World } from '../world.js';

/** Tables with columns, indexes, constraints, policies and what the server's own role may do, as readable lines: the committed picture of the migrated database. */
export async function catalogue(world: World, runtimeRole: string): Promise<string> {
  const lines = async (sql: string, params: unknown[] = []) => (await world.rows<{ line: string; of: string }>(sql, params)).reduce((by, { of, line }) => by.set(of, [...(by.get(of) ?? []), line]), new Map<string, string[]>());
  const tables = await world.rows<{ name: string; kind: string; rls: string }>(`
    select c.relname as name, case c.relkind when 'v' then 'view' else 'table' end as kind,
      case when c.relrowsecurity and c.relforcerowsecurity then ', rows secured and forced' when c.relrowsecurity then ', rows secured' else '' end as rls
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') order by c.relname`);
  const columns = await lines(`select c.relname as of, format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped order by a.attname`);
  const indexes = await lines('select tablename as of, \'  \' || regexp_replace(indexdef, \' ON public\\.\\w+ USING\', \'\') as line from pg_indexes where schemaname = \'public\' order by indexname');
  const foreign = await lines('select conrelid::regclass::text as of, format(\'  %s %s\', conname, pg_get_constraintdef(oid)) as line from pg_constraint where connamespace = \'public\'::regnamespace and contype in (\'f\', \'c\', \'x\') order by conname');
  const policies = await lines('select tablename as of, format(\'  policy %s for %s using %s check %s\', policyname, cmd, regexp_replace(qual, \'\\s+\', \' \', \'g\'), regexp_replace(coalesce(with_check, \'-\'), \'\\s+\', \' \', \'g\')) as line from pg_policies where schemaname = \'public\' order by policyname');
  const triggers = await lines('select tgrelid::regclass::text as of, \'  \' || regexp_replace(pg_get_triggerdef(oid), \' ON public\\.\\w+\', \'\') as line from pg_trigger where not tgisinternal and tgrelid::regclass::text !~ \'\\.\' order by tgname');
  const grants = await lines('select table_name as of, \'  the server may: \' || string_agg(lower(privilege_type), \', \' order by privilege_type) as line from information_schema.role_table_grants where table_schema = \'public\' and grantee = $1 group by table_name', [runtimeRole]);
  const functions = await world.rows<{ line: string }>('select format(\'%s(%s)%s\', p.proname, pg_get_function_identity_arguments(p.oid), case when p.prosecdef then \' with the rights of its owner\' else \'\' end) as line from pg_proc p where p.pronamespace = \'public\'::regnamespace order by 1');
  return [
    '# What a migrated database holds. Printed by: UPDATE_CATALOGUE=1 npx jest --selectProjects server --testPathPatterns test/schema.spec', '',
    ...tables.flatMap(({ name, kind, rls }) => [`${kind} ${name}${rls}`, ...[columns, indexes, foreign, policies, triggers, grants].flatMap((part) => part.get(name) ?? []), '']),
    'functions', ...functions.map(({ line }) => `  ${line}`), '',
  ].join('\n');
}
