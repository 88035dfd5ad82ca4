import { homeRoutes } from '@branch/shared/home/routes';
import { memberRoutes, meRoutes, unitRoutes } from '@branch/shared/members/routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { DataSource } from 'typeorm';
import { Db } from '../src/kit/db.js';
import { newId } from '../src/kit/ids.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { meetingPlan } from './meetings.js';
import { uuid, World } from './world.js';

describe('记住的权限，每次都要证明没有变', () => {
  let world: World;
  let branch: MadeUnit;
  let member: MadePerson;
  let secretary: MadePerson;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  beforeEach(async () => {
    branch = (await world.make.chain()).branch;
    member = await world.make.member(branch);
    secretary = await world.make.officer('secretary', branch);
    // Both have been here before: what they may do is remembered.
    for (const person of [member, secretary]) await world.ok(person, homeRoutes.home, { unitId: branch.id });
  });
  const comes = async (person: MadePerson, unit = branch) => (await world.as(person, homeRoutes.home, { unitId: unit.id })).status;
  const roster = async (person: MadePerson) => (await world.as(person, memberRoutes.roster, { unitId: branch.id })).status;

  it('第二次来，不再从头问一遍', async () => {
    const asked = jest.spyOn(world.get(Db).source, 'query');
    expect(await comes(member)).toBe(200);
    expect(asked.mock.calls.filter(([sql]) => sql.includes('app_whois'))).toEqual([]);
    asked.mockRestore();
  });

  it.each([
    ['成员离开', 'update membership set ends_on = current_date - 1 where person_id = $1'],
    ['成员那一行没了', 'delete from membership where person_id = $1'],
    ['设备被退出', 'update session set ended_at = app_now() where person_id = $1'],
    ['凭证到期', 'update access_token set expires_at = app_now() where session_id in (select id from session where person_id = $1)'],
  ])('不管是谁、怎么改的（%s），下一个请求就进不来', async (_what, sql) => {
    expect(await comes(member)).toBe(200);
    await world.rows(sql, [member.id]);
    expect(await comes(member)).toBeGreaterThanOrEqual(401);
  });

  it('卸任立刻看不到花名册，任命立刻看得到', async () => {
    expect([await roster(secretary), await roster(member)]).toEqual([200, 403]);
    await world.rows('update role_held set ends_on = current_date - 1 where person_id = $1', [secretary.id]);
    await world.rows('insert into role_held (id, person_id, role, unit_id, starts_on, basis) values ($1, $2, \'secretary\', $3, current_date - 1, \'任命\')', [`r${member.id.slice(1)}`, member.id, branch.id]);
    expect([await roster(secretary), await roster(member)]).toEqual([403, 200]);
  });

  it('还是成员、不再是网管员的人，同一页里也不再有网管员才看得到的东西', async () => {
    const admin = await world.make.officer('networkAdmin', branch);
    await world.ok(member, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text: '空调坏了' });
    const waiting = async () => (await world.ok(admin, homeRoutes.home, { unitId: branch.id })).messages[0]?.waitingHours;
    expect([await waiting(), await waiting()]).toEqual([0, 0]);
    await world.rows('update role_held set ends_on = current_date - 1 where person_id = $1', [admin.id]);
    expect(await waiting()).toBeNull();
  });

  it('改了名，下一句话就是新名字；过了一天，按新的一天重新算', async () => {
    await world.rows('update person set name = \'欧阳新名\' where id = $1', [member.id]);
    expect((await world.ok(member, meRoutes.me, {})).person.name).toBe('欧阳新名');
    await world.rows('update membership set ends_on = (app_now() at time zone \'Asia/Shanghai\')::date + 1 where person_id = $1', [member.id]);
    await world.rows('update access_token set expires_at = expires_at + interval \'3 days\'');
    expect(await comes(member)).toBe(200);
    await world.shiftClock('25 hours');
    expect(await comes(member)).toBe(404);
    await world.shiftClock('0');
  });

  it('新建的党小组，总支和支部的人马上看得到', async () => {
    expect(await comes(secretary)).toBe(200);
    const group = await world.make.unit('partyGroup', branch);
    const newcomer = await world.make.member(group);
    expect((await world.ok(secretary, memberRoutes.members, { unitId: branch.id })).items.map((one) => one.id)).toContain(newcomer.id);
    expect((await world.ok(secretary, unitRoutes.unit, { unitId: group.id })).name).toBe(group.name);
  });

  it('五十个请求正在路上时卸任：先答的成，卸任以后来的五十个都不成，没有一个出错', async () => {
    const underWay = Array.from({ length: 50 }, () => roster(secretary));
    expect(await Promise.race(underWay)).toBe(200);
    await world.rows('update role_held set ends_on = current_date - 1 where person_id = $1', [secretary.id]);
    const after = Array.from({ length: 50 }, () => roster(secretary));
    expect((await Promise.all(underWay)).filter((status) => status !== 200 && status !== 403)).toEqual([]);
    expect(new Set(await Promise.all(after))).toEqual(new Set([403]));
  });

  describe('一次往返读完的页', () => {
    let pages: ((person: MadePerson) => Promise<number>)[];
    beforeEach(async () => {
      const at = { unitId: branch.id };
      const meeting = await world.ok(secretary, meetingRoutes.call, { ...at, clientId: uuid(), ...meetingPlan() });
      const [column] = await world.rows<{ id: string }>('select id from site_column where unit_id = $1 and kind = \'news\' order by position limit 1', [branch.id]);
      const post = { ...at, postId: newId() };
      await world.rows('insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at) values ($1, $2, $3, $4, \'标题\', \'正文\', \'branch\', app_now())', [post.postId, branch.id, column?.id, secretary.id]);
      const status = async (answer: Promise<{ status: number }>) => (await answer).status;
      pages = [(person) => status(world.as(person, homeRoutes.home, at)), (person) => status(world.as(person, meetingRoutes.meetings, at)), (person) => status(world.as(person, roomRoutes.entries, { ...at, roomId: meeting.roomId })),
        (person) => status(world.as(person, postRoutes.posts, at)), (person) => status(world.as(person, postRoutes.post, post)), (person) => status(world.as(person, commentRoutes.comments, post)), (person) => status(world.as(person, serviceRoutes.menu, at))];
      // Twice each, so that the statements are prepared and the rights remembered.
      for (let n = 0; n < 2; n += 1) expect(await read(member)).toEqual(pages.map(() => 200));
    });
    const read = async (person: MadePerson) => { const all: number[] = []; for (const page of pages) all.push(await page(person)); return all; };

    it('设备一退出，哪一页的下一个请求都进不来', async () => {
      await world.rows('update session set ended_at = app_now() where person_id = $1', [member.id]);
      // A post may be for everybody: whoever is not signed in is told that there is none.
      expect(await read(member)).toEqual([401, 401, 401, 401, 404, 404, 401]);
    });

    it('离开支部，哪一页的下一个请求都是 404；回来，马上又都看得到', async () => {
      await world.rows('update membership set ends_on = current_date - 1 where person_id = $1', [member.id]);
      expect(await read(member)).toEqual(pages.map(() => 404));
      await world.rows('update membership set ends_on = null where person_id = $1', [member.id]);
      expect(await read(member)).toEqual(pages.map(() => 200));
    });

    it('还回池里的连接上，没有谁的身份，也看不到谁的东西', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => pages[n % pages.length]?.(n % 2 === 0 ? member : secretary)));
      const looks = await Promise.all(Array.from({ length: 40 }, () => world.get(DataSource).query<unknown[]>(`select coalesce(current_setting('app.person', true), '') as person, coalesce(current_setting('app.units', true), '') as units,
        coalesce(current_setting('app.beneath', true), '') as beneath, coalesce(current_setting('app.system', true), '') as system, (select count(*)::int from post) + (select count(*)::int from meeting) as seen`)));
      for (const look of looks) expect(look).toEqual([{ person: '', units: '', beneath: '', system: '', seen: 0 }]);
    });
  });
});
