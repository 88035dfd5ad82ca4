import { join } from 'node:path';
import { shanghaiDay } from '@branch/shared/time';
import sharp from 'sharp';
import { shanghaiMonth } from '@branch/shared/time';
import { World } from '../../test/world.js';
import { Db } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import { Settings } from '../kit/kit.module.js';
import { Storage } from '../kit/storage.js';
import { LedgerService } from '../meetings/ledger.service.js';
import { Passwords } from '../members/passwords.js';
import { People } from '../members/people.js';
import { demoDistrict, printedPeople } from './district.js';
import { plantDistrict } from './seeding.js';

describe('演示区：徐汇当年的数字，逐条查库', () => {
  let world: World;
  const demo = demoDistrict(new Date());
  const heard: number[] = [];
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    const { printed, chair } = printedPeople(demo);
    await plantDistrict(world.get(Db), { people: world.get(People), passwords: world.get(Passwords), files: world.get(FilesService) }, demo, printed, chair, (_title, done) => heard.push(done));
  }, 120_000);
  afterAll(async () => { await world.close(); });

  const one = async (sql: string) => (await world.rows<{ n: number }>(`select (${sql})::float8 as n`))[0]?.n ?? Number.NaN;

  it('八千多名党员：65% 不超过 35 岁，63% 本科以上，82% 大专以上', async () => {
    const all = await one('select count(distinct person_id) from membership where ends_on is null');
    expect(all).toBeGreaterThanOrEqual(8000);
    const share = async (where: string) => Math.round(100 * await one(`select count(distinct p.id) from person p join membership m on m.person_id = p.id where ${where}`) / all);
    expect(await share(`p.birth_year >= ${Number(shanghaiDay(new Date()).slice(0, 4)) - 35}`)).toBe(65);
    expect(await share('p.education in (\'bachelor\', \'master\', \'doctor\')')).toBe(63);
    expect(await share('p.education in (\'college\', \'bachelor\', \'master\', \'doctor\')')).toBe(82);
  });

  it('201 个支部申请建站，134 个在线，其余 67 个在别的状态', async () => {
    expect(await one('select count(*) from site where applied_at is not null')).toBe(201);
    expect(await one('select count(*) from site where state = \'online\'')).toBe(134);
    expect(await one('select count(*) from site where applied_at is not null and state <> \'online\'')).toBe(67);
    expect(await one('select count(*) from site where exemplary and state <> \'online\'')).toBe(0);
  });

  it('每个网站都有来历：谁申请、谁核准、说了什么；后台的有导师、任务和日期；久未更新的按夜里的规则标出', async () => {
    expect(await one('select count(*) from site s where applied_at is not null and not exists (select 1 from site_application a where a.unit_id = s.unit_id)')).toBe(0);
    expect(await one('select count(*) from site_move where act in (\'submit\', \'approve\', \'hold\', \'return\', \'rectify\', \'honour\') and (actor_id is null or reason = \'\')')).toBe(0);
    // The last move of each site leads to where it stands.
    expect(await one('select count(*) from site s join lateral (select to_state from site_move m where m.unit_id = s.unit_id order by m.at desc, m.id desc limit 1) l on true where l.to_state <> s.state')).toBe(0);
    expect(await one('select count(*) from site s where state in (\'incubating\', \'rectifying\') and (mentor_id is null or not exists (select 1 from site_task t where t.unit_id = s.unit_id))')).toBe(0);
    expect(await one('select count(*) from site_application where state = \'waiting\'')).toBe(await one('select count(*) from site where state = \'submitted\''));
    expect(await one('select count(*) from site where state = \'online\' and (warned_at is not null) <> (app_now() - greatest(last_update_at, online_at) >= interval \'60 days\')')).toBe(0);
    expect(await one('select count(*) from site where proposed_at is not null')).toBe(7);
  });

  it('印出来的社区干部桌上有事：两份申请等着，有的在培育，有的被预警，有的建议整治', async () => {
    const here = 'select s.unit_id, s.state, s.warned_at, s.proposed_at from site s join unit u on u.id = s.unit_id where exists (select 1 from role_held r join account a on a.person_id = r.person_id where r.role = \'communityStaff\' and r.unit_id = any (u.path))';
    expect(await one(`select count(*) from (${here}) h where state = 'submitted'`)).toBeGreaterThanOrEqual(2);
    expect(await one(`select count(*) from (${here}) h where state = 'incubating'`)).toBeGreaterThanOrEqual(1);
    expect(await one(`select count(*) from (${here}) h where warned_at is not null and proposed_at is null`)).toBeGreaterThanOrEqual(1);
    expect(await one(`select count(*) from (${here}) h where proposed_at is not null`)).toBeGreaterThanOrEqual(1);
  });

  it('76 次网上组织生活，上千人参加，三千多条发言，约二十万字，95% 以上不重样', async () => {
    const lines = 'from entry e join meeting m on m.room_id = e.room_id where m.state = \'closed\' and m.form = \'online\' and e.kind = \'line\'';
    expect(await one('select count(*) from meeting where state = \'closed\' and form = \'online\'')).toBe(76);
    expect(await one('select count(distinct a.person_id) from attendee a join meeting m on m.id = a.meeting_id where m.state = \'closed\' and m.form = \'online\' and a.signed_in_at is not null')).toBeGreaterThan(1000);
    const said = await one(`select count(*) ${lines}`);
    expect(said).toBeGreaterThan(3000);
    expect(await one(`select count(distinct e.body->>'text') ${lines}`) / said).toBeGreaterThanOrEqual(0.95);
    const characters = await one(`select sum(char_length(e.body->>'text')) ${lines}`);
    expect(characters).toBeGreaterThan(190_000);
    expect(characters).toBeLessThan(215_000);
  });

  it('园区一年的台账像真的：线下补录的另算，有的开了，有的漏了，有的快到期；别的支部从本月起', async () => {
    const park = 'select u.id from unit u where u.kind = \'generalBranch\' and u.name like \'%宜山路770号%\'';
    const [unit] = await world.rows<{ id: string; from: string }>(`select id, ledger_from::text as "from" from unit where id = (${park})`);
    expect(await one(`select count(*) from meeting where form = 'offline' and unit_id = (${park})`)).toBeGreaterThanOrEqual(24);
    expect(await one('select count(*) from meeting where form = \'offline\' and (entered_by is null or place is null or ends_at > app_now() or entered_at < ends_at)')).toBe(0);
    expect(await one('select count(*) from meeting m where m.form = \'offline\' and m.expected <> (select count(*) from attendee a where a.meeting_id = m.id)')).toBe(0);
    const year = Number(new Date().toISOString().slice(0, 4));
    const kinds = await world.get(LedgerService).ledger({ unitId: unit?.id ?? '', year }).then((ledger) => ledger.kinds);
    const states = new Set(kinds.flatMap((kind) => kind.periods.map((period) => period.state)));
    expect(states.has('met')).toBe(true);
    expect(kinds.find((kind) => kind.kind === 'themeDay')?.periods.find((period) => period.key === shanghaiMonth(new Date()))?.offline).toBe(0);
    expect(await one('select count(*) from unit where ledger_from < shanghai_day(app_now()) - 40 and not (path && array(select id from unit where name like \'%宜山路770号%\'))')).toBe(0);
  });

  it('帖子按块存，字数对得上；几十张图都能打开；跟着的点评有楼层，一楼不缺', async () => {
    expect(await one('select count(*) from post where jsonb_array_length(blocks) = 0')).toBe(0);
    expect(await one('select count(*) from post where characters <> char_length(replace(text, chr(10), \'\'))')).toBe(0);
    expect(await one('select count(*) from post p, unnest(p.file_ids) f where not exists (select 1 from stored_file s where s.id = f and s.unit_id = p.unit_id and s.owner_id = p.author_id)')).toBe(0);
    expect(await one('select count(*) from post p, unnest(p.file_ids) f')).toBeGreaterThan(30);
    expect(await one('select count(*) from comment')).toBeGreaterThan(100);
    expect(await one('select count(*) from (select post_id from comment where floor is not null group by post_id having max(floor) <> count(*)) x')).toBe(0);
    expect(await one('select count(*) from post p where comment_count <> (select count(*) from comment c where c.post_id = p.id)')).toBe(0);
    const [first] = await world.rows<{ id: string }>('select id from stored_file limit 1');
    const bytes = await new Storage(join(world.get(Settings).config.dataDir, 'files')).read(first?.id ?? '', 'thumb');
    expect((await sharp(bytes ?? Buffer.alloc(0)).metadata()).format).toBe('webp');
  });

  it('宜山路770号联合党总支：115 名党员，70 多家公司；约三十个互助项目，四个领域', async () => {
    expect(await one('select count(distinct m.person_id) from membership m join unit u on u.id = m.unit_id join unit g on g.id = any (u.path) and g.kind = \'generalBranch\' where g.name like \'%宜山路770号%\'')).toBe(115);
    expect(await one('select count(distinct m.company_id) from membership m join unit u on u.id = m.unit_id join unit g on g.id = any (u.path) and g.kind = \'generalBranch\' where g.name like \'%宜山路770号%\'')).toBeGreaterThanOrEqual(70);
    expect(await one('select count(*) from service_item')).toBeGreaterThanOrEqual(28);
    expect(await one('select count(distinct category) from service_item')).toBe(4);
    expect(await one('select count(*) from service_item where item = \'\' or form = \'\' or time = \'\' or notes = \'\' or cardinality(provider_ids) = 0')).toBe(0);
  });

  it('看得到一次无记名表决和一次单选的结果：票数等于名单，谁投了什么只有记名的有；纪要里有各项票数', async () => {
    expect(await one('select count(*) from ballot where mode = \'secret\' and state = \'closed\'')).toBe(1);
    expect(await one('select count(*) from ballot where kind = \'single\' and state = \'closed\'')).toBe(1);
    expect(await one('select count(*) from ballot b where (select sum(t.value::int) from jsonb_each_text(b.tally) t) <> (select count(*) from ballot_voted v where v.ballot_id = b.id)')).toBe(0);
    expect(await one('select count(*) from ballot_roll')).toBeGreaterThan(20);
    expect(await one('select count(*) from vote v join ballot b on b.id = v.ballot_id where b.mode = \'secret\'')).toBe(0);
    expect(await one('select count(*) from minutes_version where jsonb_array_length(content->\'decisions\') = 2')).toBe(1);
  });

  it('上一年的民主评议是上一年的：十二月开始，一月中旬以前结束，文字还看得到；后来入党的不在里面', async () => {
    expect(await one('select count(*) from appraisal a where a.year = extract(year from app_now() at time zone \'Asia/Shanghai\') - 1 and extract(year from a.opened_at at time zone \'Asia/Shanghai\') = a.year and a.closed_at < app_now() and a.expires_at > app_now()')).toBe(1);
    expect(await one('select count(*) from appraisal_review r join appraisal a on a.id = r.appraisal_id where r.at < a.opened_at or r.at > a.closed_at')).toBe(0);
    expect(await one('select count(*) from appraised p join appraisal a on a.id = p.appraisal_id join membership m on m.person_id = p.person_id where m.starts_on > shanghai_day(a.opened_at)')).toBe(0);
  });

  it('每个房间的编号都不缺号；纪要都从记录来；只有印出来的人有密码', async () => {
    expect(await one('select count(*) from room r where r.last_seq <> (select count(*) from entry e where e.room_id = r.id)')).toBe(0);
    expect(await one('select count(*) from minutes_version v join meeting m on m.id = v.meeting_id where m.form = \'online\'')).toBe(76);
    expect(await one('select count(*) from account')).toBe(printedPeople(demo).printed.length);
    expect(new Set(printedPeople(demo).printed.map((person) => person.title)).size).toBeGreaterThanOrEqual(10);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(1);
  });
});
