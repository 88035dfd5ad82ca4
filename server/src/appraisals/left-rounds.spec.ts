import { appraisalRoutes as routes, leftRoundRoutes } from '@branch/shared/appraisals/routes';
import { Round } from '../../test/appraisals.js';
import { World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { AppraisalExpiry } from './expiry.js';

describe('转走的同志与没有结束的民主评议', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); }, 60_000);
  afterAll(async () => { await world.close(); });

  async function park() {
    const { branch, community } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch, '赵书记');
    const committee = await world.make.officer('committeeMember', branch, '钱委员');
    const lin = await world.make.member(branch, 'full', '林晓');
    const others = await world.make.members(branch, 5);
    return { branch, secretary, committee, lin, others, zhou: others[0] as MadePerson, next: await world.make.unit('branch', community) };
  }
  async function moves(who: MadePerson, from: MadeUnit, to: MadeUnit | null): Promise<void> {
    await world.rows('update membership set ends_on = shanghai_day(app_now()), end_reason = \'transferred\' where person_id = $1 and unit_id = $2', [who.id, from.id]);
    if (to) await world.make.join(who, to, 'full');
  }
  const told = async (who: MadePerson) => world.rows<{ title: string; path: string }>('select title, path from notice where person_id = $1 order by at, id', [who.id]);
  const listed = async (who: MadePerson) => (await world.ok(who, leftRoundRoutes.rounds, {})).items;

  it('转走以后，写自己的、写给自己的、自己的结果，到期以前都看得到；不能再写、再投；别人的看不到；到期以后一起没有了', async () => {
    const { branch, secretary, committee, lin, others, zhou, next } = await park();
    const round = await Round.open(world, branch, secretary, { keepDays: 30 });
    await round.review(lin, lin, '林晓的自评：学得不够。');
    await round.to('peerReview');
    await round.review(zhou, lin, '讲课很用心，到会常迟到。');
    await round.review(lin, zhou, '写给周同志的互评。');
    const mine = { appraisalId: round.at.appraisalId };
    expect(await listed(lin)).toEqual([]);
    expect((await world.as(lin, leftRoundRoutes.round, mine)).status).toBe(404);

    await moves(lin, branch, next);
    expect(await listed(lin)).toMatchObject([{ id: round.at.appraisalId, unitName: branch.name, stage: 'peerReview' }]);
    expect(await world.ok(lin, leftRoundRoutes.round, mine)).toMatchObject({ selfReview: { text: '林晓的自评：学得不够。' }, received: [{ by: { id: zhou.id }, text: '讲课很用心，到会常迟到。' }], counts: null, opinion: null, expired: false });
    // Nothing can be done there any more, and nothing of others is read.
    expect((await round.review(lin, zhou, '再写一句')).status).toBe(404);
    for (const route of [routes.round, routes.mine, routes.peers, routes.paper, routes.rounds] as const) expect((await world.as(lin, route, round.at)).status).toBe(404);

    await round.to('rating');
    for (const who of [secretary, committee, ...others]) expect((await round.rate(who, (id) => (id === lin.id ? 'excellent' : 'qualified'))).status).toBe(200);
    expect((await world.as(lin, routes.rate, { ...round.at, grades: [] })).status).toBe(404);
    expect((await world.ok(lin, leftRoundRoutes.round, mine)).counts).toBeNull();
    await round.to('opinion');
    await round.opineAll('热心帮助同志。', committee);
    expect(await world.ok(lin, leftRoundRoutes.round, mine)).toMatchObject({ counts: { excellent: 7, qualified: 0 }, opinion: null });
    await round.to('closed');
    expect(await world.ok(lin, leftRoundRoutes.round, mine)).toMatchObject({ round: { stage: 'closed' }, opinion: { grade: 'qualified', words: '热心帮助同志。' } });
    await world.heard();
    // Asked nothing after the move; told where the result can be read now.
    const notices = await told(lin);
    expect(notices.map((one) => one.title)).not.toContain('民主评议到了民主测评');
    expect(notices.at(-1)).toMatchObject({ title: '您的民主评议结果可以看了', path: `/appraisals/left/index?id=${round.at.appraisalId}` });
    for (const who of [await world.make.member(next), zhou]) {
      expect(await listed(who)).toEqual([]);
      expect((await world.as(who, leftRoundRoutes.round, mine)).status).toBe(404);
    }

    await world.shiftClock('31 days');
    await world.rows('update access_token set expires_at = expires_at + interval \'400 days\'');
    expect(await listed(lin)).toEqual([]);
    expect((await world.as(lin, leftRoundRoutes.round, mine)).status).toBe(404);
    expect(await world.get(AppraisalExpiry).run()).toBe(1);
    expect(await listed(lin)).toEqual([]);
    await world.shiftClock('0');
  });

  it('提醒不到转走的人；回到原支部就照常；离开党组织的什么也看不到', async () => {
    const { branch, secretary, lin, next } = await park();
    const round = await Round.open(world, branch, secretary);
    await moves(lin, branch, next);
    expect(await world.ok(secretary, routes.remind, round.at)).toEqual({ people: 7 });
    await world.heard();
    expect((await told(lin)).some((one) => one.title.startsWith('提醒'))).toBe(false);
    await world.make.join(lin, branch, 'full');
    expect(await listed(lin)).toEqual([]);
    expect((await round.review(lin, lin, '回来以后写的自评')).status).toBe(200);
    await moves(lin, branch, null);
    expect(await listed(lin)).toHaveLength(1);
    await moves(lin, next, null);
    expect((await world.as(lin, leftRoundRoutes.rounds, {})).body.items ?? []).toEqual([]);
  });
});
