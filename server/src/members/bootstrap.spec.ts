import * as OTPAuth from 'otpauth';
import { demoRoutes } from '@branch/shared/demo';
import { meRoutes, sessionRoutes, unitRoutes } from '@branch/shared/members/routes';
import { World } from '../../test/world.js';
import { BootstrapService } from './bootstrap.service.js';
import { MembersHears } from './members.hears.js';

const good = '黄浦江上的轮渡还在开';
const longer = `${good}着呢`;

describe('第一次启动', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  const tokenOf = (link: string | null) => new URL(link ?? '').searchParams.get('token') ?? '';
  const create = (token: string, more: object = {}) => world.as(null, sessionRoutes.bootstrap, { token, name: '运维周工', login: 'ops', password: longer, ...more });

  it('一次性链接：错的、旧的、过期的都没有找到；密码弱不行；用一次就没了', async () => {
    const service = world.get(BootstrapService);
    const old = await service.link();
    const link = await service.link();
    expect(link).toContain('/account/bootstrap/index?token=');
    expect(JSON.stringify(await world.rows('select value from instance'))).not.toContain(tokenOf(link));
    for (const token of ['x'.repeat(43), tokenOf(old)]) expect(await create(token)).toMatchObject({ status: 404, code: 'bootstrap.used' });
    expect((await create(tokenOf(link), { password: '太短了' })).code).toBe('password.too-short');
    await world.rows('update instance set value = jsonb_set(value, \'{until}\', to_jsonb(app_now()::text)) where key = \'bootstrap\'');
    expect((await create(tokenOf(link))).code).toBe('bootstrap.used');

    const fresh = tokenOf(await service.link());
    const both = await Promise.all([create(fresh), create(fresh, { login: 'ops2' })]);
    expect(both.map((answer) => answer.code ?? 'ok').sort()).toEqual(['bootstrap.used', 'ok']);
    const made = both.find((answer) => answer.status === 200);
    expect(made?.body.qr).toMatch(/^data:image\/png;base64,/);
    expect(await service.link()).toBeNull();

    // The operator signs in with password and code, and does the one thing an operator does.
    const login = both[0]?.status === 200 ? 'ops' : 'ops2';
    expect((await world.as(null, sessionRoutes.signIn, { login, password: longer, client: 'h5' })).code).toBe('sign-in.code-needed');
    const code = (OTPAuth.URI.parse(made?.body.otpauth ?? '') as OTPAuth.TOTP).generate();
    const session = await world.ok(null, sessionRoutes.signIn, { login, password: longer, code, client: 'h5' });
    const operator = { id: session.personId, name: '运维周工' };
    expect((await world.ok(operator, meRoutes.me, {})).units).toEqual([]);
    const district = await world.ok(operator, unitRoutes.createDistrict, { name: '滨江区', officerName: '区里的林敏', officerPhone: '13700000001' });
    expect(district).toMatchObject({ unit: { kind: 'district' }, officer: { name: '区里的林敏' }, invitation: expect.stringMatching(/^.{10}$/) });
  });

  it('演示人员：有演示数据才有这一页', async () => {
    expect((await world.as(null, demoRoutes.people, {})).status).toBe(404);
    const people = [{ role: '书记', name: '沈卫国', login: 'shen', password: 'p', unit: '云间支部' }];
    await world.rows('insert into instance (key, value) values (\'demo-people\', $1)', [JSON.stringify(people)]);
    expect((await world.as(null, demoRoutes.people, {})).body).toEqual(people);
  });

  it('到期的都清掉，还用得着的不动', async () => {
    const { branch } = await world.make.chain();
    const who = await world.make.member(branch);
    await world.ok(who, meRoutes.me, {});
    await world.rows('insert into sign_in_failure values (\'old\', 3, app_now() - interval \'2 days\'), (\'new\', 3, app_now())');
    await world.rows('insert into session (id, person_id, client, device, created_at, last_used_on, proved_at, ended_at, end_reason) values (\'oldSession1\', $1, \'h5\', \'旧\', app_now() - interval \'100 days\', current_date, app_now(), app_now() - interval \'91 days\', \'signed-out\')', [who.id]);
    await world.rows('insert into refresh_token values (\'old-hash\', \'oldSession1\', app_now(), null)');
    await world.get(MembersHears).tidy();
    expect(await world.rows('select key from sign_in_failure where key in (\'old\', \'new\')')).toEqual([{ key: 'new' }]);
    expect(await world.rows('select 1 from session where id = \'oldSession1\'')).toEqual([]);
    expect((await world.as(who, meRoutes.me, {})).status).toBe(200);
  });
});
