// SQL side of the launcher, and its only use of the superuser: the two roles and the database.
import { createServer } from 'node:net';
import pg from 'pg';

/** A port that is free on the loopback address at this moment. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const client = (port, password, database = 'postgres') => {
  const made = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database, connectionTimeoutMillis: 5000, application_name: 'launcher' });
  made.on('error', () => {}); // the server may go away between two statements; the awaited call reports it
  return made;
};

/** Does our server (not some other program) answer on this port? */
export async function reachable(port, password) {
  const superuser = client(port, password);
  try {
    await superuser.connect();
    await superuser.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await superuser.end().catch(() => {});
  }
}

/**
 * Makes what is missing: role branch_owner (owns and migrates; may create databases, because tests clone a template),
 * role branch_app (the server at work: no ownership, bound by row-level security), database branch. Resolves true when the database is new.
 */
export async function ensureRoles(port, { superuser: password, owner, runtime }) {
  const superuser = client(port, password);
  await superuser.connect();
  try {
    const roles = [
      ['branch_owner', `login createdb nosuperuser nocreaterole nobypassrls password '${owner}'`],
      ['branch_app', `login nocreatedb nosuperuser nocreaterole nobypassrls password '${runtime}'`],
    ];
    const { rows } = await superuser.query("select rolname from pg_roles where rolname like 'branch\\_%'");
    for (const [name, options] of roles) {
      if (!rows.some((row) => row.rolname === name)) await superuser.query(`create role ${name} ${options}`);
    }
    // Tests shift the clock that rules read (app_now()) per database; a server in production refuses to start with a shifted clock.
    await superuser.query('grant set on parameter app.clock_shift to branch_owner');
    const { rowCount } = await superuser.query("select 1 from pg_database where datname = 'branch'");
    if (rowCount === 0) await superuser.query('create database branch owner branch_owner');
    return rowCount === 0;
  } finally {
    await superuser.end().catch(() => {});
  }
}
