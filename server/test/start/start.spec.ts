// npm start as a person lives with it: first start, kill -9, start again, port taken, Ctrl-C. The step of npm test has built everything before.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../tools/pg/launcher.mjs';
import { alive, postmaster } from '../../tools/pg/postmaster.mjs';
import { freePort } from '../../tools/pg/roles.mjs';

const root = resolve(__dirname, '../../..');

/** One `npm start` or another command (without npm): what it said so far, and its end. */
class Start {
  said = '';
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(env: Record<string, string>, command = 'start', args: string[] = ['--tiny']) {
    const rest = { ...process.env };
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'NODE_ENV', 'DEMO', 'PUBLIC_URL', 'FIELD_KEY', 'BLIND_KEY', 'LINK_KEY', 'WECHAT', 'WECHAT_APP_ID']) delete rest[name];
    this.process = spawn(process.execPath, [join(root, `server/tools/${command}.mjs`), ...args], { env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (words: Buffer): void => {
      this.said += words.toString();
    };
    this.process.stdout?.on('data', hear);
    this.process.stderr?.on('data', hear);
    this.ended = new Promise((done) => this.process.on('exit', (code) => done(code)));
  }

  /** Waits until it has said these words; fails with all it said when it ends before. */
  async until(words: string): Promise<void> {
    for (;;) {
      if (this.said.includes(words)) return;
      if (this.process.exitCode !== null || this.process.signalCode !== null) throw new Error(`ended without saying 「${words}」:\n${this.said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async press(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}

describe('npm start', () => {
  const data = mkdtempSync(join(tmpdir(), 'online-branch-start-'));
  chmodSync(data, 0o755); // where root hands the database to another account, that account must be able to pass
  const starts: Start[] = [];
  let port = 0;
  const start = (env: Record<string, string> = {}, command = 'start', args = ['--tiny']): Start => {
    const one = new Start({ DATA_DIR: data, PORT: String(port), ...env }, command, args);
    starts.push(one);
    return one;
  };
  const running = (): { server: number } => JSON.parse(readFileSync(join(data, 'running.json'), 'utf8')) as { server: number };
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`);

  beforeAll(async () => {
    port = await freePort();
  });
  afterAll(async () => {
    for (const one of starts) if (one.process.exitCode === null && one.process.signalCode === null) await one.press('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  });

  it('goes from nothing to a page, an API and people to sign in as, on one port', async () => {
    const first = start();
    await first.until('按 Ctrl-C 停止');
    expect(first.said).toContain(`http://localhost:${port}`);
    expect(first.said).toMatch(/身份 +姓名 +账号 +密码/);
    const people = (await (await get('/api/v1/demo/people')).json()) as { login: string }[];
    expect(people.length).toBeGreaterThan(5);
    for (const { login } of people) expect(first.said).toContain(login);
    expect(await (await get('/')).text()).toMatch(/<div id="app">|<html/);
    expect((await get('/health/live')).status).toBe(200);
  }, 300_000);

  it('says who holds the port, or that it runs already, and touches nothing', async () => {
    const same = start();
    expect(await same.ended).toBe(1);
    expect(same.said).toContain('系统已经在运行');
    const other = start({ DATA_DIR: join(data, 'other') });
    expect(await other.ended).toBe(1);
    expect(other.said).toContain(`端口 ${port} 已被其他程序占用`);
    for (const { said } of [same, other]) expect(said).not.toMatch(/^\s+at /m); // a sentence, no stack
    expect((await get('/health/ready')).status).toBe(200);
  }, 120_000);

  it('comes back after kill -9: the database was left alone, the server noticed, and nothing is built or seeded again', async () => {
    const before = running().server;
    await starts[0]?.press('SIGKILL');
    // No network: whoever looked for one would find this address, and fail.
    const nowhere = 'http://127.0.0.1:9';
    const again = start({ npm_config_registry: nowhere, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: '127.0.0.1,localhost' });
    await again.until('按 Ctrl-C 停止');
    expect(again.said).toMatch(/安装依赖\s+已是最新/);
    expect(again.said).not.toMatch(/已按锁定文件安装|已构建/);
    expect(again.said).toContain('没有变化，无需构建');
    expect(again.said).toContain('沿用仍在运行的实例');
    expect(again.said).toContain('已有');
    expect(alive(before)).toBe(false);
    expect(running().server).not.toBe(before);
  }, 120_000);

  it('stops everything on Ctrl-C: server, database, lock', async () => {
    const server = running().server;
    const database = postmaster(join(data, 'pg', 'cluster'))?.pid ?? 0;
    expect(database).toBeGreaterThan(0);
    expect(await starts.at(-1)?.press('SIGINT')).toBe(0);
    expect([alive(server), alive(database)]).toEqual([false, false]);
    expect(() => running()).toThrow(/ENOENT/);
    await expect(get('/health/live')).rejects.toThrow();
  }, 120_000);

  const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://zhibu.example.cn', WECHAT: 'off', FIELD_KEY: 'f'.repeat(48), BLIND_KEY: 'b'.repeat(48), LINK_KEY: 'l'.repeat(48) };
  const links = (said: string) => [...said.matchAll(/https:\/\/zhibu\.example\.cn\/account\/bootstrap\/index\?token=(\S+)/g)].map((found) => found[1] ?? '');

  it('in production refuses what is unsafe, with every reason at once, and plants no demo data', async () => {
    const unsafe = start({ NODE_ENV: 'production' });
    expect(await unsafe.ended).toBe(1);
    for (const reason of ['没有设置 FIELD_KEY', '没有设置 BLIND_KEY', '没有设置 LINK_KEY', '演示数据', '不是 https', 'WECHAT_APP_ID']) expect(unsafe.said).toContain(reason);
    expect(unsafe.said).toContain('正式环境还有 6 处不安全');
    expect(links(unsafe.said)).toEqual([]);
    await expect(get('/health/live')).rejects.toThrow();
    const seed = start({ NODE_ENV: 'production' }, 'seed');
    expect(await seed.ended).toBe(1);
    expect(seed.said).toContain('正式环境（NODE_ENV=production）不能写入演示数据');
  }, 120_000);

  it('in production boots on a durable embedded database: one link for the first operator, no demo, no API page; afterwards none, on a database of one\'s own', async () => {
    const home = join(data, 'production');
    const first = start({ ...production, DATA_DIR: home });
    await first.until('在线支部已就绪');
    expect(first.said).toContain('正式环境，不写入演示数据');
    const [token, ...more] = links(first.said);
    expect([token?.length, more]).toEqual([expect.any(Number), []]);
    expect(first.said).not.toContain('可用下列身份登录');
    expect((await get('/health/ready')).status).toBe(200);
    expect(await (await get('/')).text()).toMatch(/<html/);
    expect((await get('/api/v1/demo/people')).status).toBe(404);
    expect(await (await get('/api/docs')).text()).not.toContain('swagger-ui');
    const post = (path: string, body: unknown) => fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: production.PUBLIC_URL }, body: JSON.stringify(body) });
    const operator = { token, name: '程向远', login: 'chengxy', password: '机房在三楼靠窗的第二个柜子' };
    expect((await post('/bootstrap', operator)).status).toBe(200);
    expect((await post('/bootstrap', { ...operator, login: 'another' })).ok).toBe(false);
    expect(await first.press('SIGINT')).toBe(0);

    // The same database, run by somebody else and named by its address.
    const own = await startPostgres({ dir: join(home, 'pg') });
    try {
      const address = { DATABASE_URL: own.runtimeUrl, DATABASE_OWNER_URL: own.ownerUrl };
      const second = start({ ...production, ...address, DATA_DIR: join(data, 'own') });
      await second.until('在线支部已就绪');
      expect(second.said).toContain('使用 DATABASE_URL 指定的数据库');
      expect(links(second.said)).toEqual([]);
      expect(existsSync(join(data, 'own', 'pg'))).toBe(false);
      // The operator made before is here: the password is right, and the authenticator is asked for.
      const answer = await (await post('/sessions', { login: operator.login, password: operator.password, client: 'h5' })).json() as { error?: { code: string } };
      expect(answer.error?.code).toBe('sign-in.code-needed');
      expect(await second.press('SIGINT')).toBe(0);

      // An empty database next to it: the seed says what it did.
      const owner = new pg.Client({ connectionString: own.ownerUrl });
      await owner.connect();
      await owner.query('create database empty');
      await owner.end();
      const other = Object.fromEntries(Object.entries(address).map(([name, url]) => { const at = new URL(url); at.pathname = '/empty'; return [name, at.toString()]; }));
      const seed = start({ ...other, DATA_DIR: join(data, 'own') }, 'seed');
      expect(await seed.ended).toBe(0);
      expect(seed.said).toMatch(/演示数据：12 名党员、6 个组织、1 次网上组织生活/);
    } finally {
      await own.stop();
    }
  }, 180_000);
});
