// What both ends agree on is what the server really does: routes, permissions, printed documents, socket events.
import { ModulesContainer } from '@nestjs/core';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { permissions } from '@branch/shared/permissions';
import { refusals } from '@branch/shared/refusals';
import type { Route } from '@branch/shared/route';
import type { FastifyInstance } from 'fastify';
import { serveApiPages } from '../src/api-pages.js';
import { routeKey } from '../src/kit/handle.js';
import { newId } from '../src/kit/ids.js';
import { apiDocument, printedDocs } from '../src/printing.js';
import { everyRoute } from './contract/every-route.js';
import { World } from './world.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';

describe('合同：约定的就是实际的', () => {
  let world: World;
  let branch: MadeUnit;
  let foreign: MadeUnit;
  let member: MadePerson;
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    const chain = await world.make.chain();
    branch = chain.branch;
    foreign = await world.make.unit('branch', chain.community);
    member = await world.make.member(branch);
  });
  afterAll(async () => { await world.close(); });

  /** The routes bound by @Handle, with the method that has each. */
  function handled(): { route: Route; by: string }[] {
    const found: { route: Route; by: string }[] = [];
    for (const module of world.running.app.get(ModulesContainer).values()) {
      for (const { metatype } of module.controllers.values()) {
        const prototype = (metatype as { prototype: Record<string, unknown>; name: string }).prototype;
        for (const key of Object.getOwnPropertyNames(prototype)) {
          const method = prototype[key];
          const route = typeof method === 'function' ? Reflect.getMetadata(routeKey, method) as Route | undefined : undefined;
          if (route) found.push({ route, by: `${(metatype as { name: string }).name}.${key}` });
        }
      }
    }
    return found;
  }

  it('每条约定的路由恰有一处实现，没有约定之外的实现', () => {
    const by = new Map<Route, string[]>();
    for (const { route, by: who } of handled()) by.set(route, [...(by.get(route) ?? []), who]);
    expect(everyRoute.filter(({ route }) => by.get(route)?.length !== 1).map(({ name, route }) => `${name}: ${by.get(route)?.join(', ') ?? 'nobody'}`)).toEqual([]);
    const agreed = new Set(everyRoute.map(({ route }) => route));
    expect(handled().filter(({ route }) => !agreed.has(route)).map(({ by: who }) => who)).toEqual([]);
  });

  it('没有两条路由同法同址', () => {
    const places = everyRoute.map(({ route }) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
  });

  it('框架里登记的 /api/v1 地址与约定一一对应', () => {
    const http = world.running.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    const served = fromTree(http.printRoutes({ commonPrefix: false })).filter((place) => place.includes('/api/v1')).sort();
    const agreed = everyRoute.flatMap(({ route }) => [`${route.method} /api/v1${route.path}`]).sort();
    // Every parameter at one place must have one name: the tree prints the first.
    const anonymous = (places: string[]) => [...new Set(places.map((place) => place.replace(/:\w+/g, ':')))].sort();
    expect(anonymous(served)).toEqual(anonymous(agreed));
  });

  it('每项权限都有用处，每条路由的权限都在表里，提示里不会出现空话', () => {
    expect(Object.keys(permissions).filter((permission) => !everyRoute.some(({ route }) => route.can === permission) && !usedWithoutRoute.includes(permission))).toEqual([]);
    expect(everyRoute.filter(({ route }) => !Object.hasOwn(permissions, route.can)).map(({ name }) => name)).toEqual([]);
    expect(Object.entries(refusals).filter(([, [status, words]]) => status < 400 || status > 599 || !/[\u4e00-\u9fff]{2}/.test(words)).map(([code]) => code)).toEqual([]);
  });

  it('带单位权限的路由都写明单位；不带单位的都是对所有人或本人的', () => {
    const unscoped = everyRoute.filter(({ route }) => !route.path.includes(':unitId') && permissions[route.can].some((grant) => grant.endsWith('.here') || grant === 'member'));
    expect(unscoped.map(({ name }) => name)).toEqual([]);
  });

  it('印出的文档与代码一致（不一致就运行 npm run docs）', () => {
    for (const [name, text] of Object.entries(printedDocs())) {
      const file = resolve(__dirname, '../../docs', name);
      expect(existsSync(file) ? readFileSync(file, 'utf8') : `${name} is missing`).toBe(text);
    }
  });

  it('接口文档在 /api/openapi.json，每条路由一项，权限同表，引用都能找到', async () => {
    const answer = await fetch(`${world.url}/api/openapi.json`);
    expect(answer.status).toBe(200);
    const document = await answer.json() as ReturnType<typeof apiDocument>;
    expect(document).toEqual(JSON.parse(JSON.stringify(apiDocument())));
    const operations = Object.values(document.paths).flatMap((one) => Object.values(one));
    expect(operations.map((one) => one.operationId).sort()).toEqual(everyRoute.map(({ name }) => name).sort());
    for (const { name, route } of everyRoute) expect(operations.find((one) => one.operationId === name)?.['x-permission']).toBe(route.can);
    const text = JSON.stringify(document);
    for (const [, place] of text.matchAll(/"\$ref":"#\/components\/(\w+\/\w+)"/g)) {
      const [kind, name] = (place ?? '').split('/') as [string, string];
      expect((document.components[kind] as Record<string, unknown>)[name]).toBeDefined();
    }
  });

  it('可读的接口页只由静态文件组成，符合内容安全策略', async () => {
    const answer = await fetch(`${world.url}/api/docs`);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain('script-src \'self\'');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/);
    for (const [, src] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await fetch(`${world.url}${src ?? ''}`)).status).toBe(200);
  });

  it('正式部署只给接口文档，不开可读的页面', () => {
    const served = (production: boolean) => {
      const places: string[] = [];
      const app = { getHttpAdapter: () => ({ getInstance: () => ({ get: (place: string) => { places.push(place); } }) }) };
      serveApiPages(app as unknown as Parameters<typeof serveApiPages>[0], { production } as Parameters<typeof serveApiPages>[1]);
      return places;
    };
    expect(served(true)).toEqual(['/api/openapi.json']);
    expect(served(false)).toContain('/api/docs');
  });

  describe('长连接', () => {
    let socket: Socket;
    beforeAll(async () => {
      socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(member) }, reconnection: false });
      await new Promise<void>((done, fail) => { socket.once('connect', done); socket.once('connect_error', fail); });
    });
    afterAll(() => { socket.disconnect(); });
    const ask = (event: string, body: unknown) => socket.timeout(2000).emitWithAck(event, body) as Promise<unknown>;
    const roomOf = async (unit: MadeUnit) => (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [unit.id]))[0]?.id ?? '';

    it('自己支部的群可以听', async () => {
      expect(await ask('listen', { room: `room:${await roomOf(branch)}` })).toEqual({ ok: true });
    });

    it('别的支部的群与不存在的群，答复一样', async () => {
      const closed = await ask('listen', { room: `room:${await roomOf(foreign)}` });
      expect(closed).toEqual({ ok: false, code: 'not-found' });
      expect(await ask('listen', { room: `room:${newId()}` })).toEqual(closed);
    });

    it('别人的私人频道听不到，只认群的名字', async () => {
      const other = await world.make.member(branch);
      for (const room of [`person:${other.id}`, 'room:*', '*', '', null, 7, ['room:x'], { toString: 'x' }]) expect(await ask('listen', { room })).toMatchObject({ ok: false });
    });

    it('不认识的事件没有回应，也没有作用', async () => {
      const before = await world.rows('select count(*)::int as n from entry');
      for (const event of ['speak', 'send', 'message', 'join', 'mark', 'entry', 'ended', '__proto__', 'constructor']) {
        await expect(socket.timeout(150).emitWithAck(event, { room: `room:${await roomOf(branch)}`, text: '不经写入口的话', unitId: branch.id })).rejects.toThrow(/timed? ?out/);
      }
      expect(socket.connected).toBe(true);
      expect(await world.rows('select count(*)::int as n from entry')).toEqual(before);
    });

    it('没有凭证的连接不被接受', async () => {
      for (const auth of [{}, { token: '' }, { token: `t${newId(40)}` }, { token: { $ne: '' } }]) {
        const stranger = io(world.url, { path: '/ws', transports: ['websocket'], auth, reconnection: false, forceNew: true });
        const error = await new Promise<Error>((done, fail) => { stranger.once('connect_error', done); stranger.once('connect', () => fail(new Error('accepted'))); });
        expect(error.message).toBe('sign-in.required');
        stranger.disconnect();
      }
    });
  });
});

/** Pictures are read at signed addresses outside /api/v1, where the service asks the table itself (files.spec.ts). */
const usedWithoutRoute: string[] = ['file.read'];

/** `METHOD path` of every line of Fastify's tree. */
function fromTree(tree: string): string[] {
  const places: string[] = [];
  const above: { depth: number; path: string }[] = [];
  for (const line of tree.split('\n')) {
    const found = /^([│├└─\s]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line);
    if (!found?.[2]) continue;
    const depth = (found[1] ?? '').length;
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= depth) above.pop();
    const path = (above.at(-1)?.path ?? '') + found[2];
    above.push({ depth, path });
    for (const method of (found[3] ?? '').split(', ')) if (method && method !== 'HEAD') places.push(`${method} ${path}`);
  }
  return places;
}
