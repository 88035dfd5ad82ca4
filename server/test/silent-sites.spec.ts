// A site that falls silent (SITE-3), told with posts, notices and meetings around it: areas above sites, so the story stands here.
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { plan } from './authorisation/life.js';
import { takesEffect, why } from './moderation.js';
import { kept, said, siteIn } from './sites.js';
import type { SiteTeam } from './sites.js';
import { uuid, World } from './world.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { Staleness } from '../src/sites/staleness.js';

describe('长期不更新', () => {
  let world: World;
  let district: MadeUnit;
  let community: MadeUnit;
  let staff: MadePerson;
  let teams: SiteTeam[];
  const night = () => world.get(Staleness).run();
  const silent = (team: SiteTeam, days: number) => world.rows('update site set last_update_at = app_now() - $2 * interval \'1 day\', online_at = app_now() - interval \'400 days\' where unit_id = $1', [team.unit.id, days]);
  const standing = (team: SiteTeam) => world.ok(team.secretary, applicationRoutes.standing, team.at);
  const inbox = async (who: MadePerson) => { await world.heard(); return (await world.ok(who, noticeRoutes.inbox, {})).items.map((one) => one.title); };

  beforeAll(async () => {
    world = await World.open();
    district = await world.make.unit('district');
    community = await world.make.unit('community', district);
    staff = await world.make.person('黄主任');
    await world.make.appoint(staff, 'communityStaff', community);
    teams = [];
    for (let i = 0; i < 5; i += 1) teams.push(await siteIn(world, community, staff, 'online'));
  });
  afterAll(async () => { await world.close(); });

  it('六十天没有自己的内容：夜里预警，支部收到通知，网站照常在线；再跑一遍不重复', async () => {
    const [team, fine] = teams as [SiteTeam, SiteTeam];
    await silent(team, 61);
    await silent(fine, 59);
    await night();
    await night();
    expect(await standing(team)).toMatchObject({ state: 'online', warnedAt: expect.any(String), proposedAt: null, moves: [{ act: 'warn', actor: null, reason: '已有 61 天没有支部自己的新内容' }, {}, {}] });
    expect((await standing(fine)).warnedAt).toBeNull();
    expect((await world.as(null, siteRoutes.face, { siteId: team.unit.id })).status).toBe(200);
    expect(await world.rows('select 1 from site_move where unit_id = $1 and act = \'warn\'', [team.unit.id])).toHaveLength(1);
    expect((await inbox(team.admin)).filter((title) => title.includes('61 天没有新内容'))).toHaveLength(1);
  });

  it('写一篇，预警自动解除，记在历史里', async () => {
    const [team] = teams as [SiteTeam];
    const columnId = (await world.ok(team.admin, siteRoutes.site, team.at)).columns[0]?.id ?? '';
    await world.ok(team.admin, postRoutes.write, { ...team.at, clientId: uuid(), columnId, title: '十一月的两次读书会', blocks: [{ type: 'paragraph', text: '读完了第三章。' }], visibility: 'branch' });
    await world.heard();
    const now = await standing(team);
    expect(now).toMatchObject({ warnedAt: null, figures: { posts: 1, daysWithoutUpdate: 0 } });
    expect(now.moves[0]).toMatchObject({ act: 'clear', actor: null });
    await night();
    expect((await standing(team)).warnedAt).toBeNull();
  });

  it('发一篇解除预警、随即撤回（或被收起）：更新的日子回到原来，预警恢复，日期照旧；来不及听到的也不算更新', async () => {
    const team = await siteIn(world, community, staff, 'online');
    const columnId = (await world.ok(team.admin, siteRoutes.site, team.at)).columns[0]?.id ?? '';
    const write = () => world.ok(team.admin, postRoutes.write, { ...team.at, clientId: uuid(), columnId, title: '先发一篇再说', text: '马上就撤。', visibility: 'branch' });
    await silent(team, 70);
    await night();
    await world.rows('update site set warned_at = warned_at - interval \'9 days\' where unit_id = $1', [team.unit.id]);
    await world.rows('alter table site_move disable trigger never_changes');
    await world.rows('update site_move set at = at - interval \'9 days\' where unit_id = $1 and act = \'warn\'', [team.unit.id]);
    await world.rows('alter table site_move enable trigger never_changes');
    const { warnedAt } = await standing(team);
    for (const away of [(postId: string) => world.ok(team.admin, postRoutes.retract, { ...team.at, postId }), (postId: string) => world.ok(team.secretary, moderationRoutes.hide, { ...team.at, kind: 'post', targetId: postId, ...why })]) {
      const post = await write();
      await world.heard();
      expect(await standing(team)).toMatchObject({ warnedAt: null, figures: { daysWithoutUpdate: 0 } });
      await away(post.id);
      await takesEffect(world);
      const after = await standing(team);
      expect(after.warnedAt).toBe(warnedAt);
      expect(after.moves.slice(0, 2).map((move) => move.act)).toEqual(['warn', 'clear']);
      expect(after.figures.daysWithoutUpdate).toBeNull();
    }
    await world.rows('update site set state = \'archived\', warned_at = null where unit_id = $1', [team.unit.id]);
  });

  it('九十天以上、又在末位：只是建议，等人确认；人可以解除，系统就先不再提', async () => {
    const [, , a, b] = teams as [SiteTeam, SiteTeam, SiteTeam, SiteTeam];
    await silent(a, 200);
    await silent(b, 120);
    await night();
    await night();
    // A warning is time to answer it: the second night proposes nobody.
    expect((await standing(a)).proposedAt).toBeNull();
    await world.rows('update site set warned_at = warned_at - interval \'30 days\' where unit_id = any ($1)', [[a.unit.id, b.unit.id]]);
    await night();
    // Five branches and two sites above them: the tail of five per cent is one, the longest silent.
    expect(await standing(a)).toMatchObject({ state: 'online', proposedAt: expect.any(String) });
    expect(await standing(b)).toMatchObject({ state: 'online', warnedAt: expect.any(String), proposedAt: null });
    expect(await inbox(staff)).toEqual(expect.arrayContaining([expect.stringContaining('已有 200 天没有新内容')]));
    expect(await inbox(a.secretary)).toEqual(expect.arrayContaining([expect.stringContaining('被建议整治')]));
    expect((await world.ok(staff, reviewRoutes.queue, { unitId: community.id, kind: 'stale' })).items.map((row) => row.unitId)).toEqual([a.unit.id, b.unit.id]);
    await world.ok(staff, reviewRoutes.act, { ...a.at, clientId: uuid(), act: 'clear', ...said('支部正在换届，下个月恢复更新。') });
    await night();
    expect(await standing(a)).toMatchObject({ warnedAt: null, proposedAt: null });
    // With the longest silent spared, the night looks at who is in the tail now: still that one, so nobody else is proposed.
    expect((await standing(b)).proposedAt).toBeNull();
  });

  it('人确认才转入整治：有理由、导师、任务和日期；内容和成员都在，做完任务交上去，核准后回来', async () => {
    const [, , , b] = teams as [SiteTeam, SiteTeam, SiteTeam, SiteTeam];
    const act = (more: object) => world.as(staff, reviewRoutes.act, { ...b.at, clientId: uuid(), act: 'rectify', ...kept(staff.id), ...more });
    expect(await act({ mentorId: null })).toMatchObject({ status: 422, code: 'site.mentor-needed' });
    expect(await act({ tasks: [] })).toMatchObject({ status: 422, code: 'site.task-needed' });
    expect((await standing(b)).state).toBe('online');
    const members = await world.rows('select 1 from membership where unit_id = $1 and ends_on is null', [b.unit.id]);
    expect((await act({})).status).toBe(200);
    expect(await standing(b)).toMatchObject({ state: 'rectifying', mentor: { name: '黄主任' }, tasks: [{ text: '发三篇学习资料' }] });
    expect((await world.as(null, siteRoutes.face, { siteId: b.unit.id })).status).toBe(404);
    expect((await world.ok(b.secretary, siteRoutes.site, b.at)).columns.length).toBeGreaterThan(0);
    expect(await world.rows('select 1 from membership where unit_id = $1 and ends_on is null', [b.unit.id])).toHaveLength(members.length);
    expect(await inbox(b.admin)).toEqual(expect.arrayContaining([expect.stringContaining('转入后台整治')]));
  });

  it('体检：多久没更新、几条留言没回应、几个月没开会，都是数，没有人名', async () => {
    const [, , , , team] = teams as [SiteTeam, SiteTeam, SiteTeam, SiteTeam, SiteTeam];
    const member = await world.make.member(team.unit);
    await world.ok(member, boardRoutes.leave, { ...team.at, clientId: uuid(), text: '周末的活动还有名额吗？' });
    await silent(team, 33);
    const { figures } = await world.ok(staff, applicationRoutes.standing, team.at);
    expect(figures).toMatchObject({ posts: 0, comments: 0, characters: 0, unanswered: 1, daysWithoutUpdate: 33, lastMeetingAt: null, monthsWithoutMeeting: null });
    expect(JSON.stringify(figures)).not.toContain(member.id);
  });

  it('超过答复期限：夜里提醒审核人和区里一次', async () => {
    const late = await siteIn(world, community, staff, 'submitted');
    const above = await world.make.person();
    await world.make.appoint(above, 'districtStaff', district);
    expect(await inbox(staff)).toEqual(expect.arrayContaining([`${late.unit.name}申请网站上线`]));
    await world.rows('update site_application set due_at = app_now() - interval \'1 minute\' where id = $1', [late.applicationId]);
    await night();
    await night();
    expect((await inbox(above)).filter((title) => title.includes('超过了答复期限'))).toHaveLength(1);
  });

  it('网站在哪个状态，会都照开（组织生活不看网站的状态）', async () => {
    for (const phase of ['draft', 'incubating', 'rectifying', 'archived'] as const) {
      const { secretary, unit } = await siteIn(world, community, staff, phase);
      const called = await world.as(secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...plan((field) => field) });
      expect([phase, called.status]).toEqual([phase, 200]);
      expect([phase, (await world.as(secretary, meetingRoutes.open, { unitId: unit.id, meetingId: called.body.id })).status]).toEqual([phase, 200]);
    }
  });
});
