// npm start as a person lives with it: first start, kill -9, start again, port taken, Ctrl-C. The step of npm test has built everything before.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { alive, postmaster } from '../../tools/pg/postmaster.mjs';
import { freePort } from '../../tools/pg/roles.mjs';

const root = resolve(__dirname, '../../..');

/** One `npm start` (without npm): what it said so far, and its end. */
class Start {
  said = '';
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(env: Record<string, string>) {
    const rest = { ...process.env };
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'NODE_ENV', 'DEMO']) delete rest[name];
    this.process = spawn(process.execPath, [join(root, 'server/tools/start.mjs'), '--tiny'], { env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
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
  const start = (env: Record<string, string> = {}): Start => {
    const one = new Start({ DATA_DIR: data, PORT: String(port), ...env });
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
    const again = start();
    await again.until('按 Ctrl-C 停止');
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
});
