import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Dice, patience, scaled } from './dice.js';
import { Sender } from './senders.js';
import type { Acked } from './senders.js';
import { FaultWorld, pause } from './world.js';
import type { Served } from './world.js';
import { newTrace } from './wire.js';
import type { Wire } from './wire.js';

jest.setTimeout(patience(240_000));

interface Row { seq: number; kind: string; client_id: string | null; author_id: string | null }

/** One connection on which a second request can follow while the first is still being worked on. */
class OpenLine {
  /** All that was answered, once the server has closed. */
  readonly end: Promise<string>;
  private constructor(private readonly socket: Socket, private readonly token: string) {
    const heard: Buffer[] = [];
    this.end = new Promise((done, failed) => { socket.on('data', (chunk: Buffer) => heard.push(chunk)).on('error', failed).on('close', () => { done(Buffer.concat(heard).toString('utf8')); }); });
  }

  static async to(served: Served, token: string): Promise<OpenLine> {
    const socket = connect(served.port, '127.0.0.1');
    await once(socket, 'connect');
    return new OpenLine(socket, token);
  }

  /** Resolves once all of it has left. */
  post(path: string, body: unknown): Promise<void> {
    const text = JSON.stringify(body);
    return new Promise((done) => { this.socket.write(`POST /api/v1${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${this.token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`, () => { done(); }); });
  }
}

/** Waits for what must come to pass; the test's own time is the limit. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> { while (!(await holds())) await pause(20); }

/** Closing is a line, publishing has one winner, and stopping loses nothing. */
describe('界线', () => {
  let world: FaultWorld;
  beforeAll(async () => { world = await FaultWorld.open(); });
  afterAll(async () => { await world.close(); });

  const at = (n: number) => world.server(n % 2).straight;
  const code = (body: Record<string, unknown>) => (body.error as { code: string } | undefined)?.code;

  it('F7 结束会议与发言相撞：结束前应答的都在记录里，结束后一条也没有', async () => {
    const dice = new Dice('F7');
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const chair = await world.wire(secretary);
    const people = await world.make.members(branch, 8);
    for (let turn = 0; turn < scaled(5); turn += 1) {
      const meeting = await world.meeting(branch, chair, at(turn));
      const senders: Sender[] = [];
      for (const [n, person] of people.entries()) senders.push(new Sender(`同志${n + 1}`, person.id, await world.wire(person), () => [at(n), at(n + 1)], [meeting], dice));
      // Each goes on until it is refused.
      const going = Promise.all(senders.map(async (sender) => { while (sender.refused.length === 0) await sender.say(meeting); }));
      await pause(dice.between(200, 900));
      const closed = await chair.call(at(turn + 1), 'POST', `/units/${branch.id}/meetings/${meeting.id}/closing`, {});
      expect(closed.status).toBe(200);
      await going;
      const rows = await world.rows<Row>('select seq, kind, client_id, author_id from entry where room_id = $1 order by seq', [meeting.roomId]);
      const [row] = await world.rows<{ close_seq: number; state: string }>('select close_seq, state from meeting where id = $1', [meeting.id]);
      const acked: Acked[] = senders.flatMap((sender) => sender.acked);
      expect(acked.length).toBeGreaterThan(0);
      // The closing entry is the last; every line before it was acknowledged, and every acknowledged line is before it.
      expect({ state: row?.state, last: rows.at(-1)?.kind, closeSeq: row?.close_seq }).toEqual({ state: 'closed', last: 'closed', closeSeq: rows.length });
      expect(rows.map((one) => one.seq)).toEqual(rows.map((_, index) => index + 1));
      expect(rows.filter((one) => one.kind === 'line').map((one) => one.client_id).sort()).toEqual(acked.map((line) => line.clientId).sort());
      expect([...new Set(senders.flatMap((sender) => sender.refused.map((refused) => refused.code)))]).toEqual(['meeting.closed']);
      // The draft's attendance is of the same moment: the chair and whoever got a line in.
      const draft = await chair.call(at(turn), 'GET', `/units/${branch.id}/meetings/${meeting.id}/minutes/draft`);
      expect((draft.body.content as { head: { present: number } }).head.present).toBe(new Set(acked.map((line) => rows[line.seq - 1]?.author_id)).size + 1);
    }
  });

  it('F7 两位书记同时保存、同时发布纪要：一个成功，另一个得知有人先了一步', async () => {
    const { branch } = await world.make.chain();
    const first = await world.wire(await world.make.officer('secretary', branch));
    const second = await world.wire(await world.make.officer('deputySecretary', branch));
    for (let turn = 0; turn < scaled(5); turn += 1) {
      const meeting = await world.meeting(branch, first, at(turn));
      const path = `/units/${branch.id}/meetings/${meeting.id}`;
      await first.call(at(turn), 'POST', `${path}/closing`, {});
      const draft = await first.call(at(turn), 'GET', `${path}/minutes/draft`);
      const content = draft.body.content as { remarks: string };
      const race = async (method: string, where: string, body: (who: string) => unknown) => {
        const answers = await Promise.all([[first, '书记'], [second, '副书记']].map(([wire, who], n) => (wire as Wire).call(at(turn + n), method, where, body(who as string))));
        expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
        return answers;
      };
      await race('PUT', `${path}/minutes/draft`, (who) => ({ content: { ...content, remarks: `${who}：会后请各小组跟进。` }, revision: 0 }));
      const published = await race('POST', `${path}/minutes/versions`, () => ({ revision: 1, basedOn: 0 }));
      expect(published.map((answer) => code(answer.body)).filter(Boolean)).toEqual([expect.stringMatching(/^minutes\.(published-meanwhile|changed)$/)]);
      expect(await world.rows('select version from minutes_version where meeting_id = $1', [meeting.id])).toEqual([{ version: 1 }]);
    }
  });

  it('F8 忙的时候请它停下：手上的做完，十秒内退出，应答过的一条不少', async () => {
    const dice = new Dice('F8');
    const { branch } = await world.make.chain();
    const [place, held] = await world.chats(branch, 2);
    if (!place || !held) throw new Error('no room');
    const trace = newTrace();
    const senders: Sender[] = [];
    for (const [n, person] of (await world.make.members(branch, 20)).entries()) senders.push(new Sender(`同志${n + 1}`, person.id, await world.wire(person, trace), () => [world.server(0).straight, world.server(1).straight], [place], dice));
    const going = Promise.all(senders.map((sender) => sender.run()));
    const acked = () => senders.flatMap((sender) => sender.acked);
    // Everybody is at it.
    await until(() => senders.every((sender) => sender.acked.length >= 3));
    // One request is certainly in the middle of its work: the room it speaks in is locked by somebody else.
    const lock = await world.owner.connect();
    await lock.query('begin');
    const pid = (await lock.query<{ pid: number }>('select pg_backend_pid() as pid from room where id = $1 for update', [held.roomId])).rows[0]?.pid;
    const open = await OpenLine.to(world.server(0), await world.token(await world.make.member(branch)));
    const path = `/units/${held.unitId}/rooms/${held.roomId}/lines`;
    await open.post(path, { clientId: crypto.randomUUID(), text: '正在路上的一条' });
    await until(async () => (await world.rows('select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', [pid])).length > 0);
    const from = Date.now();
    const ending = world.server(0).stop();
    // It has heard: nobody new is taken in.
    await until(async () => (await world.server(0).health())?.status !== 200);
    // What comes over the same connection now is too late here, and is told so in words a client understands.
    await open.post(path, { clientId: crypto.randomUUID(), text: '来晚了的一条' });
    // That is there before the lock is gone; the first one still has to be stored and answered then.
    await lock.query('commit');
    lock.release();
    const heard = await open.end;
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 503']);
    const late = heard.slice(heard.indexOf('HTTP/1.1 503'));
    for (const part of [/^connection: close\r$/im, /^retry-after: 2\r$/im, /"code":"server\.busy"/]) expect(late).toMatch(part);
    expect(await ending).toBe(0);
    expect(Date.now() - from).toBeLessThanOrEqual(10_000);
    // The others go on with the other process.
    const then = Date.now();
    await until(() => acked().some((line) => line.at > then));
    senders.forEach((sender) => sender.stop());
    await going;
    const rows = await world.rows<{ seq: number; client_id: string }>('select seq, client_id from entry where room_id = $1 order by seq', [place.roomId]);
    expect(rows.map((row) => row.client_id).sort()).toEqual(acked().map((line) => line.clientId).sort());
    expect(acked().filter((line) => rows[line.seq - 1]?.client_id !== line.clientId)).toEqual([]);
    expect(trace.failed.map((answer) => answer.body)).toEqual([]);
    await world.server(0).start();
  });

  it('审核的决定还没有生效，作决定的进程就被杀了：到点由另一个进程、或者重新起来的进程让它生效，只有一次', async () => {
    const { branch } = await world.make.chain();
    const admin = await world.wire(await world.make.officer('networkAdmin', branch));
    const author = await world.make.member(branch);
    const writes = await world.wire(author);
    const [column] = await world.rows<{ id: string }>('update site_column set premoderated = true where unit_id = $1 returning id', [branch.id]);
    const decided = async (n: number, act: 'pass' | 'stop') => {
      const post = await writes.call(at(n), 'POST', `/units/${branch.id}/posts`, { clientId: crypto.randomUUID(), columnId: column?.id, title: act === 'pass' ? '会通过的一篇' : '会退回的一篇', text: '周六上午站桶，缺两位同志。', visibility: 'branch' });
      const [one] = await world.rows<{ id: string }>('select id from review_case where target_id = $1', [post.body.id]);
      const caseId = one?.id ?? '';
      const done = await admin.call(at(n), 'POST', `/units/${branch.id}/queue/${caseId}/decide`, { act, ...(act === 'stop' ? { rule: 5, reason: '与本栏目的内容不符，请换一个栏目。' } : {}) });
      expect([post.status, done.status]).toEqual([200, 200]);
      return caseId;
    };
    const settled = async (caseId: string): Promise<void> => {
      for (const until = Date.now() + patience(30_000); Date.now() < until; await pause(100)) {
        if ((await world.rows('select 1 from review_case where id = $1 and settled_at is not null', [caseId])).length > 0) return;
      }
      throw new Error('the decision never took effect');
    };
    const told = () => world.rows<{ title: string; n: number }>('select title, count(*)::int as n from notice where person_id = $1 group by title order by title', [author.id]);
    const announced = async () => (await world.rows<{ name: string; n: number }>('select name, count(*)::int as n from event where unit_id = $1 and name in (\'content.decided\', \'post.published\') group by name order by name', [branch.id])).map((row) => [row.name, row.n]);
    const quiet = async (): Promise<void> => { for (const until = Date.now() + patience(30_000); Date.now() < until && (await world.rows('select 1 from graphile_worker._private_jobs where attempts < max_attempts and run_at <= now()')).length > 0;) await pause(100); };

    const first = await decided(0, 'pass');
    await world.server(0).kill();
    expect(await announced()).toEqual([]);
    await settled(first);
    const second = await decided(1, 'stop');
    await world.server(1).kill();
    // Nobody is there when it falls due; how long that lasts makes no difference.
    await world.rows('update graphile_worker._private_jobs set run_at = now() where run_at > now() and run_at < now() + interval \'1 minute\'');
    expect(await announced()).toEqual([['content.decided', 1], ['post.published', 1]]);
    await Promise.all([world.server(0).start(), world.server(1).start()]);
    await settled(second);
    await quiet();
    await quiet();
    expect(await announced()).toEqual([['content.decided', 2], ['post.published', 1]]);
    expect(await told()).toEqual([{ title: '您的帖子已公开', n: 1 }, { title: '您的帖子没有公开，退给您修改', n: 1 }]);
  });
});
