import { FaultWorld, pause } from './world.js';
import { patience, scaled } from './dice.js';
import { newTrace } from './wire.js';

jest.setTimeout(patience(120_000));

/** Every connection to the database taken by something else: clean refusals meanwhile, nothing lost, and all as before when they are back (F4). */
describe('连接池用尽', () => {
  let world: FaultWorld;
  beforeAll(async () => { world = await FaultWorld.open(); });
  afterAll(async () => { await world.close(); });

  it('F4 数据库连接全被占住：回答 503 并说明何时再来，放开后五秒内恢复，收到的一条不少', async () => {
    const { branch } = await world.make.chain();
    const people = await world.make.members(branch, 40);
    const [place] = await world.chats(branch, 1);
    if (!place) throw new Error('no room');
    const trace = newTrace();
    const wires = await Promise.all(people.map((person) => world.wire(person, trace)));
    const base = world.server(0).straight;
    const path = `/units/${place.unitId}/rooms/${place.roomId}/lines`;
    const acked = new Set<string>();
    const say = async (n: number) => {
      const clientId = crypto.randomUUID();
      const answer = await wires[n % wires.length]?.call(base, 'POST', path, { clientId, text: `第 ${n} 句话，写给记录看的` });
      if (answer?.status === 200) acked.add(clientId);
      return answer;
    };
    expect((await say(0))?.status).toBe(200);
    for (let turn = 0; turn < scaled(1) || turn < 1; turn += 1) {
      // The room's row is held: whoever wants to speak waits with a connection in hand, until there is none left for anybody.
      const holder = await world.owner.connect();
      await holder.query('begin');
      await holder.query('select 1 from room where id = $1 for update', [place.roomId]);
      const waiting = Array.from({ length: 60 }, (_, n) => say(turn * 1000 + n + 1));
      await pause(10_500);
      await holder.query('rollback');
      const released = Date.now();
      holder.release();
      const answers = await Promise.all(waiting);
      // Either said in the end, or refused in words that say when to come again; nothing hung, nothing failed otherwise.
      const statuses = [...new Set(answers.map((answer) => answer?.status))].sort();
      expect(statuses).toEqual([200, 503]);
      for (const answer of answers.filter((one) => one?.status === 503)) expect({ code: (answer?.body.error as { code: string }).code, retryAfter: Number(answer?.retryAfter) > 0 }).toEqual({ code: 'server.busy', retryAfter: true });
      expect(trace.failed).toEqual([]);
      expect(trace.longest).toBeLessThan(12_000);
      expect((await say(turn * 1000 + 500))?.status).toBe(200);
      expect((await world.server(0).health())?.body.database).toBe(true);
      expect(Date.now() - released).toBeLessThan(5000);
    }
    const rows = await world.rows<{ client_id: string; seq: number }>('select client_id, seq from entry where room_id = $1 order by seq', [place.roomId]);
    expect(rows.map((row) => row.client_id).filter((clientId) => !acked.has(clientId))).toEqual([]);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.map((row) => row.client_id).sort()).toEqual([...acked].sort());
    expect(world.server(0).alive).toBe(true);
    wires.forEach((wire) => wire.close());
  });
});
