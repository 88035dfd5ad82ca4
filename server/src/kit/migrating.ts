import { Logger, runMigrations } from 'graphile-worker';
import { sourceFor } from './source.js';

/** Brings a database up to date as its owner: our migrations, then the job queue's own; one at a time under an advisory lock. Answers how many ran. */
export async function migrateAll(ownerUrl: string, migrations: Parameters<typeof sourceFor>[2], runtimeRole: string | null): Promise<number> {
  const role = runtimeRole?.replace(/[^a-z0-9_]/gi, '') ?? null;
  const source = sourceFor(ownerUrl, [], migrations, role ? `-c app.runtime_role=${role}` : '');
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    await runner.query('select pg_advisory_lock(770115)');
    const ran = await source.runMigrations();
    await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => undefined) });
    if (role) await openQueueTo(runner, role);
    return ran.length;
  } finally {
    await runner.query('select pg_advisory_unlock(770115)').catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

/** The queue protects its tables with row-level security; the runtime role works on them through a policy of its own. */
async function openQueueTo(runner: { query(sql: string): Promise<unknown> }, role: string): Promise<void> {
  await runner.query(`
    do $$ declare t record; begin
      if not exists (select 1 from pg_roles where rolname = '${role}') or '${role}' = current_user then return; end if;
      grant usage on schema graphile_worker to ${role};
      grant select, insert, update, delete on all tables in schema graphile_worker to ${role};
      grant usage, select on all sequences in schema graphile_worker to ${role};
      grant execute on all functions in schema graphile_worker to ${role};
      for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity loop
        if not exists (select 1 from pg_policies where schemaname = 'graphile_worker' and tablename = t.relname and policyname = 'runtime') then
          execute format('create policy runtime on graphile_worker.%I to ${role} using (true) with check (true)', t.relname);
        end if;
      end loop;
    end $$`);
}
