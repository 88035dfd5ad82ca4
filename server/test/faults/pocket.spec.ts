import { Dice, patience, scaled } from './dice.js';
import { settle } from './crowd.js';
import { PollingReader, SocketReader } from './readers.js';
import type { Reader } from './readers.js';
import { Sender } from './senders.js';
import { expectKept, judge, quietWithin, report, storeOf } from './verdict.js';
import { FaultWorld, pause } from './world.js';
import { newTrace, Wire } from './wire.js';

jest.setTimeout(patience(240_000));

/** The phone in the pocket: no network, a network that is there and carries nothing, a long absence, no sockets at all (G4). */
describe('F6 手机放进口袋再拿出来', () => {
  let world: FaultWorld;
  beforeAll(async () => { world = await FaultWorld.open(); });
  afterAll(async () => { await world.close(); });

  it('断网三次各十二秒、连接僵住、离开期间五百多条：回来后一条不少，次序一致；只用 HTTPS 也一样', async () => {
    const dice = new Dice('F6');
    const { people, places } = await settle(world);
    const trace = newTrace();
    // The first process is behind the bad network of those who suffer, the second is reached straight by those who speak.
    const suffering = () => [world.server(0).url];
    const well = () => [world.server(1).straight];
    const readers: Reader[] = [];
    const tokens = await Promise.all(people.readers.map((person) => world.token(person)));
    const reading: Promise<void>[] = [];
    for (const [n, token] of tokens.entries()) {
      const wire = new Wire(token, trace);
      const reader = n < 3 ? new SocketReader(`socket ${n + 1}`, wire, suffering, places, token, 7000) : new PollingReader('https', wire, suffering, places);
      readers.push(reader);
      reading.push(reader.run());
    }
    const speaking: Sender[] = [];
    for (const [n, person] of people.senders.slice(0, 8).entries()) speaking.push(new Sender(`同志${n + 1}`, person.id, await world.wire(person, trace), well, places, dice));
    // One of them speaks through the bad network: it queues and sends again.
    const outbox = new Sender('断网的同志', people.senders[8]?.id ?? '', await world.wire(people.senders[8] ?? people.senders[0] as never, newTrace()), suffering, places, dice);
    const going = Promise.all([...speaking.map((sender) => sender.run(40)), outbox.run(200)]);
    await pause(1000);
    for (let cut = 0; cut < scaled(3); cut += 1) {
      world.server(0).proxy.cut();
      await pause(500);
      const before = readers.map((reader) => places.reduce((sum, place) => sum + reader.last(place.roomId), 0));
      await pause(12_000);
      expect(readers.map((reader) => places.reduce((sum, place) => sum + reader.last(place.roomId), 0))).toEqual(before);
      world.server(0).proxy.mend();
      await pause(dice.between(500, 1500));
    }
    // Connections stay open and carry nothing: only the silence tells.
    const live = readers.filter((reader): reader is SocketReader => reader instanceof SocketReader);
    const enough = () => live.every((reader) => reader.connected) && speaking.reduce((sum, sender) => sum + sender.acked.length, 0) > 520;
    for (const from = Date.now(); !enough() && Date.now() - from < 90_000;) await pause(50);
    const givenUp = live.map((reader) => reader.givenUp);
    world.server(0).proxy.stall();
    await pause(9000);
    world.server(0).proxy.mend();
    await pause(1500);
    [...speaking, outbox].forEach((sender) => sender.stop());
    await going;
    // A request that was under way in the stalled connection gives up after 12 s.
    const quiet = await quietWithin(world, readers, places, 15_000);
    readers.forEach((reader) => reader.stop());
    await Promise.all(reading);
    const verdict = await judge(world, await world.wire(people.senders[9] ?? people.senders[0] as never), [...speaking, outbox], readers, places);
    report('F6', verdict, trace, { quietMs: quiet, givenUp: live.map((reader) => reader.givenUp), pushed: live.map((reader) => reader.live) });
    expectKept(verdict);
    expect(quiet).not.toBeNull();
    expect(verdict.acked).toBeGreaterThan(500);
    expect(live.every((reader, n) => reader.givenUp > (givenUp[n] ?? 0))).toBe(true);
    expect(outbox.acked.some((line) => line.resent > 0)).toBe(true);
  });

  it('整场没在，进来一次看全：两千条，四页取完', async () => {
    const { people } = await settle(world);
    const [place] = await world.chats(people.unit, 1);
    if (!place) throw new Error('no room');
    const person = people.senders[0];
    const count = scaled(2000);
    await world.rows(`insert into entry (room_id, seq, unit_id, author_id, client_id, kind, body, input_hash, at)
      select $1, n, $2, $3, gen_random_uuid()::text, 'line', jsonb_build_object('text', '第 ' || n || ' 条', 'quote', null, 'mentions', '[]'::jsonb, 'pictures', '[]'::jsonb), 'x', app_now() from generate_series(1, $4::int) n`, [place.roomId, place.unitId, person?.id, count]);
    await world.rows('update room set last_seq = $2 where id = $1', [place.roomId, count]);
    const reader = people.readers[0] ?? people.senders[0] as never;
    const absent = new PollingReader('absent', await world.wire(reader), () => [world.server(1).straight], [place]);
    await absent.fill(place);
    expect(absent.last(place.roomId)).toBe(count);
    expect((await storeOf(await world.wire(reader), world.server(0).straight, [place])).get(place.roomId)).toEqual(absent.taken.get(place.roomId));
  });
});
