import type { EventName } from '@branch/shared/events';
import { homeRoutes } from '@branch/shared/home/routes';
import { ledgerRoutes as routes } from '@branch/shared/meetings/ledger-routes';
import { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { paths } from '@branch/shared/paths';
import { shanghaiDay, shanghaiMoment } from '@branch/shared/time';
import { meetingPlan, openMeeting } from './meetings.js';
import { heldOffline } from './offline.js';
import { uuid, World } from './world.js';
import { hearer } from '../src/kit/db.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { LedgerWatch } from '../src/meetings/ledger-watch.js';

describe('三会一课台账（MEET-11）', () => {
  let world: World;
  // No job runner: moving the clock ends idle connections, its own among them. What was announced is heard by hand.
  beforeAll(async () => { world = await World.open({ jobs: false }); });
  afterAll(async () => { await world.close(); });
  afterEach(() => world.shiftClock('0'));

  /** A branch whose ledger began long ago. */
  async function story(from = '2026-01-01') {
    const chain = await world.make.chain();
    const { branch } = chain;
    const zhao = await world.make.officer('secretary', branch, '赵书记');
    const lin = await world.make.member(branch, 'full', '林晓');
    for (const person of [zhao, lin]) await world.tokenOf(person);
    await world.rows('update access_token set expires_at = \'2099-01-01\'');
    await world.rows('update unit set ledger_from = $2 where id = $1', [branch.id, from]);
    return { ...chain, zhao, lin };
  }
  const shiftTo = (moment: Date) => world.shiftClock(`${(moment.getTime() - Date.now()) / 1000} seconds`);
  const kindOf = async (who: MadePerson, unit: MadeUnit, kind: string, year?: number) => (await world.ok(who, routes.ledger, { unitId: unit.id, ...(year ? { year: String(year) as never } : {}) })).kinds.find((one) => one.kind === kind);
  const enter = (by: MadePerson, unit: MadeUnit, more: Parameters<typeof heldOffline>[2]) => world.ok(by, offlineRoutes.enter, { unitId: unit.id, clientId: uuid(), ...heldOffline(by, [], more) });
  const told = async (person: MadePerson) => {
    for (const event of await world.rows<{ id: string; name: EventName; body: never; actorId: string | null; at: Date }>('select id, name, body, actor_id as "actorId", at from event where name = \'ledger.due\'')) await hearer(event.name, 'notices')?.(event);
    return world.rows<{ title: string; text: string; path: string }>('select title, text, path from notice where person_id = $1 and kind = \'ledger.due\' order by at', [person.id]);
  };

  it('网上开的、线下补录的分开计；流会、取消、撤回的不算；点开是会议；书记和党员看到的一样', async () => {
    const { branch, zhao, lin } = await story();
    await shiftTo(shanghaiMoment('2026-11-20', '10:00'));
    const date = (day: string) => shanghaiMoment(day, '14:00').toISOString();
    await enter(zhao, branch, { kind: 'themeDay', startsAt: date('2026-11-03') });
    await enter(zhao, branch, { kind: 'themeDay', startsAt: date('2026-10-09') });
    await enter(zhao, branch, { kind: 'memberAssembly', startsAt: date('2026-10-16') });
    const wrong = await enter(zhao, branch, { kind: 'lesson', startsAt: date('2026-10-20') });
    await world.ok(zhao, offlineRoutes.withdraw, { unitId: branch.id, meetingId: wrong.id, reason: '录错了，没有开' });
    const call = async (kind: 'themeDay' | 'lesson' | 'orgLife') => {
      const startsAt = shanghaiMoment('2026-11-20', '10:05');
      return world.ok(zhao, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan(), kind, startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString() });
    };
    const hold = async (kind: 'themeDay' | 'lesson', adjourned: boolean) => {
      const { id } = await call(kind);
      await world.ok(zhao, meetingRoutes.open, { unitId: branch.id, meetingId: id });
      await world.ok(zhao, meetingRoutes.close, { unitId: branch.id, meetingId: id, ...(adjourned ? { adjourned: true, reason: '到会人数不足' } : {}) });
    };
    await hold('themeDay', false);
    await hold('lesson', true);
    const cancelled = await call('orgLife');
    await world.ok(zhao, meetingRoutes.cancel, { unitId: branch.id, meetingId: cancelled.id, reason: '改日' });
    await call('orgLife');

    const themeDay = await kindOf(lin, branch, 'themeDay');
    expect(themeDay).toMatchObject({ every: 'month', owed: true, online: 1, offline: 2, hybrid: 0, met: 2, lapsed: 9, article: expect.stringContaining('第十六条') as string });
    expect(themeDay?.periods.slice(8).map((one) => [one.name, one.state, one.online, one.offline])).toEqual([['9 月', 'lapsed', 0, 0], ['10 月', 'met', 0, 1], ['11 月', 'met', 1, 1], ['12 月', 'coming', 0, 0]]);
    expect(await kindOf(lin, branch, 'lesson')).toMatchObject({ online: 0, offline: 0, met: 0, lapsed: 3 });
    expect((await kindOf(lin, branch, 'memberAssembly'))?.periods.map((one) => one.state)).toEqual(['lapsed', 'lapsed', 'lapsed', 'met']);
    expect((await kindOf(lin, branch, 'orgLife'))?.periods).toMatchObject([{ state: 'planned', planned: 1 }]);
    expect((await kindOf(lin, branch, 'committee'))?.owed).toBe(false);

    const behind = await world.ok(lin, routes.behind, { unitId: branch.id, kind: 'themeDay', period: '2026-11' });
    expect(behind).toMatchObject({ total: 2, closed: 0, items: [{ form: 'online', entered: false }, { form: 'offline', entered: true, title: '走访社区养老院' }] });
    expect((await world.ok(lin, routes.behind, { unitId: branch.id, kind: 'themeDay', period: '2026', form: 'offline' })).total).toBe(2);
    const first = await world.ok(lin, routes.behind, { unitId: branch.id, kind: 'themeDay', period: '2026', limit: '2' as never });
    const rest = await world.ok(lin, routes.behind, { unitId: branch.id, kind: 'themeDay', period: '2026', limit: '2' as never, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items]).toHaveLength(3);
    expect(rest.next).toBeNull();
    expect((await world.as(lin, routes.behind, { unitId: branch.id, kind: 'themeDay', period: '2026-13' })).status).toBe(400);
  });

  it('党小组的会算进支部的党小组会，看不到的只计数；社区和区只看到数，看不到会议', async () => {
    const { branch, community, district, zhao } = await story();
    const group = await world.make.unit('partyGroup', branch);
    const leader = await world.make.officer('secretary', group, '组长');
    await enter(leader, group, { kind: 'group' });
    await enter(leader, group, { kind: 'themeDay' });
    expect(await kindOf(zhao, branch, 'group')).toMatchObject({ owed: true, offline: 1 });
    expect(await kindOf(zhao, branch, 'themeDay')).toMatchObject({ offline: 0 });
    expect(await world.ok(zhao, routes.behind, { unitId: branch.id, kind: 'group', period: shanghaiDay(new Date(Date.now() - 3 * 86_400_000)).slice(0, 4) })).toMatchObject({ total: 1, closed: 1, items: [] });

    const [staff, above, stranger] = [await world.make.person(), await world.make.person(), await world.make.member((await world.make.chain()).branch)];
    await world.make.appoint(staff, 'communityStaff', community);
    await world.make.appoint(above, 'districtStaff', district);
    const seen = await world.ok(staff, routes.beneath, { unitId: community.id });
    expect(seen.items.find((one) => one.unit.id === branch.id)).toMatchObject({ offline: 1, unit: { kind: 'branch' } });
    expect(seen.items[0]?.lapsed).toBe(Math.max(...seen.items.map((one) => one.lapsed)));
    expect((await world.ok(above, routes.beneath, { unitId: district.id })).offline).toBe(1);
    expect((await world.ok(staff, routes.ledger, { unitId: branch.id })).offline).toBe(1);
    expect(JSON.stringify(seen)).not.toContain('走访社区养老院');
    expect(await world.as(staff, routes.behind, { unitId: branch.id, kind: 'group', period: '2026' })).toMatchObject({ status: 403 });
    for (const route of [routes.ledger, routes.beneath]) expect(await world.as(stranger, route, { unitId: branch.id })).toMatchObject({ status: 404, code: 'not-found' });
    expect((await world.ok(staff, routes.ledger, { unitId: community.id })).kinds).toEqual([]);
  });

  it('到期之前夜里提醒书记，每个时段每种会最多两次；开了、召集了就不再提醒；党员收不到', async () => {
    const { branch, zhao, lin } = await story('2026-11-01');
    const night = async (day: string) => { await shiftTo(shanghaiMoment(day, '02:40')); await world.get(LedgerWatch).run(); };
    await night('2026-11-23');
    expect(await told(zhao)).toHaveLength(0);
    await night('2026-11-24');
    await world.get(LedgerWatch).run();
    expect(await told(zhao)).toMatchObject([{ title: '快到期还没有开：主题党日', path: paths.ledger(branch.id) }]);
    expect((await told(zhao))[0]?.text).toContain('11 月 30 日前');
    const todos = async (who: MadePerson) => (await world.ok(who, homeRoutes.home, { unitId: branch.id })).todos.filter((todo) => todo.kind === 'ledger');
    expect(await todos(zhao)).toMatchObject([{ title: '主题党日 11 月还没开', hint: '11月30日到期', path: paths.ledger(branch.id) }]);
    expect(await todos(lin)).toEqual([]);
    for (const day of ['2026-11-25', '2026-11-28', '2026-11-29', '2026-11-30']) await night(day);
    expect(await told(zhao)).toHaveLength(2);

    const startsAt = shanghaiMoment('2026-11-30', '19:30');
    const { id } = await world.ok(zhao, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan(), kind: 'themeDay', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString() });
    expect(await todos(zhao)).toEqual([]);
    await world.ok(zhao, meetingRoutes.cancel, { unitId: branch.id, meetingId: id, reason: '场地在修' });
    expect(await todos(zhao)).toHaveLength(1);
    await night('2026-12-01');
    expect([(await told(zhao)).length, await todos(zhao)]).toEqual([2, []]);
    expect(await told(lin)).toEqual([]);
    expect(await kindOf(lin, branch, 'themeDay', 2026)).toMatchObject({ lapsed: 1 });
  }, 60_000);

  it.each([['2027-01', '2027-01-31'], ['2027-02', '2027-02-28'], ['2028-02', '2028-02-29'], ['2026-12', '2026-12-31']])('%s 最后一天 23:59:58 开的算这个月，零点开的算下个月', async (month, day) => {
    const { branch, zhao } = await story('2026-11-01');
    const end = new Date(shanghaiMoment(day).getTime() + 86_400_000);
    const until = async (moment: Date) => {
      for (;;) {
        const left = Number((await world.rows<{ ms: string }>('select extract(epoch from $1::timestamptz - app_now()) * 1000 as ms', [moment]))[0]?.ms);
        if (left <= 0) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(left, 100)));
      }
    };
    await shiftTo(new Date(end.getTime() - 6000));
    const call = async () => {
      const startsAt = new Date(end.getTime() + 60_000);
      return (await world.ok(zhao, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan(), kind: 'themeDay', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString() })).id;
    };
    const [before, after] = [await call(), await call()];
    const hold = async (meetingId: string) => { await world.ok(zhao, meetingRoutes.open, { unitId: branch.id, meetingId }); };
    await until(new Date(end.getTime() - 2000));
    await hold(before);
    await until(end);
    await hold(after);
    for (const meetingId of [before, after]) await world.ok(zhao, meetingRoutes.close, { unitId: branch.id, meetingId });
    const next = shanghaiDay(end).slice(0, 7);
    const of = async (key: string) => (await kindOf(zhao, branch, 'themeDay', Number(key.slice(0, 4))))?.periods.find((one) => one.key === key);
    expect([await of(month), await of(next)]).toMatchObject([{ state: 'met', online: 1 }, { state: 'met', online: 1 }]);
    expect((await world.ok(zhao, routes.behind, { unitId: branch.id, kind: 'themeDay', period: month })).items.map((one) => one.id)).toEqual([before]);
    expect((await world.ok(zhao, routes.behind, { unitId: branch.id, kind: 'themeDay', period: next })).items.map((one) => one.id)).toEqual([after]);
    if (month.endsWith('12')) expect((await kindOf(zhao, branch, 'themeDay', 2026))?.online).toBe(1);
  }, 60_000);

  it('新建的支部从完整的第一个时段算起；已经在用的支部从台账启用那天起，从不往前追', async () => {
    const { branch, zhao } = await story('2026-11-15');
    await shiftTo(shanghaiMoment('2026-12-20', '10:00'));
    expect((await kindOf(zhao, branch, 'themeDay'))?.periods.slice(9).map((one) => one.state)).toEqual(['free', 'free', 'open']);
    expect((await kindOf(zhao, branch, 'memberAssembly'))?.periods.map((one) => one.state)).toEqual(['free', 'free', 'free', 'free']);
    await world.rows('update unit set ledger_from = null, created_at = $2 where id = $1', [branch.id, shanghaiMoment('2026-11-30', '23:00')]);
    expect((await kindOf(zhao, branch, 'themeDay'))?.periods.slice(10).map((one) => one.state)).toEqual(['free', 'open']);
  });

  it('开着的会先算已召集，散会才算开过', async () => {
    const { branch, zhao } = await story();
    const { id } = await openMeeting(world, branch, zhao);
    const year = shanghaiDay(new Date()).slice(0, 4);
    const now = async () => (await kindOf(zhao, branch, 'orgLife'))?.periods.find((one) => one.key === year);
    expect(await now()).toMatchObject({ state: 'planned', online: 0 });
    await world.ok(zhao, meetingRoutes.close, { unitId: branch.id, meetingId: id });
    expect(await now()).toMatchObject({ state: 'met', online: 1 });
  });
});
