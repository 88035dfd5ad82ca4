import { Dice, scaled } from './dice.js';
import { gather, settle } from './crowd.js';
import { expectKept, judge, quietWithin, report } from './verdict.js';
import { FaultWorld, pause } from './world.js';

jest.setTimeout(scaled(150_000));

/** Two processes, twenty who send, four who read; what was acknowledged is there once, in one order, for everybody (G1, G2, G3). */
describe('发言在故障中不丢、不重、不乱', () => {
  let world: FaultWorld;
  beforeAll(async () => { world = await FaultWorld.open(); });
  afterAll(async () => { await world.close(); });

  it('F1 进程被杀、连接被重置、回执丢失：三千多条发言一条不少，四位读者所见与库中逐字相同', async () => {
    const dice = new Dice('F1');
    const { people, places } = await settle(world);
    const crowd = await gather(world, dice, people, places);
    const count = () => crowd.senders.reduce((sum, sender) => sum + sender.acked.length, 0);
    const faults = { kills: 0, resets: 0, swallows: 0 };
    const from = Date.now();
    for (let turn = 0; count() < scaled(3000) || turn < 8; turn += 1) {
      const served = world.server(Math.floor(turn / 3) % 2);
      await pause(dice.between(500, 1400));
      if (turn % 3 === 0) {
        await served.kill();
        faults.kills += 1;
        await pause(dice.between(100, 600));
        await served.start();
      } else if (turn % 3 === 1) {
        served.proxy.reset();
        faults.resets += 1;
      } else {
        await served.proxy.swallow(dice.between(200, 500));
        faults.swallows += 1;
      }
      if (Date.now() - from > scaled(100_000)) break;
    }
    // The last fault is over: within five seconds everybody has everything.
    const lastFault = Date.now();
    await pause(500);
    crowd.senders.forEach((sender) => sender.stop());
    await crowd.done;
    const quiet = await quietWithin(world, crowd.readers, places, 5000 - (Date.now() - lastFault));
    await crowd.stop();
    const verdict = await judge(world, crowd.wire, crowd.senders, crowd.readers, places);
    report('F1', verdict, crowd.trace, { ...faults, swallowed: world.servers.reduce((sum, served) => sum + served.proxy.swallowed, 0), seconds: Math.round((lastFault - from) / 1000), quietMs: quiet, pushed: crowd.sockets.map((reader) => reader.live) });
    expectKept(verdict);
    expect(verdict.acked).toBeGreaterThanOrEqual(scaled(3000));
    expect(quiet).not.toBeNull();
    // The faults did bite: lines were sent again, and answered from what was stored.
    expect(verdict.replayed).toBeGreaterThan(0);
    expect(crowd.trace.failed).toEqual([]);
  });
});
