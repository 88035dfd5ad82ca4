import { charactersOf } from '@branch/shared/posts/blocks';
import { communityHearsAt, promisedAt } from '@branch/shared/posts/first-response';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { BoardDuty } from '../posts/duty.entity.js';
import { Post } from '../posts/post.entity.js';
import type { DemoDistrict } from './corpus/types.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';

/** What members of several branches say to each other in their community's forum. */
const forum = [
  ['各支部午间活动都几点？想串个门', '我们十二点半在二楼露台，走一圈半小时。有想换地方走走的，报个时间和地点。'],
  ['新党员第一次主持小组会，求经验', '怕冷场。大家一般准备几个问题？有没有好用的开场？'],
  ['园区通勤班车晚上加一班，有人一起提吗', '加班到九点的不少，想凑个人数一起向物业反映。请在下面说一声单位和大概下班的时间。'],
] as const;

/** The board's promises and duty, a column that allows 匿名, and the forum of the printed people's community. */
export async function plantBoard(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const now = await tx.now();
  for (const message of await tx.sql<{ id: string; at: Date }>('select id, left_at as at from message where answered_at is null')) {
    const [promised, community] = [promisedAt(message.at), communityHearsAt(message.at)];
    // What is late by now was told of when it became late.
    await tx.sql('update message set promised_at = $2::timestamptz, community_at = $3::timestamptz, secretary_told_at = case when $2::timestamptz <= $4::timestamptz then $2::timestamptz end, community_told_at = case when $3::timestamptz <= $4::timestamptz then $3::timestamptz end where id = $1', [message.id, promised, community, now]);
  }
  const unitId = must(ids.unit, demo.scenario.unit);
  const team = demo.officers.filter((officer) => officer.unit === demo.scenario.unit && ['secretary', 'deputySecretary', 'networkAdmin'].includes(officer.role)).map((officer) => ids.person[officer.person] ?? '');
  if (team.length > 0) await tx.insert(BoardDuty, [1, 2, 3, 4, 5].map((weekday) => ({ unitId, weekday, personId: team[weekday % team.length] ?? '', setBy: team[0] ?? '', setAt: now })));
  await tx.sql('update site_column set pseudonyms = true where name = \'说说心里话\' or unit_id = $1 and name = \'谈谈新想法\'', [unitId]);
  const community = ids.path.get(demo.scenario.unit)?.[1];
  const columnId = community && (await tx.one<{ id: string }>('select id from site_column where unit_id = $1 and kind = \'discussion\' limit 1', [community]))?.id;
  if (!community || !columnId) return;
  const people = (await tx.sql<{ id: string }>('select m.person_id as id from membership m join unit u on u.id = m.unit_id where u.path @> array[$1] and m.ends_on is null order by m.starts_on, m.person_id limit 40', [community])).map((row) => row.id);
  await tx.insert(Post, forum.map(([title, text], n) => ({ id: newId(), unitId: community, columnId, authorId: people[(n * 7) % people.length] ?? '', title, text, blocks: [{ type: 'paragraph' as const, text }], characters: charactersOf(text), visibility: 'branch' as const, publishedAt: new Date(now.getTime() - (n * 31 + 5) * 3_600_000) })));
}
