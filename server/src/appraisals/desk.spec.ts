import { appraisalRoutes as routes } from '@branch/shared/appraisals/routes';
import { Round } from '../../test/appraisals.js';
import { World } from '../../test/world.js';

describe('支委会的评议桌面', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); }, 60_000);
  afterAll(async () => { await world.close(); });

  it('有党小组的按小组排，组里按姓名，没有编组的在最后；没有小组的只按姓名；票数多少不影响先后', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch, '赵书记');
    const committee = await world.make.officer('committeeMember', branch, '钱委员');
    const [first, second] = [await world.make.unit('partyGroup', branch), await world.make.unit('partyGroup', branch)];
    await world.rows('update unit set name = $2, created_at = \'2020-01-01\' where id = $1', [first.id, '乙字党小组']);
    await world.rows('update unit set name = $2, created_at = \'2021-01-01\' where id = $1', [second.id, '甲字党小组']);
    const zhou = await world.make.member(second, 'full', '周航');
    const chen = await world.make.member(second, 'full', '陈一鸣');
    const lin = await world.make.member(first, 'full', '林晓');
    const he = await world.make.member(first, 'full', '何敏');
    const round = await Round.open(world, branch, secretary);
    await round.to('rating', { mode: 'paper' });
    const { items } = await world.ok(committee, routes.desk, round.at);
    const named = async (names: string[]) => (await world.rows<{ name: string }>('select name from unnest($1::text[]) as n(name) order by name', [names])).map((one) => one.name);
    expect(items.map((one) => [one.group?.name ?? null, one.person.name])).toEqual([...(await named(['林晓', '何敏'])).map((name) => ['乙字党小组', name]), ...(await named(['周航', '陈一鸣'])).map((name) => ['甲字党小组', name]), ...(await named(['赵书记', '钱委员'])).map((name) => [null, name])]);
    const counts = (personId: string) => ({ excellent: personId === zhou.id ? 5 : 0, qualified: personId === zhou.id ? 0 : 5, barelyQualified: 0, unqualified: 0 });
    const counted = await world.ok(secretary, routes.countPapers, { ...round.at, papers: 5, countedBy: '孙计', supervisedBy: '李监', place: '会议室', heldOn: '2026-01-02', people: [lin, he, zhou, chen, secretary, committee].map((one) => ({ personId: one.id, counts: counts(one.id) })) });
    expect(counted.items.map((one) => one.person.id)).toEqual(items.map((one) => one.person.id));

    const plain = (await world.make.chain()).branch;
    const officer = await world.make.officer('secretary', plain, '孙书记');
    await world.make.members(plain, 3);
    const alone = await Round.open(world, plain, officer);
    expect((await world.ok(officer, routes.desk, alone.at)).items.every((one) => one.group === null)).toBe(true);
  });
});
