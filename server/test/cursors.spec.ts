// A cursor is opaque, and yet someone will write their own: every list refuses it in words, none fails.
import { allRoutes } from '@branch/shared/all-routes';
import type { Route } from '@branch/shared/route';
import { World } from './world.js';

const lists = Object.values(allRoutes).flatMap((area) => Object.values(area as Record<string, Route>)).filter((route) => route.method === 'GET' && 'cursor' in ((route.input as unknown as { shape: object }).shape));
const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('翻页位置', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('每个列表都认得出伪造的翻页位置，答 400，不出错', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    expect(lists.length).toBeGreaterThan(8);
    const surprises: string[] = [];
    for (const route of lists) {
      for (const cursor of ['x', forged(['x', 'y']), forged([1e15, 'y']), forged(['2026-01-01', 5]), forged([9e99, null]), forged({ a: 1 }), forged([]), forged(['infinity', '\ud800']), 'a'.repeat(400)]) {
        const answer = await world.as(secretary, route, { ...(route.path.includes(':unitId') ? { unitId: branch.id } : {}), cursor } as never);
        // A form that happens to be right for this list is a place in it, and shows a page.
        if (![200, 400, 403, 404].includes(answer.status)) surprises.push(`${route.path} ${cursor}: ${answer.status}`);
      }
    }
    expect(surprises).toEqual([]);
  });
});
