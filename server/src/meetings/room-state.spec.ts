import { ballotRoutes } from '@branch/shared/ballots/routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { afterEntry } from '@branch/shared/meetings/room-state';
import type { RoomStanding } from '@branch/shared/meetings/room-state';
import { uuid, World } from '../../test/world.js';
import type { MadePerson } from '../../test/world.js';
import { openMeeting } from '../../test/meetings.js';

/** What the log tells; who is present, how far one read and when one signed in is asked for. */
const told = ({ present: _present, votingPresent: _voting, readSeq: _read, unread: _unread, expected: _expected, quorumNeeded: _quorum, me, ...rest }: RoomStanding) => ({ ...rest, isChair: me.isChair });

describe('房间的现状，加上其后的记录，就是新的现状', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('主持、成员各走一遍所有动作，从任何一步接着读，都与重新问来的一样', async () => {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general, '赵书记');
    const deputy = await world.make.officer('deputySecretary', general, '徐佳宁');
    const [lin, zhou] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const meeting = await openMeeting(world, general, secretary);
    const at = { unitId: general.id, meetingId: meeting.id };
    const room = { unitId: general.id, roomId: meeting.roomId };
    for (const person of [deputy, lin, zhou]) await world.ok(person, meetingRoutes.enter, at);
    const agenda = (await world.ok(lin, meetingRoutes.meeting, at)).agenda;
    const say = async (person: MadePerson, text: string) => (await world.ok(person, roomRoutes.speak, { ...room, clientId: uuid(), text })).entry.seq;
    const readers = [secretary, deputy, lin];
    const stateOf = (person: MadePerson) => world.ok(person, roomRoutes.state, room);
    const snapshots = new Map<MadePerson, RoomStanding[]>();
    const look = async () => { for (const person of readers) snapshots.set(person, [...(snapshots.get(person) ?? []), await stateOf(person)]); };

    let pinned = 0;
    const moves: (() => Promise<unknown>)[] = [
      () => say(lin, '我先说一句长一点的。'),
      () => world.ok(zhou, roomRoutes.hand, { ...room, up: true }),
      () => world.ok(lin, roomRoutes.hand, { ...room, up: true }),
      () => world.ok(secretary, roomRoutes.floor, { ...room, personId: zhou.id }),
      async () => { pinned = await say(zhou, '这一句会被置顶，然后撤回。'); },
      () => world.ok(secretary, roomRoutes.pin, { ...room, seq: pinned }),
      () => world.ok(zhou, roomRoutes.recall, { ...room, seq: String(pinned) as never }),
      () => world.ok(secretary, roomRoutes.moveAgenda, { ...room, itemId: agenda[1]?.id ?? '' }),
      () => world.ok(secretary, roomRoutes.mute, { ...room, personId: lin.id, muted: true, reason: '先听别人说' }),
      () => world.ok(secretary, roomRoutes.mute, { ...room, personId: lin.id, muted: false, reason: '' }),
      async () => {
        const ballot = await world.ok(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意每两周轮流讲一次' });
        await world.ok(lin, ballotRoutes.vote, { unitId: general.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' });
        await world.ok(secretary, meetingRoutes.closeBallot, { ...at, ballotId: ballot.id });
      },
      () => world.ok(secretary, roomRoutes.handOver, { ...room, personId: deputy.id, reason: '我要上车' }),
      () => world.ok(lin, roomRoutes.hand, { ...room, up: true }),
      () => world.ok(deputy, meetingRoutes.close, at),
    ];
    await look();
    for (const move of moves) { await move(); await look(); }

    for (const person of readers) {
      const all = snapshots.get(person) ?? [];
      const fresh = await stateOf(person);
      for (const snapshot of all) {
        const later = (await world.ok(person, roomRoutes.entries, { ...room, after: snapshot.lastSeq as never, limit: 500 as never })).items;
        const followed = later.reduce((state, entry) => afterEntry(state, entry, person.id), snapshot);
        // Who may take over depends on who is present, which the log does not tell.
        expect(told(followed)).toEqual(told(fresh));
      }
    }
  });
});
