import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { World } from '../../test/world.js';
import { startApp } from '../app.js';
import { exampleSecret, readConfig } from './config.js';
import { dangers, databaseFacts } from './safety.js';
import type { DatabaseFacts } from './safety.js';
import { sourceFor } from './source.js';

const key = (letter: string) => letter.repeat(48);
const goodEnv = { NODE_ENV: 'production', DATABASE_URL: 'postgres://app@db.internal/branch?sslmode=verify-full', PUBLIC_URL: 'https://zhibu.example.cn', FIELD_KEY: key('a'), BLIND_KEY: key('b'), LINK_KEY: key('c'), WECHAT_APP_ID: 'wx1', WECHAT_SECRET: 's' };
const goodFacts: DatabaseFacts = { superuser: false, bypassesRowSecurity: false, ownsTables: false, fsync: true, synchronousCommit: true, clockOffSeconds: 0.3, clockShift: '', demoSeed: false };
const judge = (env: NodeJS.ProcessEnv = {}, facts: Partial<DatabaseFacts> = {}) => dangers(readConfig({ ...goodEnv, ...env }), { ...goodFacts, ...facts });

describe('正式环境的启动检查', () => {
  it('样样都好，就没有话说', () => { expect(judge()).toEqual([]); });

  it.each<[string, NodeJS.ProcessEnv, Partial<DatabaseFacts>, string]>([
    ['没有密钥', { FIELD_KEY: undefined }, {}, '没有设置 FIELD_KEY'],
    ['密钥太短', { BLIND_KEY: 'b'.repeat(31) }, {}, 'BLIND_KEY 只有 31 字节'],
    ['示例密钥', { LINK_KEY: `${exampleSecret}-LINK_KEY` }, {}, 'LINK_KEY 用的是示例值'],
    ['密钥相同', { LINK_KEY: key('a') }, {}, '不能相同'],
    ['超级用户', {}, { superuser: true, ownsTables: true, bypassesRowSecurity: true }, '超级用户'],
    ['表的主人', {}, { ownsTables: true }, '拥有数据表'],
    ['绕过行级安全', {}, { bypassesRowSecurity: true }, 'BYPASSRLS'],
    ['fsync 关着', {}, { fsync: false }, 'fsync'],
    ['synchronous_commit 关着', {}, { synchronousCommit: false }, 'synchronous_commit'],
    ['时钟不准', {}, { clockOffSeconds: -2.4 }, '相差 2.4 秒'],
    ['拨过时钟', {}, { clockShift: '3 days' }, 'app.clock_shift'],
    ['有演示数据', {}, { demoSeed: true }, '演示数据'],
    ['http 地址', { PUBLIC_URL: 'http://zhibu.example.cn' }, {}, '不是 https'],
    ['远程数据库没有加密', { DATABASE_URL: 'postgres://app@db.internal/branch' }, {}, 'sslmode'],
    ['任何网站都能连', { CORS_ORIGINS: 'https://a.example, *' }, {}, 'CORS_ORIGINS'],
    ['微信替身', { WECHAT_APP_ID: undefined }, {}, 'WECHAT_APP_ID'],
  ])('%s：拒绝启动，说清是什么、怎么办', (_title, env, facts, words) => {
    const found = judge(env, facts);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  it('本机的数据库不用加密；只用网页的可以不接微信；正式环境里没有演示模式', () => {
    expect(judge({ DATABASE_URL: 'postgres://app@127.0.0.1:5432/branch' })).toEqual([]);
    expect(judge({ WECHAT_APP_ID: undefined, WECHAT: 'off' })).toEqual([]);
    expect(readConfig({ ...goodEnv, DEMO: '1' }).demo).toBe(false);
  });

  describe('对着真的数据库', () => {
    let world: World;
    beforeAll(async () => { world = await World.open({ jobs: false }); });
    afterAll(async () => { await world.close(); });
    const config = (more: NodeJS.ProcessEnv = {}) => ({ ...readConfig({ NODE_ENV: 'production', DATABASE_URL: world.databaseUrl, PORT: '0', ...more }) });
    async function factsAs(url: string): Promise<DatabaseFacts> {
      const source = sourceFor(url, []);
      await source.initialize();
      try { return await databaseFacts(source); } finally { await source.destroy(); }
    }

    it('运行角色不是主人也不是超级用户；建表的角色会被认出来', async () => {
      expect(await factsAs(world.databaseUrl)).toMatchObject({ superuser: false, bypassesRowSecurity: false, ownsTables: false, demoSeed: false, clockShift: '' });
      const owner = new URL(process.env.TEST_PG_OWNER_URL ?? '');
      owner.pathname = new URL(world.databaseUrl).pathname;
      const facts = await factsAs(owner.toString());
      expect(facts.superuser || facts.ownsTables).toBe(true);
    });

    it('不安全就起不来，一次把所有的都说全', async () => {
      await world.rows('insert into instance (key, value) values (\'demo\', \'true\')');
      await expect(startApp(config())).rejects.toThrow(/正式环境还有 8 处不安全：[\s\S]*FIELD_KEY[\s\S]*BLIND_KEY[\s\S]*LINK_KEY[\s\S]*fsync[\s\S]*synchronous_commit[\s\S]*演示数据[\s\S]*不是 https[\s\S]*WECHAT_APP_ID/);
      await world.rows('delete from instance where key = \'demo\'');
    });

    it('真的进程：退出码不是 0，错误里没有密码', async () => {
      const main = join(__dirname, '../../dist/src/main.js');
      expect(existsSync(main)).toBe(true);
      const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: world.databaseUrl, PORT: '0' } });
      const late = setTimeout(() => child.kill('SIGKILL'), 25_000);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
      const code = await new Promise((done) => child.on('exit', done));
      clearTimeout(late);
      expect(code).toBe(1);
      expect(output).toContain('处不安全');
      expect(output).not.toContain(new URL(world.databaseUrl).password);
    });
  });
});
