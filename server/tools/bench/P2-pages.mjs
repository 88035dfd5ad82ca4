// P2: pages read by a signed-in member, 10 connections, beside a bare single-row read in the same run; and how many statements each page costs.
import { randomUUID } from 'node:crypto';
import { conclude, cpuOf, cpuOfPostgres, loadClient, median, openMaker, pause, quick, serve } from './rig.mjs';
import { eavesdrop, ofThePage } from './statements.mjs';

const runs = quick ? 1 : 3; const only = process.env.P2_ONLY;
const ms = quick ? { run: 700, warm: 300 } : { run: 3000, warm: 2000 };
const width = Number(process.env.WIDTH ?? 10);

const maker = await openMaker();
const ours = await serve('main', { HOST: '127.0.0.1' });
const reference = await serve('reference-row.mjs', {}, '/');

const { general, branch } = await maker.make.chain();
const secretary = await maker.make.officer('secretary', branch);
const members = await maker.make.members(branch, 114);
const tokens = [];
for (const member of members.slice(0, width)) tokens.push(await maker.token(member));
const officer = await maker.token(secretary);
const ask = async (method, path, body) => {
  const answer = await fetch(`${ours.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${officer}`, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body ? JSON.stringify(body) : undefined });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

// Twenty-one meetings: most held, one running with 200 lines in its room.
let room = '';
for (let n = 0; n < 21; n += 1) {
  const now = Date.now();
  const called = await ask('POST', `/units/${branch.id}/meetings`, { clientId: randomUUID(), kind: 'orgLife', form: 'online', title: `第 ${n + 1} 次线上组织生活`, theme: '', startsAt: new Date(now + 600_000).toISOString(), endsAt: new Date(now + 7_200_000).toISOString(), agenda: [{ title: '自由发言', note: '' }], materials: [] });
  await ask('POST', `/units/${branch.id}/meetings/${called.id}/opening`, {});
  if (n < 20) { await ask('POST', `/units/${branch.id}/meetings/${called.id}/closing`, {}); continue; }
  room = called.roomId;
  for (let line = 0; line < 200; line += 1) await ask('POST', `/units/${branch.id}/rooms/${room}/lines`, { clientId: randomUUID(), text: `第 ${line + 1} 条：把上周在楼里走访的情况整理好了，新来的三家小企业里有两位党员还没有转组织关系，下周三中午在公共会议室等。` });
}
const [column] = await maker.sql('select id from site_column where unit_id = $1 order by position limit 1', [branch.id]);
await maker.sql(`insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at) select p.id, $1, $2, $3, '第 ' || n || ' 篇', repeat('活动照片和心得都在这里。', 40), 'branch', app_now() - n * interval '1 hour' from unnest($4::text[]) with ordinality as p (id, n)`, [branch.id, column.id, members[0].id, Array.from({ length: 60 }, () => maker.id())]);
// A post with twenty comments, and twenty posts that anybody may read.
const [post] = await maker.sql('select id from post where unit_id = $1 order by published_at desc limit 1', [branch.id]);
await maker.sql(`insert into comment (id, unit_id, post_id, author_id, floor, text, at) select x.id, $1, $2, $3, n, '第 ' || n || ' 楼：同意，材料提前一天发出来，会就能开短。', app_now() from unnest($4::text[]) with ordinality as x (id, n)`, [branch.id, post.id, members[1].id, Array.from({ length: 20 }, () => maker.id())]);
await maker.sql(`insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at) select p.id, $1, $2, $3, '公开的第 ' || n || ' 篇', repeat('活动照片和心得都在这里。', 40), 'public', app_now() - n * interval '2 hours' from unnest($4::text[]) with ordinality as p (id, n)`, [branch.id, column.id, members[0].id, Array.from({ length: 30 }, () => maker.id())]);
for (let n = 0; n < 30; n += 1) await maker.sql('insert into service_item (id, unit_id, item, provider_ids, form, time, notes, category, state, fixed_year, times_used) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, 0)', [maker.id(), n % 3 === 0 ? general.id : branch.id, `服务 ${n + 1}`, [members[n].id], 'online', '周末', '', 'learning', 'onMenu']);
// The rest of the district around them: eight thousand members, as many as Xuhui has, so that the planner sees tables of their real size.
const others = await maker.make.unit('branch', general);
await maker.sql(`with p as (insert into person (id, name, access_version, created_at) select x.id, '同志' || n, 0, now() from unnest($2::text[]) with ordinality as x (id, n) returning id)
  insert into membership (id, person_id, unit_id, status, status_since, joined_party_on, starts_on) select id, id, $1, 'full', '2024-01-01', '2024-01-01', '2024-01-01' from p`, [others.id, Array.from({ length: 8000 }, () => maker.id())]);
await maker.sql('analyze');

let pages = [
  ['home of a branch', `/units/${branch.id}/home`],
  ['meeting list', `/units/${branch.id}/meetings`],
  ['last 50 lines of a room', `/units/${branch.id}/rooms/${room}/entries?limit=50`],
  ['service menu, 30 items', `/units/${branch.id}/service-menu`],
  ['column page, 20 posts', `/units/${branch.id}/posts?columnId=${column.id}`],
  ['post page: the post', `/units/${branch.id}/posts/${post.id}`],
  ['post page: 20 comments', `/units/${branch.id}/posts/${post.id}/comments`],
  // Outside the API, and read by nobody in particular.
  ['public page of a site, 20 posts', `/s/${branch.id}`],
];
if (only) pages = pages.filter(([n]) => n.includes(only));
const client = loadClient('load-pages.mjs');
const measure = async (server, path, bearer) => {
  const before = { server: cpuOf(server.pid), database: cpuOfPostgres() };
  const got = await client.ask('run', { ms: ms.run, width, port: server.port, path, tokens: bearer });
  return { ...got, server: (cpuOf(server.pid) - before.server) / got.pages, database: (cpuOfPostgres() - before.database) / got.pages };
};
const addressOf = (path) => (path.startsWith('/s/') ? path : `/api/v1${path}`);
const rows = [];
const raw = [];
for (const [name, path] of pages) {
  const at = addressOf(path);
  const got = { ours: [], reference: [] };
  await client.ask('run', { ms: ms.warm, width, port: ours.port, path: at, tokens });
  await client.ask('run', { ms: ms.warm / 2, width, port: reference.port, path: `/row/${branch.id}` });
  for (let run = 0; run < runs; run += 1) {
    got.ours.push(await measure(ours, at, tokens));
    await pause(100);
    got.reference.push(await measure(reference, `/row/${branch.id}`));
  }
  const of = (who, what) => median(got[who].map((one) => one[what]));
  rows.push({ name: `${name}: pages/s`, ours: of('ours', 'perSecond'), reference: of('reference', 'perSecond'), ratio: of('ours', 'perSecond') / of('reference', 'perSecond'), least: 0.25 });
  for (const [what, words] of [['server', 'CPU of the server, ms a page'], ['database', 'CPU of PostgreSQL, ms a page']]) rows.push({ name: `… ${words}`, ours: of('ours', what), reference: of('reference', what), ratio: of('ours', what) / of('reference', what) });
  raw.push({ name, bytes: got.ours[0].bytes, ...got });
}
client.stop();
await ours.stop();

// The same pages once more, overheard.
const ear = await eavesdrop(process.env.DATABASE_URL);
const overheard = await serve('main', { DATABASE_URL: ear.url });
const statements = {};
for (const [name, path] of pages) {
  const get = () => fetch(overheard.url + addressOf(path), { headers: { authorization: `Bearer ${tokens[0]}` } }).then((answer) => answer.text());
  let fewest = Infinity;
  // The heartbeat and the job queue speak too now and then: the fewest of five is the page's own.
  for (let n = 0; n < 5; n += 1) {
    await pause(150);
    ear.take();
    await get();
    const all = ofThePage(ear.take());
    if (all.length < fewest) { fewest = all.length; statements[name] = all; }
  }
  rows.push({ name: `${name}: statements`, ours: fewest, reference: 1, ratio: fewest, most: 3 });
}
await Promise.all([overheard.stop(), reference.stop()]);
ear.close();
await maker.close();
process.exit((await conclude('P2', rows, { raw, statements })) > 0 ? 1 : 0);
