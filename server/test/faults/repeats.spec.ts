import { randomUUID } from 'node:crypto';
import { Dice, patience, scaled } from './dice.js';
import { FaultWorld, plan } from './world.js';
import type { Place } from './world.js';
import type { Answer, Wire } from './wire.js';

jest.setTimeout(patience(240_000));

interface Sent { clientId: string; text: string; place: Place; wire: Wire; seq: number }

/** The same id again and again: at once, after a restart, on the other process, minutes and days later. No time window (G2). */
describe('F5 同一条发言重发多少次，都只有一条', () => {
  let world: FaultWorld;
  let sent: Sent[] = [];
  const post = (line: Omit<Sent, 'seq'>, server: number, text = line.text): Promise<Answer> => line.wire.call(world.server(server).straight, 'POST', `/units/${line.place.unitId}/rooms/${line.place.roomId}/lines`, { clientId: line.clientId, text });
  const said = (answer: Answer) => ({ status: answer.status, code: (answer.body.error as { code: string } | undefined)?.code, seq: (answer.body as { entry?: { seq: number } }).entry?.seq, replayed: answer.body.replayed });
  const all = async <T, R>(list: T[], width: number, work: (one: T) => Promise<R>): Promise<R[]> => {
    const results: R[] = [];
    const left = list.map((one, index) => ({ one, index }));
    await Promise.all(Array.from({ length: width }, async () => { for (let next = left.shift(); next; next = left.shift()) results[next.index] = await work(next.one); }));
    return results;
  };
  const rowsAreOne = async () => {
    const rooms = [...new Set(sent.map((line) => line.place.roomId))];
    const rows = await world.rows<{ client_id: string; n: number; seq: number }>('select client_id, count(*)::int as n, min(seq) as seq from entry where room_id = any ($1) and client_id is not null group by client_id', [rooms]);
    expect(rows.filter((row) => row.n !== 1)).toEqual([]);
    expect(rows.length).toBe(sent.length);
    const seqs = new Map(rows.map((row) => [row.client_id, row.seq]));
    expect(sent.filter((line) => seqs.get(line.clientId) !== line.seq).slice(0, 3).map((line) => ({ id: line.clientId, seq: line.seq, stored: seqs.get(line.clientId) }))).toEqual([]);
  };
  /** Each line once more, to the given process: the first number again, and said to be a repeat. */
  const everyLineAgain = async (server: number) => {
    // What gets no answer at all is asked once more, as the outbox does.
    const again = await all(sent, 16, (line) => post(line, server).catch(() => post(line, server)));
    expect(again.filter((answer, index) => { const { status, seq, replayed } = said(answer); return status !== 200 || seq !== sent[index]?.seq || replayed !== true; })).toEqual([]);
    await rowsAreOne();
  };

  beforeAll(async () => {
    world = await FaultWorld.open();
    const dice = new Dice('F5');
    const { branch } = await world.make.chain();
    const places = await world.chats(branch, 4);
    const wires = await Promise.all((await world.make.members(branch, 10)).map((person) => world.wire(person)));
    sent = Array.from({ length: scaled(500) }, (_, n) => ({ clientId: randomUUID(), text: `第 ${n + 1} 条：网速慢，多按了几次发送`, place: dice.pick(places), wire: dice.pick(wires), seq: 0 }));
  });
  afterAll(async () => { await world.close(); });

  it('召集会议按了二十次：一个会，二十个相同的回答', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.wire(await world.make.officer('secretary', branch));
    for (let n = 0; n < 5; n += 1) {
      const body = plan();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => secretary.call(world.server(turn % 2).straight, 'POST', `/units/${branch.id}/meetings`, body)));
      expect({ statuses: [...new Set(answers.map((answer) => said(answer).code ?? answer.status))], ids: [...new Set(answers.map((answer) => answer.body.id))].length }).toEqual({ statuses: [200], ids: 1 });
    }
    expect(await world.rows('select count(*)::int as n from meeting where unit_id = $1', [branch.id])).toEqual([{ n: 5 }]);
  });

  it('二十次同时发出，分到两个进程：一条，一个序号，其余都说是重复', async () => {
    // Fifty ids twenty times each, the others three times each: the machine's time is better spent on the cases below.
    let place = 0;
    const answers = await all(sent, 4, (line) => Promise.all(Array.from({ length: place++ < sent.length / 10 ? 20 : 3 }, (_, n) => post(line, n % 2))));
    for (const [index, many] of answers.entries()) {
      const what = many.map(said);
      const line = sent[index];
      if (!line) throw new Error('no line');
      line.seq = what[0]?.seq ?? 0;
      expect({ statuses: [...new Set(what.map((one) => one.code ?? one.status))], seqs: [...new Set(what.map((one) => one.seq))].length, first: what.filter((one) => one.replayed === false).length }).toEqual({ statuses: [200], seqs: 1, first: 1 });
    }
    await rowsAreOne();
  });

  it('一个进程重启后再发，另一个进程上再发', async () => {
    await world.server(0).kill();
    await world.server(0).start();
    await everyLineAgain(0);
    await everyLineAgain(1);
  });

  it('十分钟后、二十五小时后再发', async () => {
    for (const [later, seconds, server] of [['10 minutes', 600, 0], ['25 hours', 90_000, 1]] as const) {
      await world.shiftClock(later);
      for (const served of world.servers) { await served.kill(); await served.start(); }
      expect(await world.ahead()).toBe(seconds);
      // The servers live by that clock, too: a line said now bears its time.
      const [one] = sent;
      if (!one) throw new Error('no line');
      const fresh = { ...one, clientId: randomUUID(), text: `${later}以后说的一句` };
      const answer = await post(fresh, server);
      const { entry } = answer.body as { entry: { seq: number; at: string } };
      expect(Math.abs((Date.parse(entry.at) - Date.now()) / 1000 - seconds)).toBeLessThan(60);
      sent.push({ ...fresh, seq: entry.seq });
      await everyLineAgain(server);
    }
  });

  it('同一个编号换了内容：拒绝，原来的话不变', async () => {
    const answers = await all(sent, 16, (line) => post(line, 1, `${line.text}！`));
    expect(answers.filter((answer) => answer.status !== 409 || (answer.body.error as { code: string }).code !== 'client-id.reused')).toEqual([]);
    await rowsAreOne();
  });
});
