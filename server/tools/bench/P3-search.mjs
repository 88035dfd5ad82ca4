// P3, its part about search: 100,000 posts and 100,000 comments of a district; p95 of a search by a signed-in member within 500 ms, whatever is searched for (SITE-8),
// and how it grows from a tenth of that. Words are asked one after another by four at once, as people do.
import { conclude, cpuOfPostgres, openMaker, quantile, quick, serve } from './rig.mjs';

const most = Number(process.env.POSTS ?? (quick ? 5000 : 100_000));
const runs = quick ? 3 : 12;
const bar = 500;

const maker = await openMaker();
const { district, community, general, branch } = await maker.make.chain();
const branches = [branch];
for (let n = 0; n < 19; n += 1) branches.push(await maker.make.unit('branch', n % 2 ? general : await maker.make.unit('generalBranch', community)));
const members = await maker.make.members(branch, 40);
const author = members[0];
const columns = await maker.sql('select distinct on (unit_id) id, unit_id from site_column where unit_id = any ($1) order by unit_id, position', [branches.map((one) => one.id)]);

// Texts of 100 to 600 characters put together from parts, so that some pairs stand in nearly all, some in one of a hundred, some in one.
const parts = ['今天中午在公共会议室碰头，把上周走访的情况说了说。', '新来的三家小企业里有两位党员还没有转组织关系。', '大家轮流讲一刻钟，讲完留五分钟提问。', '楼下的充电桩又坏了一个，已经报给物业。', '读书会改到周四晚上，主题是怎么读懂一份财报。',
  '垃圾分类站桶的名单排到了月底，还缺两个周三早上的。', '请懂装修的同志帮忙看看合同里的增项条款。', '孩子暑托班的名额还有六个，报名找网管员。', '老党员的手机课开到第三讲，学会了视频通话。', '献血车下周一停在南门，愿意去的自己登记。'];
const rare = ['桂花糕的做法', '羽毛球双打', '无人机执照', '急救证复训', '非遗剪纸', '马拉松接力', '天文望远镜', '手冲咖啡课'];
async function grow(from, to) {
  // What is made here is not what is measured: the index is built once at the end, as it was.
  const [{ indexdef }] = await maker.sql('select indexdef from pg_indexes where indexname = \'ix_search_entry_grams\'');
  await maker.sql('drop index ix_search_entry_grams');
  for (let at = from; at < to; at += 10_000) {
    const ids = Array.from({ length: Math.min(10_000, to - at) }, () => maker.id());
    await maker.sql(`insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at)
      select x.id, c.unit_id, c.id, $2, '第' || ($6::int + n) || '篇 ' || ($5::text[])[1 + (n * 7 % 10)],
        (select string_agg(($5::text[])[1 + ((n * k * 31 + k + n / 7) % 10)], '') from generate_series(1, 4 + (n % 17)::int) k) || case when n % 97 = 0 then ($7::text[])[1 + (n / 97 % 8)] else '' end || case when n % 5000 = 17 then '只此一处' else '' end,
        case n % 4 when 0 then 'members' when 1 then 'community' else 'branch' end, app_now() - (($8::int - n - $6::int) * interval '3 minutes')
      from unnest($1::text[]) with ordinality as x (id, n) join unnest($3::text[], $4::text[]) with ordinality as c (id, unit_id, k) on c.k = 1 + (x.n % ${columns.length})`,
    [ids, author.id, columns.map((one) => one.id), columns.map((one) => one.unit_id), parts, at, rare, most]);
    await maker.sql(`insert into comment (id, unit_id, post_id, author_id, floor, text, at) select x.id, p.unit_id, p.id, $2, 1, ($4::text[])[1 + (n % 10)] || '附议' || n, app_now() from unnest($1::text[], $3::text[]) with ordinality as x (id, post_id, n) join post p on p.id = x.post_id`,
      [Array.from({ length: ids.length }, () => maker.id()), author.id, ids, parts]);
  }
  await maker.sql(indexdef);
  await maker.sql('analyze');
}

// In nearly every text, in some, in a few, in one of five thousand, in none; two characters and many; two words.
const questions = ['会议室', '大家', '党员', '组织关系', '垃圾分类', '手机课 视频', '财报', '非遗剪纸', '马拉松', '只此一处', '读书会改到周四晚上', '没有这样的词', '楼下 物业 名单', '第12'];
const ours = await serve('main', { HOST: '127.0.0.1' });
const tokens = [];
for (const member of members.slice(0, 4)) tokens.push(await maker.token(member));

async function measure() {
  const took = [];
  const worst = new Map();
  const list = Array.from({ length: runs }, () => questions).flat().flatMap((q) => [['', q], ['&scope=posts', q], ['&scope=comments', q]]);
  await Promise.all(tokens.map(async (token, mine) => {
    for (let at = mine; at < list.length; at += tokens.length) {
      const [scope, q] = list[at];
      const from = performance.now();
      const answer = await fetch(`${ours.url}/api/v1/search?q=${encodeURIComponent(q)}${scope}`, { headers: { authorization: `Bearer ${token}` } });
      await answer.text();
      if (answer.status !== 200) throw new Error(`${q}: ${answer.status}`);
      const ms = performance.now() - from;
      took.push(ms);
      worst.set(`${q}${scope}`, Math.max(worst.get(`${q}${scope}`) ?? 0, ms));
    }
  }));
  return { p50: quantile(took, 0.5), p95: quantile(took, 0.95), slowest: [...worst].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`), count: took.length };
}

await grow(0, most / 10);
await measure();
const small = await measure();
await grow(most / 10, most);
// Storing one more, with its index.
const written = performance.now();
for (let n = 0; n < 100; n += 1) await maker.sql('insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at) values ($1, $2, $3, $4, $5, $6, \'branch\', app_now())', [maker.id(), branch.id, columns.find((one) => one.unit_id === branch.id).id, author.id, `又一篇 ${n}`, parts.join('')]);
const perPost = (performance.now() - written) / 100;
await measure();
const cpu = cpuOfPostgres();
const large = await measure();
const perSearch = (cpuOfPostgres() - cpu) / large.count;
const [size] = await maker.sql('select pg_total_relation_size(\'search_entry\') / 1048576 as mb, (select count(*) from search_entry) as rows');
await ours.stop();
await maker.close();
console.log(`${size.rows} rows, ${size.mb} MB with index; ${perPost.toFixed(2)} ms to store one more post; slowest: ${large.slowest.join(', ')}`);
process.exit((await conclude('P3-search', [
  { name: `search among ${most} posts: p50 ms (beside: a tenth)`, ours: large.p50, reference: small.p50, ratio: large.p50 / small.p50 },
  { name: `search among ${most} posts: p95 ms (beside: a tenth)`, ours: large.p95, reference: small.p95, ratio: large.p95 / small.p95 },
  { name: `search among ${most} posts: p95 ms, beside the bar`, ours: large.p95, reference: bar, ratio: large.p95 / bar, most: 1 },
  { name: '… CPU of PostgreSQL, ms a search', ours: perSearch },
], { small, large, district: district.id })) > 0 ? 1 : 0);
