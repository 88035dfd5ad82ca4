// P1: fan-out of a meeting. Rooms of 115, 500 and 1,000 websockets; closed loop with 8 senders, then 5 and 20 lines a second;
// ours and the reference in turn, medians of three runs after a warm-up. --sizes=115,500 and --runs=1 measure less.
import { randomUUID } from 'node:crypto';
import { conclude, cpuOf, cpuOfPostgres, loadClient, median, openMaker, pause, quantile, quick, serve } from './rig.mjs';

const option = (name) => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
const sizes = option('sizes')?.split(',').map(Number) ?? (quick ? [20] : [115, 500, 1000]);
const runs = Number(option('runs') ?? (quick ? 1 : 3));
const ms = quick ? { closed: 1000, paced: 1000, warm: 300 } : { closed: 4000, paced: 5000, warm: 1500 };
const rates = [5, 20];

const maker = await openMaker();
await maker.sql('create table if not exists reference_room (id int primary key, last_seq int not null)');
await maker.sql('create table if not exists reference_entry (room_id int, seq int, client_id text not null, author text not null, text text not null, at timestamptz not null, primary key (room_id, seq))');
await maker.sql('insert into reference_room values (1, 0) on conflict do nothing');
await maker.sql('grant select, insert, update on reference_room, reference_entry to public');
const ours = await serve('main');
const reference = await serve('reference-room.mjs', {}, '/');

/** A branch with N members in an open meeting, made by the app's own routes. */
async function meeting(size) {
  const { branch } = await maker.make.chain();
  const secretary = await maker.make.officer('secretary', branch);
  const members = await maker.make.members(branch, size - 1);
  await maker.sql('analyze');
  const tokens = [];
  for (const person of [secretary, ...members]) tokens.push(await maker.token(person));
  const post = async (path, body) => {
    const answer = await fetch(`${ours.url}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const now = Date.now();
  const called = await post(`/units/${branch.id}/meetings`, { clientId: randomUUID(), kind: 'orgLife', form: 'online', title: '线上组织生活', theme: '', startsAt: new Date(now + 600_000).toISOString(), endsAt: new Date(now + 7_200_000).toISOString(), agenda: [{ title: '自由发言', note: '' }], materials: [] });
  await post(`/units/${branch.id}/meetings/${called.id}/opening`, {});
  return { unitId: branch.id, roomId: called.roomId, tokens, members: [secretary, ...members] };
}

const rows = [];
const raw = [];
for (const size of sizes) {
  const place = await meeting(size);
  const senders = place.tokens.slice(0, 16).map((token, n) => ({ token, by: place.members[n].id }));
  const load = { ours: loadClient('load-room.mjs'), reference: loadClient('load-room.mjs') };
  await load.ours.ask('connect', { port: ours.port, path: `/api/v1/units/${place.unitId}/rooms/${place.roomId}/lines`, room: `room:${place.roomId}`, tokens: place.tokens, senders: senders.map(({ token }) => ({ token })) });
  await load.reference.ask('connect', { port: reference.port, path: '/lines', room: 'room', tokens: place.tokens, senders });
  const got = { ours: { closed: [], server: [], database: [], paced: {} }, reference: { closed: [], server: [], database: [], paced: {} } };
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, server] of [['ours', ours], ['reference', reference]]) {
      const client = load[name];
      if (run === 0) { await client.ask('closed', { ms: ms.warm }); continue; }
      const before = { server: cpuOf(server.pid), database: cpuOfPostgres() };
      const closed = await client.ask('closed', { ms: ms.closed });
      got[name].closed.push(closed.perSecond);
      got[name].server.push((cpuOf(server.pid) - before.server) / closed.lines);
      got[name].database.push((cpuOfPostgres() - before.database) / closed.lines);
      for (const rate of rates) {
        await pause(200);
        (got[name].paced[rate] ??= []).push(...(await client.ask('paced', { ms: ms.paced, rate })).latencies);
      }
    }
  }
  load.ours.stop();
  load.reference.stop();
  await pause(500);
  const both = (pick) => [pick(got.ours), pick(got.reference)];
  const row = (name, [mine, theirs], goal) => rows.push({ name: `${size} sockets: ${name}`, ours: mine, reference: theirs, ratio: mine / theirs, ...goal });
  row('closed loop, 8 senders, lines/s', both((one) => median(one.closed)), { least: 0.8 });
  row('CPU of server + PostgreSQL, ms a line', both((one) => median(one.server.map((value, n) => value + one.database[n]))), { most: 1.3 });
  row('… of the server', both((one) => median(one.server)), {});
  row('… of PostgreSQL', both((one) => median(one.database)), {});
  for (const rate of rates) {
    row(`${rate}/s, seen by all, p50 ms`, both((one) => quantile(one.paced[rate], 0.5)), {});
    row(`${rate}/s, seen by all, p99 ms`, both((one) => quantile(one.paced[rate], 0.99)), { most: 1.5 });
  }
  raw.push({ size, ...got });
}
await Promise.all([ours.stop(), reference.stop()]);
await maker.close();
process.exit((await conclude('P1', rows, { raw })) > 0 ? 1 : 0);
