import * as OTPAuth from 'otpauth';
import { io } from 'socket.io-client';
import { meRoutes, sessionRoutes } from '@branch/shared/members/routes';
import { readConfig } from '../kit/config.js';
import { FieldCrypto, sha256 } from '../kit/crypto.js';
import type { MadePerson } from '../seed/factories.js';
import { World } from '../../test/world.js';
import { Attempts } from './attempts.js';
import { dropCookie, handOver } from './refresh-cookie.js';
import { Totp } from './totp.js';

interface Reply { status: number; body: Record<string, unknown> & { error?: { code: string; message: string; details?: Record<string, unknown> } }; cookie: string | null; setCookie: string; headers: Headers }

describe('登录与设备', () => {
  let world: World;
  let serial = 0;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  /** A raw call, as a browser or the mini-program makes it, from an address of its own. */
  async function call(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const answer = await fetch(`${world.url}/api/v1${path}`, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), 'x-forwarded-for': `198.51.100.${++serial % 250}`, ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const setCookie = answer.headers.getSetCookie().join('; ');
    return { status: answer.status, body: await answer.json() as Reply['body'], cookie: /refresh=([^;]+)/.exec(setCookie)?.[1] ?? null, setCookie, headers: answer.headers };
  }
  const signIn = (login: string, password: string, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) => call('POST', '/sessions', { login, password, client: 'h5', ...more }, headers);
  const refresh = (cookie: string, headers: Record<string, string> = {}) => call('POST', '/sessions/refresh', { client: 'h5' }, { cookie: `refresh=${cookie}`, ...headers });
  const me = (token: unknown) => call('GET', '/me', undefined, { authorization: `Bearer ${String(token)}` });
  const good = '秋天的银杏落满武康路';

  async function somebody(login = `u${++serial}x`): Promise<MadePerson & { login: string }> {
    const { branch } = await world.make.chain();
    const person = await world.make.member(branch);
    await world.make.account(person, login, good);
    return { ...person, login };
  }

  it('账号密码对了就进来；刷新凭证在脚本读不到的 Cookie 里，不在回答里', async () => {
    const who = await somebody();
    const answer = await signIn(who.login.toUpperCase(), good, { device: '办公室电脑' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ accessToken: expect.stringMatching(/^[\w-]{43}$/), accessExpiresAt: expect.any(String), personId: who.id });
    expect(answer.setCookie).toMatch(/^refresh=[\w-]{43}; .*Path=\/.*HttpOnly.*SameSite=Strict/);
    expect((await me(answer.body.accessToken)).body.person).toEqual({ id: who.id, name: who.name });
  });

  it('数据库里只有凭证的摘要，密码是 argon2id', async () => {
    const who = await somebody();
    const answer = await signIn(who.login, good);
    const dump = JSON.stringify(await world.rows('select to_json(a) a, to_json(s) s, to_json(t) t, to_json(r) r from account a join session s on s.person_id = a.person_id join access_token t on t.session_id = s.id join refresh_token r on r.session_id = s.id where a.person_id = $1', [who.id]));
    expect(dump).toContain(sha256(String(answer.body.accessToken)));
    expect(dump).not.toContain(String(answer.body.accessToken));
    expect(dump).not.toContain(answer.cookie);
    expect(dump).toContain('$argon2id$');
    expect(dump).not.toContain(good);
  });

  it('密码错与账号不存在，回答一模一样', async () => {
    const who = await somebody();
    const [wrong, unknown] = [await signIn(who.login, '错的密码错的密码错的密码'), await signIn('nobody-here', '错的密码错的密码错的密码')];
    expect([wrong.status, wrong.body.error?.code, wrong.body.error?.message]).toEqual([401, 'sign-in.failed', '账号或密码不对。']);
    expect({ ...unknown.body.error, requestId: '' }).toEqual({ ...wrong.body.error, requestId: '' });
  });

  it('连错五次要等，密码对了也要等；等过就能进，从此重新计数', async () => {
    const who = await somebody();
    for (let i = 0; i < 5; i += 1) expect((await signIn(who.login, '不对不对不对不对不对')).status).toBe(401);
    // The fifth failure a minute ahead: the second of waiting has not begun to pass, however busy the machine is.
    await world.rows('update sign_in_failure set last_at = app_now() + interval \'1 minute\'');
    const waiting = await signIn(who.login, good);
    expect([waiting.status, waiting.body.error?.code]).toEqual([429, 'sign-in.wait']);
    const left = Number(waiting.body.error?.details?.retryAfter);
    expect(left).toBeGreaterThan(1);
    expect(left).toBeLessThanOrEqual(61);
    expect(waiting.headers.get('retry-after')).toBe(String(left));
    // Just over, and not before: a second after the fifth failure the password opens.
    await world.rows('update sign_in_failure set last_at = app_now() - interval \'1 second\'');
    expect((await signIn(who.login, good)).status).toBe(200);
    expect((await signIn(who.login, '不对不对不对不对不对')).status).toBe(401);
  });

  it('四十次同时猜，也只判得了五次', async () => {
    const who = await somebody();
    const started = Date.now();
    const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(who.login, '同时来猜同时来猜同时来猜')));
    const judged = answers.filter((answer) => answer.status === 401).length;
    expect(judged).toBeGreaterThanOrEqual(5);
    // The waits after the fifth are 1, 2, 4 … s: on a machine so busy that the forty take seconds, the rule itself lets one more through for each that has passed.
    expect(judged).toBeLessThanOrEqual(5 + Math.floor(Math.log2((Date.now() - started) / 1000 + 1)));
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(40 - judged);
  });

  it('一遍成功清零时，另一遍正在计数：谁也不落空', async () => {
    const attempts = world.get(Attempts);
    const once = (): Promise<string> => attempts.tried('test', 'same-person', '203.0.113.77', () => Promise.resolve('in'));
    for (let i = 0; i < 60; i += 1) expect(await Promise.all([once(), once(), once(), once()])).toEqual(['in', 'in', 'in', 'in']);
  });

  it('一个地址一小时最多错三十次，换账号也不行；别的地址不受影响', async () => {
    const who = await somebody();
    const from = { 'x-forwarded-for': '203.0.113.9' };
    for (let i = 0; i < 30; i += 1) expect((await signIn(`guess-${i}`, '一个一个账号试过去', {}, from)).status).toBe(401);
    const blocked = await signIn('guess-31', '一个一个账号试过去', {}, from);
    expect([blocked.status, blocked.body.error?.code]).toEqual([429, 'sign-in.wait']);
    expect((await signIn(who.login, good)).status).toBe(200);
  });

  it('开会前整个办公室同时登录，一个也不挡', async () => {
    const people = await Promise.all(Array.from({ length: 45 }, () => somebody()));
    const answers = await Promise.all(people.map((who) => signIn(who.login, good, {}, { 'x-forwarded-for': '203.0.113.77' })));
    expect(answers.map((answer) => answer.status)).toEqual(people.map(() => 200));
  });

  it('有动态验证码的人：缺码、错码都进不来，对的码只能用一次', async () => {
    const who = await somebody();
    const enrolled = new Totp(world.get(FieldCrypto)).enrol(who.id, who.login);
    await world.rows('update account set totp_sealed = $2 where person_id = $1', [who.id, enrolled.sealed]);
    const code = (OTPAuth.URI.parse(enrolled.otpauth) as OTPAuth.TOTP).generate();
    expect((await signIn(who.login, good)).body.error?.code).toBe('sign-in.code-needed');
    expect((await signIn(who.login, good, { code: code === '000000' ? '000001' : '000000' })).body.error?.code).toBe('sign-in.code-wrong');
    const two = await Promise.all([signIn(who.login, good, { code }), signIn(who.login, good, { code })]);
    expect(two.map((answer) => answer.status).sort()).toEqual([200, 401]);
    expect((await signIn(who.login, good, { code })).body.error?.code).toBe('sign-in.code-wrong');
    expect(JSON.stringify(await world.rows('select totp_sealed from account where person_id = $1', [who.id]))).not.toContain((OTPAuth.URI.parse(enrolled.otpauth) as OTPAuth.TOTP).secret.base32);
  });

  describe('刷新', () => {
    it('换来新的一对；两个标签页同时刷新都成功，互不打扰', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      const both = await Promise.all([refresh(first.cookie ?? ''), refresh(first.cookie ?? '')]);
      expect(both.map((answer) => answer.status)).toEqual([200, 200]);
      for (const answer of [first, ...both]) expect((await me(answer.body.accessToken)).status).toBe(200);
      expect((await refresh(both[1]?.cookie ?? '')).status).toBe(200);
    });

    it('二十秒后旧凭证再来，就是被人抄走了：整个会话作废，审计里有一行', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      const second = await refresh(first.cookie ?? '');
      await world.rows('update refresh_token set used_at = used_at - interval \'21 seconds\' where hash = $1', [sha256(first.cookie ?? '')]);
      const reused = await refresh(first.cookie ?? '');
      expect([reused.status, reused.body.error?.code]).toEqual([401, 'session.reused']);
      expect((await me(second.body.accessToken)).body.error?.code).toBe('sign-in.expired');
      expect((await refresh(second.cookie ?? '')).body.error?.code).toBe('session.reused');
      expect(await world.rows('select action from audit where action = \'session.reused\' and details->>\'personId\' = $1', [who.id])).toHaveLength(1);
    });

    it('没有凭证、乱写的凭证、过了三十天的凭证', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      expect((await call('POST', '/sessions/refresh', { client: 'h5' })).body.error?.code).toBe('sign-in.required');
      expect((await refresh('x'.repeat(43))).body.error?.code).toBe('sign-in.required');
      await world.rows('update refresh_token set expires_at = app_now() - interval \'1 second\' where hash = $1', [sha256(first.cookie ?? '')]);
      expect((await refresh(first.cookie ?? '')).body.error?.code).toBe('sign-in.expired');
    });

    it('滑动三十天，但从登录算起最多九十天', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      await world.rows('update session set created_at = created_at - interval \'89 days\' where person_id = $1', [who.id]);
      expect((await refresh(first.cookie ?? '')).status).toBe(200);
      const left = await world.rows<{ longest: string }>('select max(r.expires_at - app_now()) <= interval \'1 day\' as longest from refresh_token r join session s on s.id = r.session_id where s.person_id = $1 and r.used_at is null', [who.id]);
      expect(left[0]?.longest).toBe(true);
    });

    it('别的网站替你刷新：浏览器说了它从哪里来，就不理', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      expect((await refresh(first.cookie ?? '', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await refresh(first.cookie ?? '', { origin: 'https://evil.example' })).status).toBe(403);
      expect((await refresh(first.cookie ?? '', { origin: world.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    });

    it('十五分钟后访问凭证过期，要刷新', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      await world.rows('update access_token set expires_at = app_now() where hash = $1', [sha256(String(first.body.accessToken))]);
      expect((await me(first.body.accessToken)).body.error?.code).toBe('sign-in.expired');
    });
  });

  describe('小程序', () => {
    it('绑定过的微信直接进来，刷新凭证在回答里', async () => {
      const who = await somebody();
      const answer = await call('POST', '/sessions/wechat', { code: `demo-${who.login}` });
      expect(answer.body).toEqual({ accessToken: expect.any(String), accessExpiresAt: expect.any(String), refreshToken: expect.any(String), personId: who.id });
      expect(answer.setCookie).toBe('');
      const next = await call('POST', '/sessions/refresh', { client: 'weapp', refreshToken: answer.body.refreshToken });
      expect([next.status, typeof next.body.refreshToken]).toEqual([200, 'string']);
    });

    it.each([['demo-nobody', 403, 'sign-in.not-bound'], ['used', 401, 'wechat.code-used'], ['down', 502, 'wechat.failed']])('凭证 %s：%i %s', async (code, status, refusal) => {
      const answer = await call('POST', '/sessions/wechat', { code });
      expect([answer.status, answer.body.error?.code]).toEqual([status, refusal]);
    });
  });

  describe('我的设备', () => {
    it('看得到每一台，退掉一台立刻生效，别人的退不掉', async () => {
      const [who, other] = [await somebody(), await somebody()];
      const [office, phone, theirs] = [await signIn(who.login, good, { device: '办公室电脑' }), await signIn(who.login, good, { device: '旧手机' }), await signIn(other.login, good)];
      const at = { authorization: `Bearer ${String(office.body.accessToken)}` };
      const list = (await call('GET', '/me/devices', undefined, at)).body.items as { id: string; device: string; current: boolean; lastUsedOn: string }[];
      expect(list.map((one) => [one.device, one.current])).toEqual(expect.arrayContaining([['办公室电脑', true], ['旧手机', false]]));
      expect(list[0]?.lastUsedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
      const [foreign] = await world.rows<{ id: string }>('select id from session where person_id = $1', [other.id]);
      const refused = await call('DELETE', `/me/devices/${foreign?.id ?? ''}`, undefined, at);
      const absent = await call('DELETE', '/me/devices/11111111111', undefined, at);
      expect([refused.status, refused.body.error?.code]).toEqual([404, 'not-found']);
      expect({ ...absent.body.error, requestId: '' }).toEqual({ ...refused.body.error, requestId: '' });
      expect((await call('DELETE', `/me/devices/${list.find((one) => one.device === '旧手机')?.id ?? ''}`, undefined, at)).status).toBe(200);
      expect((await me(phone.body.accessToken)).status).toBe(401);
      expect((await refresh(phone.cookie ?? '')).status).toBe(401);
      expect((await me(theirs.body.accessToken)).status).toBe(200);
    });

    it('退出其他全部设备，这一台留着；退出登录后这一台也完了，Cookie 被收回', async () => {
      const who = await somebody();
      const [one, two, here] = [await signIn(who.login, good), await signIn(who.login, good), await signIn(who.login, good)];
      const at = { authorization: `Bearer ${String(here.body.accessToken)}` };
      expect((await call('POST', '/me/devices/revoke-others', {}, at)).body).toEqual({ ended: 2 });
      expect([(await me(one.body.accessToken)).status, (await me(two.body.accessToken)).status, (await me(here.body.accessToken)).status]).toEqual([401, 401, 200]);
      const out = await call('POST', '/me/sign-out', {}, at);
      expect([out.status, out.setCookie]).toEqual([200, expect.stringMatching(/refresh=;.*1970/)]);
      expect((await me(here.body.accessToken)).status).toBe(401);
    });

    it('开着的连接在五秒内断开', async () => {
      const who = await somebody();
      const answer = await signIn(who.login, good);
      const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: answer.body.accessToken }, reconnection: false });
      await new Promise<void>((done, fail) => { socket.on('connect', done); socket.on('connect_error', fail); });
      const gone = new Promise<string>((done) => socket.on('disconnect', done));
      await call('POST', '/me/sign-out', {}, { authorization: `Bearer ${String(answer.body.accessToken)}` });
      expect(await gone).toBe('io server disconnect');
    }, 10_000);

    it('再验证一次身份：密码错不算，对了五分钟内有效', async () => {
      const who = await somebody();
      const first = await signIn(who.login, good);
      const at = { authorization: `Bearer ${String(first.body.accessToken)}` };
      await world.rows('update session set proved_at = proved_at - interval \'1 hour\' where person_id = $1', [who.id]);
      expect((await call('POST', '/me/proof', { password: '不是这个不是这个不是' }, at)).body.error?.code).toBe('sign-in.failed');
      expect((await call('POST', '/me/proof', { password: good }, at)).status).toBe(200);
      expect(await world.rows('select 1 from session where person_id = $1 and proved_at > app_now() - interval \'5 minutes\'', [who.id])).toHaveLength(1);
    });
  });

  it('正式环境的 Cookie 名带 __Host-，只走 https；收回时一模一样', () => {
    const config = readConfig({ NODE_ENV: 'production', PUBLIC_URL: 'https://zhibu.example.cn' });
    const set: unknown[] = [];
    const reply = { setCookie: (...cookie: unknown[]) => set.push(cookie), clearCookie: (...cookie: unknown[]) => set.push(cookie) } as never;
    const until = new Date(0);
    expect(handOver({ accessToken: 'a', accessExpiresAt: until, refreshToken: 'r', refreshExpiresAt: until, personId: 'p' }, 'h5', reply, config)).toEqual({ accessToken: 'a', accessExpiresAt: until, personId: 'p' });
    dropCookie(reply, config);
    const options = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' };
    expect(set).toEqual([['__Host-refresh', 'r', { ...options, expires: until }], ['__Host-refresh', options]]);
  });

  it('多写一个字段就不收：登录时写不进角色', async () => {
    const who = await somebody();
    const answer = await signIn(who.login, good, { role: 'operator' });
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'input.invalid']);
  });

  describe('我', () => {
    it('我的支部和上级都在，权限按每一级算好；先显示我任职的那一个', async () => {
      const { district, community, general, branch } = await world.make.chain();
      const who = await world.make.member(branch);
      await world.make.appoint(who, 'secretary', general);
      const answer = await world.ok(who, meRoutes.me, {});
      expect(answer.units.map((one) => one.unit.id)).toEqual([branch.id, general.id, community.id, district.id]);
      expect(answer.units[0]?.path.map((unit) => unit.name)).toEqual([district.name, community.name, general.name, branch.name]);
      const at = (id: string) => answer.units.find((one) => one.unit.id === id);
      expect(at(general.id)).toMatchObject({ status: 'full', roles: ['secretary'] });
      expect(at(general.id)?.permissions).toEqual(expect.arrayContaining(['meeting.call', 'room.speak', 'roster.write']));
      expect(at(branch.id)?.permissions).not.toContain('roster.write');
      expect(at(branch.id)?.permissions).toContain('room.speak');
      expect(answer.currentUnitId).toBe(general.id);
      expect(answer.phoneMasked).toBeNull();
    });

    it('换一个先显示的支部；别人的支部和不存在的一样', async () => {
      const { branch, community } = await world.make.chain();
      const other = await world.make.chain();
      const who = await world.make.member(branch);
      expect(await world.make.withPhone(who, '13912345678')).toBe('13912345678');
      await world.ok(who, meRoutes.chooseUnit, { unitId: community.id });
      expect(await world.ok(who, meRoutes.me, {})).toMatchObject({ currentUnitId: community.id, phoneMasked: '139****5678' });
      const [foreign, random] = [await world.as(who, meRoutes.chooseUnit, { unitId: other.branch.id }), await world.as(who, meRoutes.chooseUnit, { unitId: '11111111111' })];
      expect([foreign.status, foreign.code, foreign.message]).toEqual([random.status, random.code, random.message]);
      expect(foreign.status).toBe(404);
    });

    it('同意与撤回一样容易，各留日期', async () => {
      const { branch } = await world.make.chain();
      const who = await world.make.member(branch);
      await world.ok(who, meRoutes.setConsent, { purpose: 'directoryPhone', given: true });
      expect((await world.ok(who, meRoutes.consents, {})).items).toEqual([expect.objectContaining({ purpose: 'directoryPhone', withdrawnAt: null, givenAt: expect.any(String) })]);
      await world.ok(who, meRoutes.setConsent, { purpose: 'directoryPhone', given: false });
      expect((await world.ok(who, meRoutes.consents, {})).items).toEqual([expect.objectContaining({ givenAt: expect.any(String), withdrawnAt: expect.any(String) })]);
    });

    it('没登录的人：请先登录', async () => {
      expect((await world.as(null, sessionRoutes.devices, {})).code).toBe('sign-in.required');
    });
  });
});
