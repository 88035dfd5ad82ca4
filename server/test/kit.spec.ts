import { meetingRoutes } from '@branch/shared/meetings/routes';
import { Jobs } from '../src/kit/jobs.js';
import { securityHeaders } from '../src/kit/security-headers.js';
import { meetingPlan } from './meetings.js';
import { uuid, World } from './world.js';

describe('服务启动', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('活着，也能工作', async () => {
    expect(await (await fetch(`${world.url}/health/live`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${world.url}/health/ready`)).json()).toEqual({ ok: true, database: true, bus: 'ok' });
  });

  it('每一个答复都带着同样的安全头，答对的、答错的、文件的；正式环境再加三个', async () => {
    const always = securityHeaders({ production: false });
    expect(always).toMatchObject({ 'content-security-policy': expect.stringContaining('frame-ancestors \'none\''), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'SAMEORIGIN', 'cross-origin-resource-policy': 'same-origin' });
    for (const path of ['/health/live', '/api/v1/me', '/api/v1/no-such-place', '/nowhere.png', '/robots.txt']) {
      const { headers } = await fetch(world.url + path);
      expect({ path, ...Object.fromEntries(Object.keys(always).map((name) => [name, headers.get(name)])) }).toEqual({ path, ...always });
    }
    expect(securityHeaders({ production: true })).toEqual({ ...always, 'strict-transport-security': 'max-age=31536000; includeSubDomains', 'cross-origin-opener-policy': 'same-origin', 'origin-agent-cluster': '?1' });
  });

  it('没有的地址：一句中文、一个编号，不露内部', async () => {
    const answer = await fetch(`${world.url}/api/v1/no-such-place`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: { code: 'not-found', message: expect.stringContaining('没有找到'), requestId: expect.any(String) } });
  });

  it('短链接带到它说的那一页；别的地址哪儿也不去', async () => {
    const [unit, thing] = ['Yw7kQ2mN4pR', 'Ab3dEf6hJ9k'];
    const go = async (link: string) => { const answer = await fetch(`${world.url}${link}`, { redirect: 'manual' }); return [answer.status, answer.headers.get('location')]; };
    expect(await go(`/-/m/${unit}/${thing}`)).toEqual([302, `/meetings/detail/index?unit=${unit}&id=${thing}`]);
    expect(await go('/-/b/K7MQ2RTX9A')).toEqual([302, '/account/activate/index?code=K7MQ2RTX9A']);
    for (const foreign of ['/-/', '/-/x', '/-//evil.example', `/-/m/${unit}`, '/-/https://evil.example']) expect((await go(foreign))[0]).toBe(404);
  });

  it('进程在听到事件之前被杀：别的进程三分钟后接着听，一件不落', async () => {
    const { general } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const member = await world.make.member(general);
    await world.owner.query('create function lock_new_job() returns trigger language plpgsql as $$ begin new.locked_by := \'dead-worker\'; new.locked_at := now() - interval \'4 minutes\'; return new; end $$');
    await world.owner.query('create trigger lock_new_job before insert on graphile_worker._private_jobs for each row execute function lock_new_job()');
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: general.id, clientId: uuid(), ...meetingPlan() });
    await world.owner.query('drop trigger lock_new_job on graphile_worker._private_jobs');
    const told = () => world.rows('select 1 from notice where person_id = $1 and path like $2', [member.id, `%${called.id}%`]);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await told()).toHaveLength(0);
    await world.get(Jobs).freeAbandoned();
    await world.heard();
    for (let i = 0; i < 100 && (await told()).length === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await told()).toHaveLength(1);
  });
});
