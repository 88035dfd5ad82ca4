import { World } from '../../test/world.js';
import { Db } from '../kit/db.js';
import { Passwords } from '../members/passwords.js';
import { People } from '../members/people.js';
import { plantDistrict } from './seeding.js';
import { tinyDistrict } from './tiny.js';

describe('十二个人的演示区：留言板、值班和论坛', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    await plantDistrict(world.get(Db), { people: world.get(People), passwords: world.get(Passwords) }, tinyDistrict(new Date()), [{ login: 'shuji', title: '书记', person: 0, unit: 'yishan' }], 0, () => undefined);
  }, 60_000);
  afterAll(async () => { await world.close(); });
  const one = async (sql: string) => (await world.rows<{ n: number }>(`select (${sql})::int as n`))[0]?.n;

  it('每条没有回应的留言都有约定；过了约定的已经告诉过，不会一启动就催', async () => {
    expect(await one('select count(*) from message where answered_at is null and promised_at is null')).toBe(0);
    expect(await one('select count(*) from message where answered_at is null and promised_at <= app_now() and secretary_told_at is null')).toBe(0);
  });
  it('周一到周五有人值班，都是班子里的人', async () => {
    expect(await one('select count(*) from board_duty d where exists (select 1 from role_held r where r.person_id = d.person_id and r.unit_id = d.unit_id and r.role in (\'secretary\', \'deputySecretary\', \'networkAdmin\'))')).toBe(5);
  });
  it('社区的论坛有帖子，作者都是下面支部的党员；有一个栏目可以匿名', async () => {
    expect(await one('select count(*) from post p join unit u on u.id = p.unit_id where u.kind = \'community\' and exists (select 1 from membership m join unit b on b.id = m.unit_id where m.person_id = p.author_id and b.path @> array[u.id])')).toBe(3);
    expect(await one('select count(*) from site_column where pseudonyms')).toBeGreaterThan(0);
  });
});
