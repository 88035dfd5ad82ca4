// Entities, migrations and the database agree; private tables are closed by the database itself (Z7); what must not be kept about people has no place.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { type DataSource } from 'typeorm';
import { entities } from '../src/entities.js';
import { sourceFor } from '../src/kit/source.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { catalogue } from './schema/catalogue.js';
import { World } from './world.js';

/** Made by SQL because TypeORM cannot say them: what the schema builder would undo, and nothing else. */
const byHand = /"(ix_unit_path|uq_unit_parent_name|uq_membership_open|uq_role_open|ix_ballot_right_person|uq_booking_open|ix_booking_provider_ids|ix_notice_unread|ix_attendee_present|uq_review_case_open|uq_watch_word_listed|uq_role_column_open|uq_site_application_open|ix_post_file_ids|ix_post_wider|ix_search_entry_grams|ix_message_clock)"/;

/** Tables that carry a unit and are not closed by row, each with its reason. A table added later is private unless it is named here. */
const openToTheServer: Record<string, string> = {
  role_held: 'who holds office is known to everyone signed in',
  site: 'name and state of a site; visitors will see those online',
  site_column: 'columns of a site, as public as the site',
  site_move: 'moves of a site through its review, shown to those who review',
  site_application: 'written by the branch for those above it to read; the routes name the unit and ask who reviews it',
  site_task: 'what a reviewer asks of a site, read by the branch and by those above it',
  watch_word: 'read inside the writing transaction by whoever writes beneath the unit; listed by a route for the desk only',
  closure: 'that writing is closed, and why, is shown to everyone who reads the site',
  search_entry: 'the server\'s role may not touch it at all; only app_search reads it, and asks what the policies ask',
  secret_count: 'the server\'s role may not touch it at all: it adds to the counts of a running vote by a function and learns them when the vote closes',
  service_item: 'menus roll down and are used across branches (AID-3)',
};

/** What is not kept about people at all (G18, guarantees 5.3). */
const forbidden = /(^|[._])(id_?card|id_?number|identity_?(card|number)|national_id|mood|emotion|sentiment|feeling|health|illness|disease|medical|score|points?|rank(ing)?|streak|rating|stars?|likes?|dwell|duration|opens?_count|income|salary|religion|ethnic\w*|fingerprint|ip(_address)?|latitude|longitude|location)($|_)/;
const phoneInClear = (place: string) => /phone|mobile|[._]tel($|_)/.test(place) && !/_(sealed|blind|masked)$/.test(place);

describe('数据库结构', () => {
  let world: World;
  let source: DataSource;
  const runtimeRole = new URL(process.env.TEST_PG_RUNTIME_URL ?? 'postgres://none').username;
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    const owner = new URL(process.env.TEST_PG_OWNER_URL ?? '');
    owner.pathname = new URL(world.databaseUrl).pathname;
    source = sourceFor(owner.toString(), entities);
    await source.initialize();
  });
  afterAll(async () => { await source.destroy(); await world.close(); });

  it('实体与迁移一致：迁移后的库，实体没有别的要求', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map((one) => one.query).filter((query) => !(query.startsWith('DROP INDEX') && byHand.test(query)))).toEqual([]);
  });

  it('手写的索引都在', async () => {
    const names = /\((.*)\)/.exec(byHand.source)?.[1]?.split('|') ?? [];
    const found = await world.rows<{ indexname: string }>('select indexname from pg_indexes where indexname = any ($1)', [names]);
    expect(found.map((one) => one.indexname).sort()).toEqual([...names].sort());
  });

  it('库的样子与存档一致（有意改动后用 UPDATE_CATALOGUE=1 重印）', async () => {
    const file = resolve(__dirname, 'schema/catalogue.txt');
    const now = await catalogue(world, runtimeRole);
    if (process.env.UPDATE_CATALOGUE === '1') writeFileSync(file, now);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : 'catalogue.txt is missing').toBe(now);
  });

  it('没有身份证号、情绪、健康、积分、排名这样的列，也没有明文手机号', async () => {
    const columns = await world.rows<{ place: string }>('select table_name || \'.\' || column_name as place from information_schema.columns where table_schema = \'public\'');
    expect(columns.length).toBeGreaterThan(100);
    expect(columns.map((one) => one.place).filter((place) => forbidden.test(place))).toEqual([]);
    expect(columns.map((one) => one.place).filter(phoneInClear)).toEqual([]);
  });

  it('禁列的规则真能认出禁列', () => {
    expect(['person.id_card', 'person.mood_last_week', 'membership.health', 'person.score', 'attendee.ranking', 'session.ip'].filter((place) => !forbidden.test(place))).toEqual([]);
    expect(['person.phone', 'join_request.mobile'].filter((place) => !phoneInClear(place))).toEqual([]);
    expect(['person.name', 'meeting.started_at', 'contact.phone_sealed'].filter((place) => forbidden.test(place) || phoneInClear(place))).toEqual([]);
  });

  describe('行级安全（Z7）', () => {
    const withUnit = () => source.entityMetadatas.filter((one) => one.columns.some((column) => column.databaseName === 'unit_id')).map((one) => one.tableName);
    /** Rows of one person, without a unit. */
    const personal = ['transfer', 'recovery_code', 'binding_code', 'contact', 'notice', 'accepted', 'consent', 'booking'];
    const closed = () => [...new Set([...withUnit().filter((table) => !(table in openToTheServer)), ...personal])].sort();
    let a: MadeUnit;
    let b: MadeUnit;
    let inA: MadePerson;
    let inB: MadePerson;
    beforeAll(async () => {
      const chain = await world.make.chain();
      a = chain.branch;
      b = await world.make.unit('branch', chain.community);
      [inA, inB] = [await world.make.member(a), await world.make.member(b)];
      for (const person of [inA, inB]) await world.make.withPhone(person);
    });

    /** Of these tables, those that the database does not close by row. */
    async function leftOpen(tables: string[]): Promise<string[]> {
      const secured = await world.rows<{ name: string }>(`
        select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname = any ($1)
          and c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid)`, [tables]);
      return tables.filter((table) => !secured.some((one) => one.name === table));
    }

    it('凡带单位或属于个人的表，都启用并强制行级安全，并有规则', async () => {
      expect(closed().length).toBeGreaterThan(20);
      expect(await leftOpen(closed())).toEqual([]);
    });

    it('例外名单里没有已经不在的表', async () => {
      expect(Object.keys(openToTheServer).filter((table) => !withUnit().includes(table))).toEqual([]);
    });

    it('后来加的私有表若忘了规则、忘了强制，这里就会发现', async () => {
      await world.owner.query('create table later_added (id text primary key, unit_id text not null)');
      expect(await leftOpen(['post', 'later_added'])).toEqual(['later_added']);
      await world.owner.query('alter table later_added enable row level security; create policy inside on later_added using (unit_id = any ((select app_units())::text[]))');
      expect(await leftOpen(['later_added'])).toEqual(['later_added']);
      await world.owner.query('alter table later_added force row level security');
      expect(await leftOpen(['later_added'])).toEqual([]);
      await world.owner.query('drop table later_added');
    });

    it('服务所用的角色不是库主，不是超级用户，不能绕过行级安全，也不能改结构', async () => {
      const [role] = await world.rows<Record<string, boolean>>('select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = $1', [runtimeRole]);
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false });
      expect(await world.rows('select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = $1 and c.relnamespace = \'public\'::regnamespace', [runtimeRole])).toEqual([]);
      for (const sql of ['create table mine (id text)', 'alter table post disable row level security', 'drop policy inside on post', 'truncate audit', 'delete from audit', 'update minutes_version set version = 2', 'set role postgres']) {
        await expect(runtime((client) => client.query(sql))).rejects.toThrow(/denied|must be owner|never change|does not exist/);
      }
    });

    /** Works as the server's own role, in a transaction that is rolled back. */
    async function runtime<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
      const client = new pg.Client({ connectionString: world.databaseUrl });
      await client.connect();
      try { await client.query('begin'); return await work(client); } finally { await client.query('rollback').catch(() => undefined); await client.end(); }
    }
    const seen = async (client: pg.Client, table: string) => (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;

    it('忘了说明身份的查询，一行也看不到', async () => {
      await plant();
      const visible = await runtime(async (client) => {
        const found: string[] = [];
        for (const table of closed()) if (await seen(client, table) > 0) found.push(table);
        return found;
      });
      expect(visible).toEqual([]);
    });

    it('甲支部的身份看不到乙支部的任何一行，系统身份都看得到', async () => {
      const planted = await plant();
      const scoped = (system: boolean) => runtime(async (client) => {
        await client.query(system ? 'set local app.system = \'on\'' : `set local app.person = '${inA.id}'; set local app.units = '${a.path.join(',')}'; set local app.beneath = '${a.path.join(',')}'`);
        const counts: Record<string, number> = {};
        for (const { table, where, params } of planted) counts[table] = (await client.query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`, params)).rows[0]?.n ?? -1;
        return counts;
      });
      expect(planted.map((one) => one.table).sort()).toEqual(closed());
      expect(Object.entries(await scoped(false)).filter(([, n]) => n !== 0)).toEqual([]);
      expect(Object.entries(await scoped(true)).filter(([, n]) => n === 0)).toEqual([]);
    });

    it('以甲支部的身份写不进乙支部', async () => {
      await expect(runtime(async (client) => {
        await client.query(`set local app.person = '${inA.id}'; set local app.units = '${a.id}'; set local app.beneath = '${a.id}'`);
        await client.query('insert into message (id, unit_id, author_id, text, left_at) values (\'1\', $1, $2, \'混进来的话\', now())', [b.id, inA.id]);
      })).rejects.toThrow(/row-level security/);
    });

    /** One row of branch B in every closed table, filled by the column's type: what it says does not matter here. */
    async function plant(): Promise<{ table: string; where: string; params: string[] }[]> {
      const client = new pg.Client({ connectionString: source.options.type === 'postgres' ? String(source.options.url) : '' });
      await client.connect();
      // Rows stand alone here: what they point to is not the question. (This world is the test's own; nothing after it reads the catalogue.)
      await client.query(`set app.system = 'on'; do $$ declare f record; begin
        for f in select conrelid::regclass as held, conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace loop execute format('alter table %s drop constraint %I', f.held, f.conname); end loop; end $$`);
      const planted: { table: string; where: string; params: string[] }[] = [];
      for (const table of closed()) {
        const columns = (await client.query<{ name: string; type: string; free: boolean }>('select column_name as name, data_type as type, (is_nullable = \'YES\' or column_default is not null) as free from information_schema.columns where table_schema = \'public\' and table_name = $1', [table])).rows;
        const owner = ['unit_id', 'person_id', 'asked_by'].find((name) => columns.some((column) => column.name === name)) ?? 'id';
        const value = owner === 'unit_id' ? b.id : inB.id;
        const given = columns.filter((column) => column.name === owner || !column.free);
        const made = given.map((column) => (column.name === owner ? value : sample(column.type)));
        await client.query(`insert into ${table} (${given.map((column) => `"${column.name}"`).join(', ')}) values (${given.map((_, at) => `$${at + 1}`).join(', ')}) on conflict do nothing`, made);
        planted.push({ table, where: `${owner} = $1`, params: [value] });
      }
      await client.end();
      return planted;
    }
  });
});

const sample = (type: string): unknown => {
  if (type === 'ARRAY') return [];
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (type === 'date') return '2026-01-01';
  if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z';
  if (/int|numeric/.test(type)) return 1;
  return 'planted';
};
