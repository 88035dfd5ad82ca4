// Bad input never breaks the service (G19): every operation of the OpenAPI document, signed in as someone who may, succeeds once and then gets what nobody should send.
// The same cases every time; FUZZ_SEED=<number> draws others, FUZZ_CASES sets how many per operation (40). `npm run test:faults -- input` draws anew.
import { gzipSync } from 'node:zlib';
import { request as httpRequest } from 'node:http';
import { refusals } from '@branch/shared/refusals';
import type { JsonSchema, Operation } from '../src/kit/openapi.js';
import { apiDocument } from '../src/printing.js';
import { sendTo, send } from './authorisation/calling.js';
import type { Happy, Seen } from './authorisation/calling.js';
import { happy } from './authorisation/happy.js';
import { liveIn } from './authorisation/life.js';
import type { Life } from './authorisation/life.js';
import { everyRoute } from './contract/every-route.js';
import type { NamedRoute } from './contract/every-route.js';
import { attacksOn } from './fuzz/attacks.js';
import { misfits } from './fuzz/fits.js';
import { World } from './world.js';

const cases = Number(process.env.FUZZ_CASES ?? 40);
const seed = Number(process.env.FUZZ_SEED ?? 20_080_630);
const leaks = /node_modules|\.(ts|js):\d|\bat \w+[.\w]* \(|\/(home|usr|var|opt|root|srv)\/|\b(select|insert into|update|delete from)\b .*\b(from|values|set|where)\b|relation "|column "|violates|syntax error|duplicate key|QueryFailedError|TypeError|ReferenceError|\bnull value in/i;

describe('坏输入', () => {
  let world: World;
  let life: Life;
  const document = JSON.parse(JSON.stringify(apiDocument())) as ReturnType<typeof apiDocument>;
  const defs = document.components.schemas as Record<string, JsonSchema>;
  const operations = new Map(Object.values(document.paths).flatMap((one) => Object.values(one)).map((one) => [one.operationId, one]));
  beforeAll(async () => {
    world = await World.open({ jobs: true });
    const chain = await world.make.chain();
    life = await liveIn(world, chain.branch, chain);
  }, 60_000);
  afterAll(async () => { await world.close(); });

  const documented = (operation: Operation): JsonSchema => {
    const ok = operation.responses[200];
    return ok && 'content' in ok ? Object.values(ok.content ?? {})[0]?.schema ?? {} : {};
  };
  /** What is wrong with an answer; empty if it is as the document and our promise say. */
  function faults(route: NamedRoute, seen: Seen): string[] {
    const operation = operations.get(route.name);
    if (!operation) return ['not in the document'];
    if (seen.status >= 500) return [`${seen.status} ${seen.text.slice(0, 200)}`];
    if (seen.status === 200) return route.route.download ? [] : misfits(seen.body, documented(operation), defs);
    const error = (seen.body as { error?: { code?: unknown; message?: unknown; requestId?: unknown } } | null)?.error;
    const found = misfits(seen.body, defs.Refusal ?? {}, defs);
    if (typeof error?.message !== 'string' || !/[\u4e00-\u9fff]{2}/.test(error.message)) found.push(`no Chinese sentence: ${seen.text.slice(0, 120)}`);
    if (typeof error?.code === 'string' && Object.hasOwn(refusals, error.code) && refusals[error.code as keyof typeof refusals][0] !== seen.status) found.push(`${error.code} with ${seen.status}`);
    if (leaks.test(seen.text)) found.push(`tells too much: ${seen.text.slice(0, 200)}`);
    return found;
  }

  it('每条接口都有能成功的一次', () => {
    expect(everyRoute.filter(({ name }) => !happy[name]).map(({ name }) => name)).toEqual([]);
  });

  describe(`逐条接口（种子 ${seed}，每条 ${cases} 例）`, () => {
    it.each(everyRoute.map((one) => [one.name, one] as const))('%s：好的成功，坏的说清，服务不倒', async (name, route) => {
      const recipe = happy[name];
      if (!recipe) throw new Error('no recipe');
      const first = await recipe(life);
      const good = await send(world, name, first);
      await first.after?.();
      expect({ status: good.status, text: good.status === 200 ? '' : good.text, faults: faults(route, good) }).toEqual({ status: 200, text: '', faults: [] });

      const base: Happy = await recipe(life);
      const bad: string[] = [];
      const attacks = [...attacksOn(route, operations.get(name) as Operation, base.input, { count: cases, seed })];
      for (let i = 0; i < attacks.length; i += 6) {
        if (!base.who) await world.rows('delete from sign_in_failure');
        // A few at once: nobody who attacks waits for the answer.
        await Promise.all(attacks.slice(i, i + 6).map(async (attack) => {
          const seen = await attack.send(world, base);
          if (attack.mustRefuse && seen.status === 200) bad.push(`${attack.what}: taken`);
          for (const fault of faults(route, seen)) bad.push(`${attack.what}: ${fault}`);
        }));
      }
      await base.after?.();
      expect(bad.slice(0, 12)).toEqual([]);
    }, 60_000);
  });

  it('攻击之后，服务照常', async () => {
    expect((await (await fetch(`${world.url}/health/ready`)).json())).toMatchObject({ ok: true });
    expect((await send(world, 'meetings.meetings', await (happy['meetings.meetings'] as NonNullable<typeof happy[string]>)(life))).status).toBe(200);
  });

  describe('不合规矩的请求（X2）', () => {
    const raw = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, path = `/units/${life.unit.id}/messages`, method = 'POST') => {
      const answer = await fetch(`${world.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${await world.tokenOf(life.people.member)}`, ...headers }, body });
      const body_ = await answer.json() as { error?: { code: string; message: string } };
      return { status: answer.status, code: body_.error?.code };
    };
    const json = { 'content-type': 'application/json' };

    it('超过 1 MB 的请求：413', async () => {
      expect(await raw(`{"text":"${'很'.repeat(350_000)}"}`, json)).toEqual({ status: 413, code: 'input.too-large' });
    });
    it('不是 JSON 的格式：415', async () => {
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) expect(await raw('text=1', { 'content-type': type })).toEqual({ status: 415, code: 'input.unsupported-type' });
    });
    it('写坏的 JSON：400', async () => {
      for (const body of ['{', '{"a":', '', '[1,', '{"__proto__":{"x":1}}', '{"a":1}{"b":2}', '\u0000']) expect((await raw(body, json)).status).toBe(400);
    });
    it('压缩过的正文不解开，也不受炸弹之害', async () => {
      const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
      const answer = await raw(new Uint8Array(bomb), { ...json, 'content-encoding': 'gzip' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    });
    it('一万个请求头：被挡住，服务还在', async () => {
      const status = await new Promise<number>((done) => {
        const call = httpRequest(`${world.url}/api/v1/me`, { headers: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`x-${i}`, 'a'])) }, (answer) => { answer.resume(); done(answer.statusCode ?? 0); });
        // The connection may be cut while we are still sending: refused as well.
        call.on('error', () => done(413));
        call.end();
      });
      expect(status).toBe(413);
      expect((await fetch(`${world.url}/health/live`)).status).toBe(200);
    });
    it('怪异的地址：404，不是 500', async () => {
      for (const path of ['/units/%00/site', '/units/%E0%A4%A/site', '/units/../../etc/passwd', `/units/${'a'.repeat(5000)}/site`, '/units/%2e%2e%2f/site', '//units', '/units/;drop/site']) {
        const answer = await fetch(`${world.url}/api/v1${path}`, { headers: { authorization: `Bearer ${await world.tokenOf(life.people.member)}` } });
        expect({ path, status: answer.status, refused: [400, 404, 414].includes(answer.status) }).toMatchObject({ refused: true });
        expect(await answer.text()).not.toMatch(leaks);
      }
    });
    it('凭证写坏了：401，一句中文', async () => {
      for (const authorization of ['Bearer', 'Bearer ', `Bearer ${'x'.repeat(8000)}`, 'Basic YTpi', 'bearer null', 'Bearer \' or 1=1 --', 'Bearer a b c']) {
        const answer = await fetch(`${world.url}/api/v1/me`, { headers: { authorization } });
        expect(answer.status).toBe(401);
        expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(/登录/);
      }
    });
    it('该传图片的地方传别的：说清楚，不失败', async () => {
      const route = everyRoute.find((one) => one.name === 'files.upload') as NamedRoute;
      for (const bytes of [Buffer.alloc(0), Buffer.from('<svg onload=alert(1)>'), Buffer.from('GIF89a'), Buffer.from('\x89PNG\r\n\x1a\nbroken')]) {
        const seen = await sendTo(world, life.people.member, route.route, { unitId: life.unit.id }, { name: '../../etc/passwd\u0000.png', type: 'image/png', bytes });
        expect({ status: seen.status, refused: [400, 413, 415, 422].includes(seen.status), faults: faults(route, seen) }).toMatchObject({ refused: true, faults: [] });
      }
    });
  });
});
