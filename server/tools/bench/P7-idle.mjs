// P7: what a server costs that nobody talks to: time to ready, idle memory, and memory for each listening socket, beside a bare socket.io server.
// Starting `npm start` itself is told by its own tests; here it is the built server alone.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { conclude, loadClient, median, openMaker, pause, quick, serve } from './rig.mjs';

const size = quick ? 50 : 1000;
const runs = quick ? 1 : 3;
if (process.platform !== 'linux') { console.log('P7 reads memory from /proc and runs on Linux only.'); process.exit(0); }
/** Resident memory in KiB. */
const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

const maker = await openMaker();
await maker.sql('create table if not exists reference_room (id int primary key, last_seq int not null)');
await maker.sql('create table if not exists reference_entry (room_id int, seq int, client_id text not null, author text not null, text text not null, at timestamptz not null, primary key (room_id, seq))');
await maker.sql('insert into reference_room values (1, 0) on conflict do nothing');
await maker.sql('grant select, insert, update on reference_room, reference_entry to public');
const { branch } = await maker.make.chain();
const secretary = await maker.make.officer('secretary', branch);
const members = [secretary, ...await maker.make.members(branch, size - 1)];
const tokens = [];
for (const person of members) tokens.push(await maker.token(person));
await maker.sql('analyze');

let room = '';
const got = { ours: { ready: [], idle: [], socket: [] }, reference: { ready: [], idle: [], socket: [] } };
for (let run = 0; run < runs; run += 1) {
  for (const [name, script, path] of [['ours', 'main', undefined], ['reference', 'reference-room.mjs', '/']]) {
    const from = performance.now();
    const server = await serve(script, {}, path);
    const one = got[name];
    one.ready.push(performance.now() - from);
    if (name === 'ours' && room === '') {
      const now = Date.now();
      const answer = await fetch(`${server.url}/api/v1/units/${branch.id}/meetings`, { method: 'POST', headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json' }, body: JSON.stringify({ clientId: randomUUID(), kind: 'orgLife', form: 'online', title: '线上组织生活', theme: '', startsAt: new Date(now + 600_000).toISOString(), endsAt: new Date(now + 7_200_000).toISOString(), agenda: [{ title: '自由发言', note: '' }], materials: [] }) });
      if (answer.status !== 200) throw new Error(await answer.text());
      room = (await answer.json()).roomId;
    }
    await pause(1500);
    const idle = memoryOf(server.pid);
    const client = loadClient('load-room.mjs');
    await client.ask('connect', { port: server.port, path: '/', room: name === 'ours' ? `room:${room}` : 'room', tokens, senders: [] });
    await pause(3000);
    one.idle.push(idle / 1024);
    one.socket.push((memoryOf(server.pid) - idle) / size);
    client.stop();
    await pause(300);
    await server.stop();
  }
}
await maker.close();
const row = (name, key, goal = {}) => ({ name, ours: median(got.ours[key]), reference: median(got.reference[key]), ratio: median(got.ours[key]) / median(got.reference[key]), ...goal });
process.exit((await conclude('P7', [row('started to ready, ms', 'ready'), row('idle, MiB', 'idle'), row(`each of ${size} idle sockets, KiB`, 'socket', { most: 1.5 })], { got })) > 0 ? 1 : 0);
