import { ballotRoutes } from '@branch/shared/ballots/routes';
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { presenceRoutes as routes, recordRoutes, speakingRoutes } from '@branch/shared/meetings/presence-routes';
import { replayAttendance } from '@branch/shared/meetings/presence-rules';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { transferRoutes } from '@branch/shared/members/directory-routes';
import { Dice } from '../../test/faults/dice.js';
import { meetingPlan, openMeeting } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson } from '../seed/factories.js';

describe('到会的时段、曲线和记录（MEET-5）', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function opened(members: number) {
    const chain = await world.make.chain();
    const { branch } = chain;
    const zhao = await world.make.officer('secretary', branch, '赵书记');
    const people = await world.make.members(branch, members);
    const { id, roomId } = await openMeeting(world, branch, zhao);
    const at = { unitId: branch.id, meetingId: id };
    const room = { unitId: branch.id, roomId };
    for (const person of [zhao, ...people]) await world.tokenOf(person);
    await world.rows('update access_token set expires_at = \'2099-01-01\'');
    const vote = async (title: string) => world.ok(zhao, meetingRoutes.openBallot, { ...at, clientId: uuid(), title });
    return { ...chain, branch, zhao, people, at, room, vote };
  }

  it('曲线：谁都看得到几个人，看不到是谁；短时断线连着；表决的时刻标在上面；表决时够不够说得清', async () => {
    const { zhao, people, at, room, vote } = await opened(3);
    const [lin, zhou, yu] = people as [MadePerson, MadePerson, MadePerson];
    await world.rows('update membership set status = \'probationary\' where person_id = $1', [yu.id]);
    await world.rows('update attendee set votes = false where person_id = $1', [yu.id]);
    await world.rows('update meeting set voting_expected = 3 where id = $1', [at.meetingId]);
    await world.ok(lin, meetingRoutes.enter, at);
    await world.ok(yu, meetingRoutes.enter, at);
    const ballot = await vote('每两周轮流讲一次');
    await world.ok(zhao, meetingRoutes.closeBallot, { ...at, ballotId: ballot.id });
    // A metro tunnel of a minute, the next server's row beside the first; then gone for good.
    await world.rows('update presence set came_at = app_now() - interval \'10 minutes\', lease_until = app_now() - interval \'6 minutes\' where room_id = $1 and person_id = $2', [room.roomId, lin.id]);
    await world.rows('insert into presence (id, room_id, unit_id, person_id, came_at, lease_until) values ($1, $2, $3, $4, app_now() - interval \'5 minutes\', app_now() - interval \'1 minute\')', [`P${lin.id.slice(1)}`, room.roomId, at.unitId, lin.id]);
    await world.rows('update presence set came_at = app_now() - interval \'12 minutes\' where room_id = $1 and person_id = $2', [room.roomId, zhao.id]);
    await world.rows('update meeting set opened_at = app_now() - interval \'12 minutes\' where id = $1', [at.meetingId]);
    // A vote never changes; this one is moved back with its guard away, for nobody waits ten minutes here.
    await world.rows('alter table ballot disable trigger stands');
    await world.rows('update ballot set opened_at = app_now() - interval \'8 minutes\', closed_at = app_now() - interval \'7 minutes\' where id = $1', [ballot.id]);
    await world.rows('alter table ballot enable trigger stands');
    await world.ok(zhao, meetingRoutes.close, at);
    const curve = await world.ok(zhou, routes.quorum, at);
    expect(curve).toMatchObject({ needed: 2, votingExpected: 3, severalDays: false, ballots: [{ title: '每两周轮流讲一次', present: 2 }] });
    expect(curve.points.map((point) => point.present)).toEqual([1, 2, 1]);
    expect(curve.marks.map((mark) => [mark.text, mark.present])).toEqual([['会议开始', 1], ['达到表决所需人数', 2], ['开始表决：每两周轮流讲一次', 2], ['表决结束：每两周轮流讲一次', 2], ['低于表决所需人数', 1], ['会议结束', 1]]);
    expect(JSON.stringify(curve)).not.toContain(lin.id);
    // A person's own intervals are for the officers who answer for the list, and for that person.
    const of = await world.ok(zhao, routes.person, { ...at, personId: lin.id });
    expect(of).toMatchObject({ person: { id: lin.id }, how: ['signedIn'] });
    expect(of.intervals).toHaveLength(1);
    expect((await world.as(zhou, routes.person, { ...at, personId: lin.id })).status).toBe(403);
    const stranger = await world.make.member((await world.make.chain()).branch);
    expect(await world.as(stranger, routes.quorum, at)).toMatchObject({ status: 404 });
    expect((await world.as(zhao, routes.person, { ...at, personId: stranger.id })).status).toBe(404);
  });

  it('线上线下结合的会：在会场扫码或登记的，从签到起算在场，和表决时数的人一样', async () => {
    const { zhao, people, at, room } = await opened(3);
    const [lin] = people as [MadePerson];
    // Signed in at the place three minutes ago, and never in the room.
    await world.rows('update meeting set form = \'hybrid\', opened_at = app_now() - interval \'5 minutes\' where id = $1', [at.meetingId]);
    await world.rows('update presence set came_at = app_now() - interval \'5 minutes\' where room_id = $1', [room.roomId]);
    await world.rows('update attendee set signed_in_at = app_now() - interval \'3 minutes\', signed_in_how = \'scanned\' where meeting_id = $1 and person_id = $2', [at.meetingId, lin.id]);
    expect((await world.ok(lin, routes.quorum, at)).points.slice(-2).map((point) => point.present)).toEqual([1, 2]);
    expect((await world.ok(zhao, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '走访的日子' })).state).toBe('open');
  });

  it('开几天的会：看的是签到的人，签了就算到结束；没签到的不能投票', async () => {
    const { branch } = await world.make.chain();
    const zhao = await world.make.officer('secretary', branch, '赵书记');
    const [lin, zhou] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const plan = meetingPlan();
    const { id } = await world.ok(zhao, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...plan, endsAt: new Date(new Date(plan.startsAt).getTime() + 3 * 86_400_000).toISOString() });
    const at = { unitId: branch.id, meetingId: id };
    await world.ok(zhao, meetingRoutes.open, at);
    await world.ok(lin, meetingRoutes.enter, at);
    await world.rows('update presence set lease_until = came_at + interval \'1 second\' where unit_id = $1', [branch.id]);
    await world.rows('update attendee set signed_in_at = app_now() where meeting_id = $1 and signed_in_at is not null', [id]);
    const ballot = await world.ok(zhao, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '月底去一次敬老院' });
    await world.ok(zhou, meetingRoutes.enter, at);
    expect((await world.as(zhou, ballotRoutes.vote, { unitId: branch.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' })).code).toBe('ballot.not-signed-in');
    const curve = await world.ok(lin, routes.quorum, at);
    expect(curve).toMatchObject({ severalDays: true, needed: 2, ballots: [{ present: 2 }] });
    expect(curve.points.at(-1)?.present).toBe(3);
  });

  it('会开到一半组织关系转走了：那次会的记录照样看得到，之后才开的表决没有份，别的会看不到', async () => {
    const { branch, community, zhao, people, at, room, vote } = await opened(3);
    const [lin, zhou] = people as [MadePerson, MadePerson, MadePerson];
    for (const person of people) await world.ok(person, meetingRoutes.enter, at);
    const there = await world.make.unit('branch', community);
    const sun = await world.make.officer('secretary', there, '孙书记');
    const earlier = await vote('先定日子');
    await world.ok(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '我下周就去新单位了，先说一句。' });
    const membership = (await world.rows<{ id: string }>('select id from membership where person_id = $1', [lin.id]))[0]?.id ?? '';
    const { id: transferId } = await world.ok(zhao, transferRoutes.release, { unitId: branch.id, clientId: uuid(), membershipId: membership, toUnitId: there.id, reason: '换了单位' });
    await world.ok(sun, transferRoutes.decide, { unitId: there.id, transferId, accept: 'yes', answer: '' });
    expect(await world.ok(zhao, meetingRoutes.closeBallot, { ...at, ballotId: earlier.id })).toMatchObject({ eligible: 4 });

    const later = await vote('再定地点');
    const rights = async (ballotId: string) => (await world.rows<{ id: string }>('select person_id as id from ballot_right where ballot_id = $1', [ballotId])).map((row) => row.id);
    expect([(await rights(earlier.id)).includes(lin.id), (await rights(later.id)).includes(lin.id), (await rights(later.id)).includes(zhou.id)]).toEqual([true, false, true]);
    // 应到 was fixed when the meeting opened.
    expect(later.eligible).toBe(4);
    expect((await world.as(lin, ballotRoutes.vote, { unitId: branch.id, ballotId: later.id, clientId: uuid(), choice: 'approve' })).status).toBe(404);
    await world.ok(zhao, meetingRoutes.closeBallot, { ...at, ballotId: later.id });
    await world.ok(zhao, roomRoutes.speak, { ...room, clientId: uuid(), text: '林晓同志走之前这句话记下来。' });
    await world.ok(zhao, meetingRoutes.close, at);
    const draft = await world.ok(zhao, minutesRoutes.draft, at);
    await world.ok(zhao, minutesRoutes.publish, { ...at, revision: draft.revision, basedOn: 0 });

    expect((await world.as(lin, meetingRoutes.meeting, at)).status).toBe(404);
    expect((await world.ok(lin, recordRoutes.records, {})).items).toMatchObject([{ id: at.meetingId, unitName: branch.name }]);
    const record = await world.ok(lin, recordRoutes.record, { meetingId: at.meetingId });
    expect(record.minutes).toMatchObject({ version: 1, content: { head: { expected: 4, present: 4 } } });
    expect(record.items.map((entry) => (entry.body.kind === 'line' ? entry.body.text : entry.body.kind)).filter((word) => word?.includes('林晓同志'))).toHaveLength(1);
    expect(record.next).toBeNull();
    // Another meeting of the branch they left is not theirs; nor is theirs anybody else's.
    const { id: other } = await openMeeting(world, branch, zhao);
    expect((await world.as(lin, recordRoutes.record, { meetingId: other })).status).toBe(404);
    expect((await world.as(sun, recordRoutes.record, { meetingId: at.meetingId })).status).toBe(404);
    expect((await world.ok(zhou, recordRoutes.records, {})).items).toEqual([]);
  });

  it('主持人看得到现在这位说了多久、每个议题谁先后发过言；别人看不到，谁的总时间都不算', async () => {
    const { zhao, people, room, at } = await opened(2);
    const [lin, zhou] = people as [MadePerson, MadePerson];
    const agenda = (await world.ok(zhao, meetingRoutes.meeting, at)).agenda;
    const floor = async (person: MadePerson) => { await world.ok(person, roomRoutes.hand, { ...room, up: true }); return (await world.ok(zhao, roomRoutes.floor, { ...room, personId: person.id })).entry; };
    for (const person of [lin, zhou]) await world.ok(person, meetingRoutes.enter, at);
    const first = await floor(lin);
    expect(await world.ok(zhou, roomRoutes.state, room)).toMatchObject({ floor: { id: lin.id }, floorSince: first.at });
    await floor(zhou);
    await world.ok(zhao, roomRoutes.moveAgenda, { ...room, itemId: agenda[1]?.id ?? '' });
    expect((await world.ok(zhou, roomRoutes.state, room)).floorSince).toBeNull();
    await floor(lin);
    const { items } = await world.ok(zhao, speakingRoutes.speaking, room);
    expect(items.map((item) => [item.title, item.turns.map((turn) => turn.person.name)])).toEqual([[agenda[0]?.title, [lin.name, zhou.name]], [agenda[1]?.title, [lin.name]]]);
    expect(items[1]?.turns[0]?.to).toBeNull();
    expect(items[0]?.turns[0]).toMatchObject({ from: first.at });
    expect((await world.as(lin, speakingRoutes.speaking, room)).code).toBe('meeting.not-chair');
  });

  it('从记录重放（散会前的发言、在场、投票），到会与名单一模一样，十场随机的会都如此', async () => {
    const dice = new Dice('replaying attendance');
    for (let round = 0; round < 10; round += 1) {
      const { zhao, people, at, room } = await opened(4);
      const running = { ballot: null as string | null };
      for (let step = 0; step < 14; step += 1) {
        const person = dice.pick(people);
        const act = dice.between(0, 5);
        if (act === 0) await world.ok(person, meetingRoutes.enter, at);
        if (act === 1) await world.ok(person, roomRoutes.speak, { ...room, clientId: uuid(), text: `第 ${step} 句` });
        // Reading along is no sign-in.
        if (act === 2) await world.ok(person, roomRoutes.presence, room);
        if (act === 3) await world.rows('update presence set lease_until = came_at where room_id = $1 and person_id = $2', [room.roomId, person.id]);
        if (act === 4 && !running.ballot) running.ballot = (await world.as(zhao, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: `第 ${step} 项` })).body.id ?? null;
        if (act === 5 && running.ballot) await world.as(person, ballotRoutes.vote, { unitId: at.unitId, ballotId: running.ballot, clientId: uuid(), choice: 'approve' });
      }
      if (running.ballot) await world.ok(zhao, meetingRoutes.closeBallot, { ...at, ballotId: running.ballot });
      // Words that race the closing: those acknowledged are in the record, the others are not.
      await Promise.all([world.ok(zhao, meetingRoutes.close, at), ...people.map((person) => world.as(person, roomRoutes.speak, { ...room, clientId: uuid(), text: '赶着散会说的' }))]);
      const [meeting] = await world.rows<{ seq: number }>('select close_seq as seq from meeting where id = $1', [at.meetingId]);
      const entries = await world.rows<{ seq: number; kind: string; authorId: string | null }>('select seq, kind, author_id as "authorId" from entry where room_id = $1', [room.roomId]);
      const presences = await world.rows<{ personId: string; signedIn: boolean }>('select person_id as "personId", signed_in as "signedIn" from presence where room_id = $1', [room.roomId]);
      const votes = await world.rows<{ personId: string }>('select v.person_id as "personId" from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = $1', [at.meetingId]);
      const { items } = await world.ok(zhao, meetingRoutes.attendance, at);
      const replayed = replayAttendance({ people: items.map((one) => one.person.id), closeSeq: meeting?.seq ?? 0, entries, presences, votes });
      expect([dice.seed, round, replayed.map(({ personId, ...how }) => [personId, how])]).toEqual([dice.seed, round, items.map((one) => [one.person.id, { signedIn: one.how.includes('signedIn'), spoke: one.how.includes('spoke'), voted: one.how.includes('voted') }])]);
      expect(replayed.filter((one) => one.signedIn || one.spoke || one.voted).length).toBe(items.filter((one) => one.attended).length);
    }
  }, 120_000);
});
