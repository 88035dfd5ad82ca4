import { World } from './world.js';

describe('服务启动', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('活着，也能工作', async () => {
    expect(await (await fetch(`${world.url}/health/live`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${world.url}/health/ready`)).json()).toEqual({ ok: true, database: true, bus: 'ok' });
  });

  it('没有的地址：一句中文、一个编号，不露内部', async () => {
    const answer = await fetch(`${world.url}/api/v1/no-such-place`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: { code: 'not-found', message: expect.stringContaining('没有找到'), requestId: expect.any(String) } });
  });
});
