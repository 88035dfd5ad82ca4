// P5: closing a meeting of 10,000 lines and 500 people, its attendance and the draft of its minutes, beside plain pg reading the same rows.
// Several meetings of that size; each is closed and drafted once, as in life, and read by both sides in turn.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { conclude, median, openMaker, quick, serve } from './rig.mjs';

const people = quick ? 50 : 500;
const lines = quick ? 500 : 10_000;
const runs = quick ? 1 : 3;

const maker = await openMaker();
const ours = await serve('main', { HOST: '127.0.0.1' });
const plain = new pg.Pool({ connectionString: process.env.DATABASE_OWNER_URL, max: 1, options: '-c app.system=on' });

const { branch } = await maker.make.chain();
const secretary = await maker.make.officer('secretary', branch);
const members = await maker.make.members(branch, people - 1);
const token = await maker.token(secretary);
async function ask(method, path, body) {
  const answer = await fetch(`${ours.url}/api/v1/units/${branch.id}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body ? JSON.stringify(body) : undefined });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
const timed = async (work) => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** An open meeting in which everyone came twice and much was said; what was said is written as the room would have stored it. */
async function meeting() {
  const now = Date.now();
  const called = await ask('POST', '/meetings', { clientId: randomUUID(), kind: 'orgLife', form: 'online', title: '线上组织生活', theme: '', startsAt: new Date(now + 600_000).toISOString(), endsAt: new Date(now + 7_200_000).toISOString(), agenda: [{ title: '自由发言', note: '' }], materials: [] });
  await ask('POST', `/meetings/${called.id}/opening`, {});
  const [{ last }] = await maker.sql('select last_seq as last from room where id = $1', [called.roomId]);
  await maker.sql(`insert into entry (room_id, seq, unit_id, author_id, client_id, kind, body, at)
    select $1, $2::int + n, $3, ($4::text[])[1 + n % cardinality($4::text[])], gen_random_uuid()::text, 'line', jsonb_build_object('text', '第 ' || n || ' 句：把上周在楼里走访的情况整理好了，新来的三家小企业里有两位党员还没有转组织关系。'), app_now() - (($5::int - n) * interval '300 milliseconds')
    from generate_series(1, $5::int) n`, [called.roomId, last, branch.id, members.map((one) => one.id), lines]);
  await maker.sql('update room set last_seq = last_seq + $2 where id = $1', [called.roomId, lines]);
  await maker.sql('insert into presence (id, room_id, unit_id, person_id, came_at, lease_until) select x.id, $2, $3, x.person, app_now() - interval \'50 minutes\' + x.turn * interval \'25 minutes\', app_now() - interval \'30 minutes\' + x.turn * interval \'25 minutes\' from unnest($1::text[], $4::text[], $5::int[]) as x (id, person, turn)',
    [Array.from({ length: 2 * members.length }, () => maker.id()), called.roomId, branch.id, [...members, ...members].map((one) => one.id), [...members.map(() => 0), ...members.map(() => 1)]]);
  await maker.sql('analyze entry, presence');
  return called;
}

/** The rows that attendance and draft rest on, read and nothing more. */
async function read({ id, roomId }) {
  await plain.query('select room_id, seq, author_id, client_id, kind, body, gone, at from entry where room_id = $1 order by seq', [roomId]);
  await plain.query('select person_id, came_at, lease_until from presence where room_id = $1', [roomId]);
  await plain.query('select m.person_id, m.status, p.name from membership m join person p on p.id = m.person_id where m.unit_id = $1', [branch.id]);
  await plain.query('select * from meeting where id = $1', [id]);
}

const took = { closing: [], attendance: [], draft: [], again: [], reference: [] };
for (let run = 0; run <= runs; run += 1) {
  const at = await meeting();
  const closing = await timed(() => ask('POST', `/meetings/${at.id}/closing`, {}));
  const draft = await timed(() => ask('GET', `/meetings/${at.id}/minutes/draft`));
  const reference = await timed(() => read(at));
  const attendance = await timed(() => ask('GET', `/meetings/${at.id}/attendance`));
  const again = await timed(() => ask('GET', `/meetings/${at.id}/minutes/draft`));
  if (run === 0) continue;
  for (const [name, ms] of Object.entries({ closing, draft, reference, attendance, again })) took[name].push(ms);
}
await Promise.all([ours.stop(), plain.end()]);
await maker.close();
const beside = (name, key) => ({ name: `${people} people, ${lines} lines: ${name}, ms`, ours: median(took[key]), reference: median(took.reference), ratio: median(took[key]) / median(took.reference), most: 3 });
process.exit((await conclude('P5', [beside('closing the meeting', 'closing'), beside('the first draft of its minutes', 'draft'), beside('the draft again', 'again'), beside('attendance', 'attendance')], { took })) > 0 ? 1 : 0);
