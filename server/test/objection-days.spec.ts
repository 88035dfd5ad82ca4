import { ruleRoutes } from '@branch/shared/members/directory-routes';
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import { openMeeting } from './meetings.js';
import { uuid, World } from './world.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';

const ahead = (days: number): string => shanghaiDay(new Date(Date.now() + days * oneDay));

describe('提异议的天数由支部决定（product.md 2.6、MEET-8）', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function park() {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch, '赵书记');
    const lin = await world.make.member(branch, 'full', '林晓');
    const zhou = await world.make.member(branch, 'full', '周航');
    const adopt = (days: number | null, effectiveFrom = ahead(1), who: MadePerson = secretary) => world.as(who, ruleRoutes.adopt, { unitId: branch.id, kind: 'objectionDays', days, effectiveFrom, resolution: '支部党员大会 11 月 20 日通过' });
    return { branch, secretary, lin, zhou, adopt };
  }
  /** As if the days had passed: what was to begin in the future began so many days ago. */
  const beganAgo = (id: string, days: number) => world.rows('update unit_rule set effective_from = shanghai_day(app_now()) - $2::int where id = $1', [id, days]);

  /** A meeting in which 林晓 speaks, over and published. */
  async function published({ secretary, lin }: { secretary: MadePerson; lin: MadePerson }, unit: MadeUnit) {
    const meeting = await openMeeting(world, unit, secretary);
    const at = { unitId: unit.id, meetingId: meeting.id };
    await world.ok(lin, meetingRoutes.enter, at);
    const { seq } = (await world.ok(lin, roomRoutes.speak, { unitId: unit.id, roomId: meeting.roomId, clientId: uuid(), text: '材料提前一天发出来，大家带着想法来，会就能开短一半。' })).entry;
    await world.ok(secretary, meetingRoutes.close, at);
    const draft = await world.ok(secretary, minutesRoutes.draft, at);
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: draft.revision, basedOn: 0 });
    return { at, seq, meetingId: meeting.id };
  }
  type Published = Awaited<ReturnType<typeof published>>;
  /** Days between the publication and the last moment, as the page tells 林晓. */
  async function daysOf(who: MadePerson, { at }: Published): Promise<number> {
    const [mine] = (await world.ok(who, minutesRoutes.minutes, at)).me.quoted;
    return (new Date(mine?.until ?? 0).getTime() - new Date(mine?.since ?? 0).getTime()) / oneDay;
  }
  async function publishedAgo({ meetingId }: Published, days: number): Promise<void> {
    await world.rows('alter table minutes_version disable trigger never_changes');
    await world.rows('update minutes_version set published_at = published_at - $2 * interval \'1 day\' where meeting_id = $1', [meetingId, days]);
    await world.rows('alter table minutes_version enable trigger never_changes');
  }
  const object = (who: MadePerson, { at, seq }: Published) => world.as(who, objectionRoutes.object, { ...at, version: 1, seq, words: '少了后半句，意思变了', wording: '补上后半句。' });

  it('未另行规定是三天；支部改成七天，只管生效以后发布的纪要，已发布的还是三天', async () => {
    const p = await park();
    const before = await published(p, p.branch);
    expect(await daysOf(p.lin, before)).toBe(3);
    const rule = await p.adopt(7);
    expect(rule.body).toMatchObject({ kind: 'objectionDays', days: 7, perMonth: null, state: 'coming', resolution: '支部党员大会 11 月 20 日通过', adoptedBy: { id: p.secretary.id } });
    expect((await world.ok(p.lin, ruleRoutes.rules, { unitId: p.branch.id })).items).toEqual([rule.body]);
    // It begins tomorrow: what is published today has three days.
    const today = await published(p, p.branch);
    expect(await daysOf(p.lin, today)).toBe(3);
    await beganAgo(rule.body.id, 0);
    const after = await published(p, p.branch);
    expect([await daysOf(p.lin, before), await daysOf(p.lin, today), await daysOf(p.lin, after)]).toEqual([3, 3, 7]);
    for (const one of [today, after]) await publishedAgo(one, 5);
    expect((await object(p.lin, today)).code).toBe('objection.too-late');
    expect((await object(p.lin, after)).status).toBe(200);
    expect((await object(p.zhou, after)).code).toBe('objection.not-quoted');
  });

  it('以发布那天的规定为准：后来改短、不再另行规定，都不减少已有的天数', async () => {
    const p = await park();
    await beganAgo((await p.adopt(10)).body.id, 9);
    const first = await published(p, p.branch);
    await beganAgo((await p.adopt(1)).body.id, 2);
    const second = await published(p, p.branch);
    await beganAgo((await p.adopt(null)).body.id, 0);
    const third = await published(p, p.branch);
    expect([await daysOf(p.lin, first), await daysOf(p.lin, second), await daysOf(p.lin, third)]).toEqual([10, 1, 3]);
    expect((await world.ok(p.zhou, ruleRoutes.rules, { unitId: p.branch.id })).items.map((one) => [one.state, one.days])).toEqual([['inForce', null], ['past', 1], ['past', 10]]);
  });

  it('党小组的会按支部的规定，小组另有规定就按小组的', async () => {
    const p = await park();
    const group = await world.make.unit('partyGroup', p.branch);
    const leader = await world.make.officer('secretary', group, '钱组长');
    const lin = await world.make.member(group, 'full', '林晓');
    await beganAgo((await p.adopt(8)).body.id, 1);
    expect(await daysOf(lin, await published({ secretary: leader, lin }, group))).toBe(8);
    await beganAgo((await world.ok(leader, ruleRoutes.adopt, { unitId: group.id, kind: 'objectionDays', days: 2, effectiveFrom: ahead(1), resolution: '党小组会通过' })).id, 0);
    expect(await daysOf(lin, await published({ secretary: leader, lin }, group))).toBe(2);
  });

  it('今天起的、过去的、填到别项里的、不是书记的、同一天第二条，都登记不上，各有一句话；没生效的能撤下', async () => {
    const p = await park();
    expect((await p.adopt(7, ahead(0))).code).toBe('rule.from-tomorrow');
    expect((await p.adopt(7, '2026-01-01')).code).toBe('rule.retroactive');
    expect((await p.adopt(31)).code).toBe('input.invalid');
    expect((await world.as(p.secretary, ruleRoutes.adopt, { unitId: p.branch.id, kind: 'objectionDays', perMonth: 7, effectiveFrom: ahead(1), resolution: '决议' })).code).toBe('rule.value');
    expect((await world.as(p.secretary, ruleRoutes.adopt, { unitId: p.branch.id, kind: 'checkInQuota', days: 7, effectiveFrom: '2099-01-01', resolution: '决议' })).code).toBe('rule.value');
    expect((await p.adopt(7, ahead(1), p.lin)).code).toBe('not-allowed');
    const made = await p.adopt(7, ahead(20));
    expect((await p.adopt(5, ahead(20))).code).toBe('rule.same-day');
    await world.ok(p.secretary, ruleRoutes.takeBack, { unitId: p.branch.id, ruleId: made.body.id });
    expect((await world.ok(p.lin, ruleRoutes.rules, { unitId: p.branch.id })).items).toEqual([]);
    const { id } = (await p.adopt(7)).body;
    await beganAgo(id, 0);
    expect((await world.as(p.secretary, ruleRoutes.takeBack, { unitId: p.branch.id, ruleId: id })).code).toBe('rule.in-force');
  });
});
