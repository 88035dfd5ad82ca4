import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { World } from '../../test/world.js';
import { Db } from './db.js';
import { merkleRoot } from './merkle.js';
import { readAnchors, Sealing } from './sealing.js';
import { verifyAudit } from './verifying.js';
import type { Finding } from './verifying.js';

describe('审计记录的封存（G14、5.5）', () => {
  let world: World;
  let folder: string;

  beforeEach(async () => {
    world = await World.open({ jobs: false });
    folder = await mkdtemp(join(tmpdir(), 'anchors-'));
  });
  afterEach(async () => { await world.close(); await rm(folder, { recursive: true, force: true }); });

  const acts = (n: number) => world.get(Db).asSystem('a story leaves traces', async (tx) => { for (let i = 0; i < n; i += 1) await tx.audit('moderation.stopped', `post:${i}`, { reason: `理由 ${i}`, n: i }); });
  const seal = () => world.get(Sealing).tick(folder);
  const verify = async () => { const anchors = await readAnchors(folder); return world.get(Db).asSystem('a story verifies', (tx) => verifyAudit(tx, anchors)); };
  const kinds = (findings: Finding[]) => [...new Set(findings.map((one) => one.kind))].sort();
  /** What somebody with the owner's password can do, triggers or not. */
  const asOwner = async (sql: string, params: unknown[] = []) => {
    const guarded = ['audit', 'audit_leaf', 'audit_seal'];
    for (const table of guarded) await world.rows(`alter table ${table} disable trigger never_changes`);
    await world.rows('alter table audit no force row level security');
    await world.rows(sql, params);
    await world.rows('alter table audit force row level security');
    for (const table of guarded) await world.rows(`alter table ${table} enable trigger never_changes`);
  };

  it('封好以后，核对无误：每条都在封条里，每个封条都在库外留底', async () => {
    await acts(12);
    await seal();
    await acts(3);
    await seal();
    await seal();
    const done = await verify();
    expect(done).toMatchObject({ rows: 15, seals: 2, unsealed: 0, findings: [] });
    expect((await readAnchors(folder)).map((anchor) => anchor.no)).toEqual([1, 2]);
  });

  /** The command as an operator types it, against this world's database and data folder. */
  const asTyped = async (): Promise<{ code: number | null; said: string }> => {
    const { DATABASE_OWNER_URL: _, ...env } = process.env;
    const running = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', 'audit:verify'], { cwd: resolve(__dirname, '../../..'), env: { ...env, DATABASE_URL: world.databaseUrl, DATA_DIR: folder }, shell: process.platform === 'win32' });
    let said = '';
    for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
    return { code: await new Promise((done) => { running.on('close', done); }), said };
  };

  it('npm run audit:verify：没人动过，退出码是 0；改过一条，退出码不是 0，说得出是哪一条', async () => {
    await acts(5);
    await world.get(Sealing).tick(join(folder, 'anchors'));
    const untouched = await asTyped();
    expect([untouched.code, untouched.said]).toEqual([0, expect.stringMatching(/已封 5 条[^]*没有被改、被删、被截的记录/)]);
    const [victim] = await world.rows<{ id: string }>('select id from audit order by at, id limit 1');
    await asOwner('update audit set details = details || \'{"reason": "另一个理由"}\' where id = $1', [victim?.id]);
    const edited = await asTyped();
    expect(edited.code).not.toBe(0);
    expect(edited.said).toContain(victim?.id);
    expect(edited.said).toContain('被改');
  }, 180_000);

  it('一次超过五百条，分几批封完', async () => {
    await world.rows('insert into audit (id, at, action, object, result, details) select lpad(i::text, 11, \'0\'), now(), \'a\', \'b\', \'done\', \'{}\' from generate_series(1, 1203) i');
    await seal();
    expect(await verify()).toMatchObject({ rows: 1203, seals: 3, findings: [] });
  });

  it('改一个字、删一条、截去尾巴，都找得出来，并指出是哪一条', async () => {
    await acts(8);
    await seal();
    const [victim, gone] = await world.rows<{ id: string }>('select id from audit order by at, id limit 2');
    await asOwner('update audit set details = details || \'{"reason": "另一个理由"}\' where id = $1', [victim?.id]);
    expect((await verify()).findings).toEqual([{ kind: 'edited', at: victim?.id, words: expect.stringContaining('被改') as string }]);
    await asOwner('delete from audit where id = $1', [gone?.id]);
    expect((await verify()).findings.map((one) => [one.kind, one.at])).toEqual(expect.arrayContaining([['edited', victim?.id], ['deleted', gone?.id]]));
  });

  it('尾巴连封条一起截去，库里看着完好，库外的留底对不上', async () => {
    await acts(4);
    await seal();
    await acts(4);
    await seal();
    await asOwner('delete from audit where id in (select audit_id from audit_leaf where seal_no = 2)');
    await asOwner('delete from audit_leaf where seal_no = 2');
    await asOwner('delete from audit_seal where no = 2');
    const done = await verify();
    expect(kinds(done.findings)).toEqual(['cut']);
    expect(done.findings[0]?.words).toContain('封条 2');
  });

  it('连封条也重做一遍，库外的留底对不上', async () => {
    await acts(4);
    await seal();
    await asOwner('update audit set action = \'moderation.passed\'');
    await asOwner('delete from audit_leaf');
    await asOwner('delete from audit_seal');
    const spare = await mkdtemp(join(tmpdir(), 'anchors-'));
    await world.get(Sealing).tick(spare);
    await rm(spare, { recursive: true });
    expect(kinds((await verify()).findings)).toEqual(['anchor']);
  });

  it('改封条里的散列也瞒不过：封条的根对不上', async () => {
    await acts(4);
    await seal();
    await asOwner('update audit_leaf set hash = md5(hash) where place = 1');
    expect(kinds((await verify()).findings)).toContain('seal');
  });

  it('服务自己的角色改不了、删不了记录，也改不了封条', async () => {
    await acts(1);
    await seal();
    for (const sql of ['update audit set action = \'x\'', 'delete from audit', 'update audit_leaf set hash = \'x\'', 'delete from audit_leaf', 'update audit_seal set root = \'x\'', 'delete from audit_seal']) {
      await expect(world.asRuntime(sql)).rejects.toThrow(/denied|never change/);
    }
  });

  it('两个进程同时封，一条也不重、一条也不漏', async () => {
    await acts(40);
    await Promise.all(Array.from({ length: 6 }, () => seal()));
    await seal();
    expect(await verify()).toMatchObject({ rows: 40, unsealed: 0, findings: [] });
  });

  it('留底一行一个封条；换了次序，根就不同', async () => {
    await acts(2);
    await seal();
    const [file = ''] = await readdir(folder);
    const line = await readFile(join(folder, file), 'utf8');
    expect(line).toMatch(/^1 [0-9a-f]{64} 2 \d{4}-\d\d-\d\dT\S+\n$/);
    await writeFile(join(folder, file), line.replace(/[0-9a-f]{64}/, 'f'.repeat(64)));
    expect(kinds((await verify()).findings)).toEqual(['anchor']);
    expect(merkleRoot(['a', 'b'])).not.toBe(merkleRoot(['b', 'a']));
    expect(merkleRoot(['a', 'b', 'c'])).not.toBe(merkleRoot(['a', 'b', 'c', 'c']));
  });
});
