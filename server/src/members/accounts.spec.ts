import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { meRoutes, sessionRoutes } from '@branch/shared/members/routes';
import { Db } from '../kit/db.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { World } from '../../test/world.js';
import { Invitations } from './invitations.js';
import { RealWeChat } from './wechat.js';

const good = '秋天的银杏落满了整条武康路';

describe('激活账号', () => {
  let world: World;
  let branch: MadeUnit;
  let serial = 0;
  beforeAll(async () => { world = await World.open(); branch = (await world.make.chain()).branch; });
  afterAll(async () => { await world.close(); });

  const issue = (person: MadePerson) => world.get(Db).asSystem('a story hands out a code', (tx) => world.get(Invitations).issue(tx, [person.id], branch.id, null)).then((issued) => issued[0]?.code ?? '');
  async function invited(): Promise<MadePerson & { phone: string; code: string; login: string }> {
    const person = await world.make.member(branch, 'full', `新来的${'甲乙丙丁戊己庚辛壬癸'[serial % 10] ?? ''}同志`);
    const phone = await world.make.withPhone(person, String(13_500_000_000 + ++serial));
    return { ...person, phone, code: await issue(person), login: `new-${++serial}` };
  }
  const activate = (who: { name: string; phone: string; code: string; login?: string }, more: object = {}) =>
    world.as(null, sessionRoutes.activate, { invitation: who.code, name: who.name, phone: who.phone, login: who.login, password: good, consents: [], client: 'h5', ...more });

  it('花名册对得上，再加一次性邀请码，账号就活了；同意分开记', async () => {
    const who = await invited();
    const answer = await activate(who, { consents: ['photo'] });
    expect(answer.body).toMatchObject({ personId: who.id });
    expect(answer.headers.get('set-cookie')).toContain('HttpOnly');
    expect((await world.ok(who, meRoutes.consents, {})).items.map((one) => [one.purpose, one.givenAt !== null])).toEqual([['directoryPhone', false], ['photo', true]]);
    expect(await world.eventsOf('account.activated', branch.id)).toContainEqual({ personId: who.id, unitId: branch.id });
    expect((await world.as(null, sessionRoutes.signIn, { login: who.login, password: good, client: 'h5' })).status).toBe(200);
  });

  it('邀请码写成小写、带空格横线也认', async () => {
    const who = await invited();
    expect((await activate({ ...who, code: `${who.code.slice(0, 5).toLowerCase()} - ${who.code.slice(5)}` })).status).toBe(200);
  });

  it('数据库里没有邀请码，也没有明文手机号', async () => {
    const who = await invited();
    const dump = JSON.stringify(await world.rows('select to_json(i) i, to_json(c) c from invitation i join contact c on c.person_id = i.person_id where i.person_id = $1', [who.id]));
    expect(dump).not.toContain(who.code);
    expect(dump).not.toContain(who.phone);
    expect(dump).toContain(`${who.phone.slice(0, 3)}****`);
  });

  it('两个人同时用一个码，只成一个', async () => {
    const who = await invited();
    const both = await Promise.all([activate({ ...who, login: `${who.login}a` }), activate({ ...who, login: `${who.login}b` })]);
    expect(both.map((answer) => answer.code ?? 'ok').sort()).toEqual(['invitation.not-valid', 'ok']);
    expect(await world.rows('select 1 from account where person_id = $1', [who.id])).toHaveLength(1);
  });

  it('码不对、用过、过期，都是一句话；新码一发，旧码作废', async () => {
    const who = await invited();
    const [wrong, another] = [await activate({ ...who, code: 'ABCDEFGHJK' }), await issue(who)];
    expect(wrong.code).toBe('invitation.not-valid');
    expect((await activate(who)).code).toBe('invitation.not-valid');
    await world.rows('update invitation set expires_at = app_now() where person_id = $1', [who.id]);
    expect((await activate({ ...who, code: another })).code).toBe('invitation.not-valid');
  });

  it('码是真的，姓名或手机号对不上，也不行', async () => {
    const who = await invited();
    expect((await activate({ ...who, name: '别的名字' })).code).toBe('roster.no-match');
    expect((await activate({ ...who, phone: '13999999999' })).code).toBe('roster.no-match');
    expect((await activate(who)).status).toBe(200);
  });

  it('猜邀请码有限度：同一手机号五次以后要等', async () => {
    const who = await invited();
    for (let i = 0; i < 5; i += 1) expect((await activate({ ...who, code: `ABCDEFGHJ${i + 2}` })).code).toBe('invitation.not-valid');
    // The fifth failure a minute ahead: the wait lasts until the next try, however busy the machine is.
    await world.rows('update sign_in_failure set last_at = app_now() + interval \'1 minute\'');
    expect((await activate(who)).code).toBe('sign-in.wait');
    await world.rows('update sign_in_failure set last_at = app_now() - interval \'1 second\'');
    expect((await activate(who)).status).toBe(200);
  });

  it.each([['短', 'password.too-short'], ['111111111111', 'password.too-common'], ['徐汇支部2026', 'password.too-short'], ['password123456', 'password.too-common'], ['我的支部xuhui2026', 'password.context-word']])('密码 %s：%s', async (password, refusal) => {
    const who = await invited();
    expect((await activate(who, { password })).code).toBe(refusal);
    expect((await activate(who)).status).toBe(200);
  });

  it('账号名被人用了就换一个，码还能用；什么都没填则不行', async () => {
    const [one, two] = [await invited(), await invited()];
    expect((await activate(one)).status).toBe(200);
    expect((await activate({ ...two, login: one.login.toUpperCase() })).code).toBe('login-name.taken');
    expect((await activate(two, { login: undefined, password: undefined })).code).toBe('account.nothing-to-sign-in-with');
    expect((await activate(two)).status).toBe(200);
  });

  it('只绑微信也行；一个微信不能绑两个人', async () => {
    const [one, two] = [await invited(), await invited()];
    const weapp = { login: undefined, password: undefined, wechatCode: `demo-${one.login}`, client: 'weapp' };
    expect((await activate(one, weapp)).body).toMatchObject({ refreshToken: expect.any(String) });
    expect((await world.as(null, sessionRoutes.signInByWeChat, { code: `demo-${one.login}` })).body.personId).toBe(one.id);
    expect((await activate(two, weapp)).code).toBe('wechat.bound-already');
  });

  it('换了手机：书记再发一个码，重新绑定，旧设备全部退出', async () => {
    const who = await invited();
    const old = await activate(who);
    await world.rows('update account set activated_at = activated_at - interval \'1 minute\' where person_id = $1', [who.id]);
    const code = await issue(who);
    expect((await activate({ ...who, code }, { password: '换了新手机的密码' })).code).toBe('password.too-short');
    expect((await activate({ ...who, code }, { password: '换了新手机以后的很长的密码' })).status).toBe(200);
    expect((await fetch(`${world.url}/api/v1/me`, { headers: { authorization: `Bearer ${old.body.accessToken}` } })).status).toBe(401);
    expect((await world.as(null, sessionRoutes.signIn, { login: who.login, password: good, client: 'h5' })).code).toBe('sign-in.failed');
  });
});

describe('微信接口（真实客户端对着一台假的微信服务器）', () => {
  let server: Server;
  let asked = '';
  let answer: (code: string) => [number, string] = () => [200, '{}'];
  beforeAll(async () => {
    server = createServer((request, response) => { asked = request.url ?? ''; const [status, body] = answer(new URL(asked, 'http://x').searchParams.get('js_code') ?? ''); if (status > 0) response.writeHead(status, { 'content-type': 'text/plain' }).end(body); });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => { server.closeAllConnections(); server.close(); });
  const wechat = (patience?: number) => new RealWeChat({ appId: 'wx123', secret: 's3cret' }, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, patience);

  it('换来 openid，session_key 一个字也不留', async () => {
    answer = () => [200, JSON.stringify({ openid: 'oABC', session_key: '不该出现', unionid: 'u' })];
    expect(await wechat().code2Session('c0de')).toEqual({ appId: 'wx123', openId: 'oABC' });
    expect(asked).toBe('/sns/jscode2session?appid=wx123&secret=s3cret&js_code=c0de&grant_type=authorization_code');
  });

  it.each([[200, '{"errcode":40029,"errmsg":"invalid code"}', 'wechat.code-used'], [200, '{"errcode":40163}', 'wechat.code-used'], [200, '{"errcode":45011}', 'wechat.failed'], [200, '{"errcode":40226}', 'wechat.failed'], [502, '<html>', 'wechat.failed'], [200, '{}', 'wechat.failed'], [302, '', 'wechat.failed']])('%i %s → %s', async (status, body, code) => {
    answer = () => [status, body];
    await expect(wechat().code2Session('c')).rejects.toMatchObject({ code });
  });

  it('微信不答复，不陪它等', async () => {
    answer = () => [0, ''];
    await expect(wechat(100).code2Session('c')).rejects.toMatchObject({ code: 'wechat.failed' });
  });
});
