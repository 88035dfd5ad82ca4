// Who may do what, over every route (G11, G12): Z1 the matrix, forty sentences by hand, Z5 rights that end, Z6 fields that nobody asked for, and proof that a missing guard is noticed.
import { io } from 'socket.io-client';
import { permissions } from '@branch/shared/permissions';
import type { Grant, Permission } from '@branch/shared/permissions';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { memberRoutes, unitRoutes } from '@branch/shared/members/routes';
import { context } from '../src/kit/context.js';
import { Guard } from '../src/members/guard.js';
import type { MadePerson } from '../src/seed/factories.js';
import { send } from './authorisation/calling.js';
import { expectations } from './authorisation/expectations.js';
import type { Real } from './authorisation/expectations.js';
import { happy } from './authorisation/happy.js';
import { liveIn } from './authorisation/life.js';
import type { Life } from './authorisation/life.js';
import { deviations, expected, knock, principals, scopes, scopesOf, stage, table } from './authorisation/matrix.js';
import type { PrincipalKey, Stage } from './authorisation/matrix.js';
import { everyRoute, routeNamed } from './contract/every-route.js';
import { World } from './world.js';

// The same choice in every run; MATRIX_SEED=<number> makes another.
const seed = Number(process.env.MATRIX_SEED ?? 20_080_630);
/** A repeatable choice of `n` of these. */
function some<T>(all: T[], n: number): T[] {
  let state = seed;
  const random = () => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return state / 2_147_483_648; };
  const left = [...all];
  return Array.from({ length: Math.min(n, left.length) }, () => left.splice(Math.floor(random() * left.length), 1)[0] as T);
}

describe('权限', () => {
  let world: World;
  let on: Stage;
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    on = await stage(world);
  });
  afterAll(async () => { await world.close(); });

  it('权限矩阵：每条路由 × 每种身份 × 每个范围，与权限表一致（Z1）', async () => {
    const { cells, wrong } = await deviations(on);
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(cells).toBe(everyRoute.reduce((sum, one) => sum + scopesOf(one).length * Object.keys(principals).length, 0));
    expect(cells).toBeGreaterThan(3000);
  }, 120_000);

  it('长连接也是一样：每种身份 × 每个范围，能听的群与权限表一致（Z1）', async () => {
    const rooms = new Map(await Promise.all(scopes.map(async (at) => [at, (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [on.units[at].id]))[0]?.id] as const)));
    expect([...rooms].filter(([, id]) => id).map(([at]) => at)).toEqual(expect.arrayContaining(['branch', 'sibling', 'foreign']));
    for (const key of Object.keys(principals) as PrincipalKey[]) {
      const who = on.people[key];
      const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: who ? await world.tokenOf(who) : '' }, reconnection: false });
      const entered = await new Promise<string>((done) => { socket.once('connect', () => done('in')); socket.once('connect_error', (error) => done(error.message)); });
      expect([key, entered]).toEqual([key, who ? 'in' : 'sign-in.required']);
      for (const [at, id] of who ? rooms : []) {
        if (!id) continue;
        const may = expected('room.read', principals[key], at) === 'passed';
        expect([key, at, await socket.emitWithAck('listen', { room: `room:${id}` })]).toEqual([key, at, may ? { ok: true } : { ok: false, code: 'not-found' }]);
      }
      socket.disconnect();
    }
  });

  it('不存在的单位与不该看的单位，答复一样', async () => {
    for (const one of some(everyRoute.filter(({ route }) => route.path.includes(':unitId') && !table[route.can].some((grant) => grant === 'signedIn' || grant === 'open')), 25)) {
      const nowhere = { ...on, units: { ...on.units, foreign: { ...on.units.foreign, id: '11111111111' } } };
      expect([one.name, await knock(nowhere, on.people.成员, one, 'foreign')]).toEqual([one.name, await knock(on, on.people.成员, one, 'foreign')]);
    }
  });

  describe('手写的期望（不看权限表）', () => {
    let real: Record<Real, MadePerson | null>;
    beforeAll(async () => {
      const { make } = world;
      const officer = (role: Parameters<typeof make.officer>[0]) => make.officer(role, on.units.branch);
      const outside = async (role: Parameters<typeof make.officer>[0], unit: keyof Stage['units'] | null) => { const person = await make.person(); await make.appoint(person, role, unit ? on.units[unit] : null); return person; };
      real = {
        访客: null, 没有支部的人: await make.person(), 成员: await make.member(on.units.branch), 网管员: await officer('networkAdmin'), 版主: await officer('moderator'), 委员: await officer('committeeMember'), 书记: await officer('secretary'), 副书记: await officer('deputySecretary'),
        社区: await outside('communityStaff', 'community'), 区: await outside('districtStaff', 'district'), 审计员: await outside('auditor', 'district'), 运维员: await outside('operator', null), 指导员: await outside('instructor', 'community'), 企业代表: await outside('employerRepresentative', 'branch'), 导师: await outside('mentor', 'branch'),
      };
    });

    it('至少四十句，一半以上说的是不能', () => {
      expect(expectations.length).toBeGreaterThanOrEqual(40);
      expect(expectations.filter(([, , , , may]) => !may).length * 2).toBeGreaterThan(expectations.length);
      expect(new Set(expectations.map(([sentence]) => sentence)).size).toBe(expectations.length);
    });

    it.each(expectations)('%s', async (_sentence, who, name, at, may) => {
      const outcome = await knock(on, real[who], { name, group: '', route: routeNamed(name) }, at);
      expect(outcome).toEqual(may ? 'passed' : who === '访客' ? 'sign-in.required' : expect.stringMatching(/^not-(allowed|found)$/));
    });
  });

  describe(`少一道门，矩阵就会发现（种子 ${seed}）`, () => {
    const guarded = everyRoute.filter(({ route }) => !table[route.can].includes('open'));

    it('随机二十条路由各去掉守卫：二十次都发现', async () => {
      const guard = world.get(Guard);
      const proper = guard.canActivate.bind(guard);
      const missed: string[] = [];
      for (const one of some(guarded, 20)) {
        // As if @Handle had forgotten the permission: the caller is still known, nobody is refused.
        jest.spyOn(guard, 'canActivate').mockImplementation(async (execution) => {
          const request = execution.switchToHttp().getRequest<{ routeOptions: { url: string }; method: string; headers: { authorization?: string } }>();
          if (request.routeOptions.url !== `/api/v1${one.route.path}` || request.method !== one.route.method) return proper(execution);
          const who = await guard.whois(request.headers.authorization?.slice(7) ?? null, null);
          Object.assign(context.getStore() ?? {}, { me: who.me });
          return true;
        });
        if ((await deviations(on, [one])).wrong.length === 0) missed.push(one.name);
        jest.restoreAllMocks();
      }
      expect(missed).toEqual([]);
      expect((await deviations(on, some(guarded, 3))).wrong).toEqual([]);
    }, 60_000);

    it('随机二十项权限各多给一种人：二十次都发现', async () => {
      const open = permissions as unknown as Record<Permission, readonly Grant[]>;
      const strict = (Object.keys(table) as Permission[]).filter((one) => !table[one].includes('open') && !table[one].includes('signedIn') && everyRoute.some(({ route }) => route.can === one));
      const missed: string[] = [];
      for (const permission of some(strict, 20)) {
        open[permission] = [...table[permission], 'signedIn'];
        try {
          const route = everyRoute.find((one) => one.route.can === permission);
          if ((await deviations(on, route ? [route] : [])).wrong.length === 0) missed.push(permission);
        } finally { open[permission] = table[permission]; }
      }
      expect(missed).toEqual([]);
    }, 60_000);
  });

  describe('权利一撤，立刻生效（Z5）', () => {
    it('网管员卸任，下一个请求就被拒', async () => {
      const secretary = await world.make.officer('secretary', on.units.branch);
      const admin = await world.make.person();
      await world.make.appoint(admin, 'networkAdmin', on.units.branch);
      const edit = () => world.as(admin, siteRoutes.edit, { unitId: on.units.branch.id, name: '小站', banner: '', introduction: '' });
      expect((await edit()).status).toBe(200);
      const held = await world.rows<{ id: string }>('select id from role_held where person_id = $1', [admin.id]);
      await world.ok(secretary, unitRoutes.endRole, { unitId: on.units.branch.id, roleId: held[0]?.id ?? '', reason: '任期已满' });
      expect(await edit()).toMatchObject({ status: 404, code: 'not-found' });
    });

    it('组织关系转出，群在几秒内不再推送，也不能再听', async () => {
      const secretary = await world.make.officer('secretary', on.units.branch);
      const leaver = await world.make.member(on.units.branch);
      const room = (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [on.units.branch.id]))[0]?.id ?? '';
      const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(leaver) }, reconnection: false });
      await new Promise<void>((done, fail) => { socket.once('connect', done); socket.once('connect_error', fail); });
      const heard: unknown[] = [];
      socket.onAny((name: string, body: unknown) => { heard.push({ name, body }); });
      expect(await socket.emitWithAck('listen', { room: `room:${room}` })).toEqual({ ok: true });
      const removed = new Promise<void>((done) => { socket.once('removed', () => done()); });
      const membership = await world.rows<{ id: string }>('select id from membership where person_id = $1', [leaver.id]);
      await world.ok(secretary, memberRoutes.endMembership, { unitId: on.units.branch.id, membershipId: membership[0]?.id ?? '', reason: 'transferred', on: '2025-06-01' });
      expect((await world.as(leaver, roomRoutes.state, { unitId: on.units.branch.id, roomId: room })).status).toBe(404);
      await removed;
      heard.length = 0;
      await world.ok(secretary, roomRoutes.speak, { unitId: on.units.branch.id, roomId: room, clientId: '0b4c2f6e-1111-4222-8333-944455556666', text: '走了以后说的话' });
      expect(await socket.emitWithAck('listen', { room: `room:${room}` })).toEqual({ ok: false, code: 'not-found' });
      expect(JSON.stringify(heard)).not.toContain('走了以后说的话');
      socket.disconnect();
    });
  });

  describe('没人要的字段（Z6）', () => {
    const extras = { role: 'secretary', branchId: '11111111111', status: 'full', ownerId: '11111111111', authorId: '11111111111', createdAt: '2020-01-01T00:00:00Z', seq: 1, verified: true, isAdmin: true, votes: 100, score: 100, deletedAt: '2020-01-01T00:00:00Z' };
    let life: Life;
    beforeAll(async () => { life = await liveIn(world, await world.make.unit('branch', on.units.community), { community: on.units.community, district: on.units.district }); }, 60_000);

    const tables = async () => (await world.rows<{ name: string }>('select relname as name from pg_class where relnamespace = \'public\'::regnamespace and relkind = \'r\' order by 1')).map((one) => one.name);
    /** Everything the database holds, as one number per table. */
    const everything = async () => world.rows((await tables()).map((name) => `select '${name}' as name, count(*)::int as n, coalesce(sum(hashtext(t::text)), 0)::text as sum from ${name} t`).join(' union all '));

    it.each(everyRoute.filter(({ route }) => route.method !== 'GET').map((one) => [one.name, one] as const))('%s：多出的字段一律退回，什么也不变', async (name, { route }) => {
      const good = await (happy[name] as NonNullable<typeof happy[string]>)(life);
      const own = new Set(Object.keys((route.input as unknown as { shape: Record<string, unknown> }).shape));
      if (good.who) await world.tokenOf(good.who);
      const before = await everything();
      await Promise.all(Object.entries(extras).map(async ([field, value]) => {
        // A field that this route does ask for is tried under a neighbouring name.
        const key = own.has(field) ? `${field}Id` : field;
        const seen = await send(world, name, { ...good, input: { ...good.input, [key]: value } });
        expect([key, seen.status, seen.code]).toEqual([key, 400, 'input.invalid']);
      }));
      expect(await everything()).toEqual(before);
      await good.after?.();
    });
  });
});
