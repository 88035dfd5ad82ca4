import { io } from 'socket.io-client';
import { ballotRoutes } from '@branch/shared/ballots/routes';
import { homeRoutes } from '@branch/shared/home/routes';
import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes, myAttendanceRoutes } from '@branch/shared/meetings/routes';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { attacks, bound, everything, hits } from './ballot-attacks.js';
import { crowdedMeeting } from './crowded.js';
import { openMeeting } from './meetings.js';
import { uuid, World } from './world.js';

const crowd = 115;
/** Words that stand nowhere else. */
const options = ['玄武湖畔', '朱雀门外', '白虎岭上', '青龙桥头'];

describe('无记名表决（MEET-7、G8）', () => {
  let world: World;
  let unit: MadeUnit;
  let secretary: MadePerson;
  let members: MadePerson[];
  let at: { unitId: string; meetingId: string };
  let roomId: string;

  beforeAll(async () => {
    world = await World.open();
    ({ unit, secretary, members, at, roomId } = await crowdedMeeting(world, crowd));
  }, 120_000);
  afterAll(async () => { await world.close(); });

  const open = (where = at, by = secretary) => world.ok(by, meetingRoutes.openBallot, { ...where, clientId: uuid(), title: '下月主题党日去哪里', mode: 'secret', kind: 'single', options });
  const close = async (ballotId: string) => { const { result } = await world.ok(secretary, meetingRoutes.closeBallot, { ...at, ballotId }); if (!result) throw new Error('no result'); return result; };
  const vote = (who: MadePerson, ballotId: string, choice: string) => world.as(who, ballotRoutes.vote, { unitId: unit.id, ballotId, clientId: uuid(), choices: [choice] });
  const shuffled = <T>(list: readonly T[]): T[] => list.map((item) => ({ item, by: Math.random() })).sort((a, b) => a.by - b.by).map(({ item }) => item);

  /** A whole secret vote: everybody in a chance order takes an option by chance. Answers who took what. */
  async function held(): Promise<{ ballotId: string; truth: Map<string, string> }> {
    const ballot = await open();
    const truth = new Map<string, string>();
    for (const who of shuffled([secretary, ...members])) {
      const chosen = Math.floor(Math.random() * options.length);
      expect((await vote(who, ballot.id, String(chosen + 1))).status).toBe(200);
      truth.set(who.id, options[chosen] ?? '');
    }
    const result = await close(ballot.id);
    expect(result.options.map((option) => option.votes)).toEqual(options.map((option) => [...truth.values()].filter((chosen) => chosen === option).length));
    return { ballotId: ballot.id, truth };
  }

  it('V2 关闭以后把整个库读一遍，按写入事务、物理位置、编号、先后去猜，都不比瞎猜强', async () => {
    const votes = [await held(), await held()];
    const names = [secretary, ...members].map((one) => one.name);
    const found = [];
    for (const { ballotId, truth } of votes) {
      const seen = await everything(world);
      // Rows of this vote, and rows that speak of no vote at all: the other vote is not mixed in.
      const others = votes.map((one) => one.ballotId).filter((id) => id !== ballotId);
      const mine = seen.filter((row) => !others.some((id) => row.words.includes(id)));
      expect(mine.filter((row) => row.words.includes(ballotId)).length).toBeGreaterThan(crowd * 2);
      found.push(attacks.map((attack) => hits(attack, mine, truth, options)));
      // No row names a voter and what was voted for.
      expect(seen.filter((row) => options.some((option) => row.words.includes(option)) && ([...truth.keys()].some((id) => row.words.includes(id) && id !== secretary.id) || names.some((name) => row.words.includes(name) && name !== secretary.name))).map((row) => row.table)).toEqual([]);
      // What ties a voter to the vote at all says that they may vote and that they did, and no more.
      const ties = [...new Set(seen.filter((row) => row.words.includes(ballotId) && members.some((one) => row.words.includes(one.id))).map((row) => row.table))].sort();
      expect(ties).toEqual(['ballot_right', 'ballot_roll']);
      expect(new Set(seen.filter((row) => row.table === 'ballot_roll' && row.words.includes(ballotId)).map((row) => row.xmin)).size).toBe(1);
      expect((await world.rows<{ person_id: string }>('select person_id from ballot_roll where ballot_id = $1 order by ctid', [ballotId])).map((row) => row.person_id)).toEqual([...truth.keys()].sort());
    }
    // A lucky guess is possible once in a while; a leak shows both times.
    for (const [index, attack] of attacks.entries()) expect([attack, Math.min(...found.map((one) => one[index] ?? crowd)) <= bound(crowd, options.length)]).toEqual([attack, true]);
    expect((await world.rows<{ column_name: string }>('select table_name || \'.\' || column_name as column_name from information_schema.columns where table_name in (\'ballot_roll\', \'secret_roll\') order by 1')).map((row) => row.column_name)).toEqual(['ballot_roll.ballot_id', 'ballot_roll.person_id', 'ballot_roll.unit_id', 'secret_roll.ballot_id', 'secret_roll.person_id', 'secret_roll.unit_id']);
  }, 240_000);

  it('同样的办法，对“名单一行、选票一行”的常见写法，个个猜得出', async () => {
    await world.rows('create table naive_roll (person_id text primary key)');
    await world.rows('create table naive_ballot (id serial primary key, choice text not null)');
    const truth = new Map<string, string>();
    for (const who of shuffled(members)) {
      const chosen = options[Math.floor(Math.random() * options.length)] ?? '';
      await world.rows('with r as (insert into naive_roll values ($1)) insert into naive_ballot (choice) values ($2)', [who.id, chosen]);
      truth.set(who.id, chosen);
    }
    const seen = await everything(world, ['naive_roll', 'naive_ballot']);
    await world.rows('drop table naive_roll, naive_ballot');
    for (const attack of ['xmin', 'ctid', 'order'] as const) expect([attack, hits(attack, seen, truth, options)]).toEqual([attack, members.length]);
  });

  it('投票进行时，连着的手机只听到投了几票；接口、库里服务所用的角色，都看不到哪项几票', async () => {
    const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(members[0] as MadePerson) } });
    await new Promise<void>((resolve, reject) => { socket.on('connect', () => resolve()); socket.on('connect_error', reject); });
    const heard: { name: string; body: Record<string, unknown> }[] = [];
    socket.onAny((name: string, body: Record<string, unknown>) => heard.push({ name, body }));
    await new Promise((resolve) => socket.emit('listen', { room: `room:${roomId}` }, resolve));
    // The votes of before show their figures; this one must add none to any page.
    const readers = [secretary, members[0], members[50]] as MadePerson[];
    const figuresSeenBy = async (who: MadePerson) => JSON.stringify([await world.ok(who, meetingRoutes.meeting, at), await world.ok(who, roomRoutes.entries, { unitId: unit.id, roomId, before: 999_999_999 }), await world.ok(who, homeRoutes.home, { unitId: unit.id })]).match(/"votes"/g) ?? [];
    const before = new Map<string, number>();
    for (const who of readers) before.set(who.id, (await figuresSeenBy(who)).length);
    const ballot = await open();
    await Promise.all(members.slice(0, 40).map((who, i) => vote(who, ballot.id, String(i % 4 + 1))));
    for (const who of readers) {
      expect((await figuresSeenBy(who)).length).toBe(before.get(who.id));
      expect(await world.ok(who, ballotRoutes.ballot, { unitId: unit.id, ballotId: ballot.id })).toMatchObject({ voted: 40, result: null, named: null, mine: null, hasVoted: who === members[0] });
    }
    expect((await world.as(secretary, minutesRoutes.draft, at)).code).toBe('minutes.not-closed');
    await expect(world.asRuntime('select * from secret_count')).rejects.toMatchObject({ code: '42501' });
    for (let i = 0; i < 100 && heard.findLast((one) => one.name === 'turnout')?.body.voted !== 40; i += 1) await new Promise((resolve) => setTimeout(resolve, 30));
    socket.close();
    const turnouts = heard.filter((one) => one.name === 'turnout');
    // Those who vote at once do not see each other; what is heard last is true nevertheless.
    expect(turnouts[turnouts.length - 1]?.body.voted).toBe(40);
    for (const { body } of turnouts) expect(Object.keys(body).sort()).toEqual(['ballotId', 'eligible', 'room', 'roomId', 'voted']);
    expect(heard.filter((one) => !['turnout', 'entry', 'mark', 'present'].includes(one.name))).toEqual([]);
    expect(JSON.stringify(heard)).not.toMatch(/"votes"|"tally"|"choice/);
    // No receipt, event, trace or entry of any of the forty.
    expect(await world.rows('select 1 from accepted where answer::text like $1 and person_id <> $2', [`%${ballot.id}%`, secretary.id])).toEqual([]);
    expect((await world.rows<{ words: string }>('select e::text as words from event e union all select a::text from audit a')).filter((row) => row.words.includes(ballot.id) && members.some((one) => row.words.includes(one.id)))).toEqual([]);
    expect((await close(ballot.id)).options.map((option) => option.votes)).toEqual([10, 10, 10, 10]);
  });

  it('关闭时，记着票数的文件整个扔掉，别处正在进行的表决一票不少；有人正占着（备份）也关得上', async () => {
    const other = (await world.make.chain()).general;
    const chair = await world.make.officer('secretary', other);
    const voters = await world.make.members(other, 9);
    const there = await openMeeting(world, other, chair);
    for (const who of voters) await world.ok(who, meetingRoutes.enter, { unitId: other.id, meetingId: there.id });
    const theirs = await open({ unitId: other.id, meetingId: there.id }, chair);
    const cast = (who: MadePerson, choice: string) => world.ok(who, ballotRoutes.vote, { unitId: other.id, ballotId: theirs.id, clientId: uuid(), choices: [choice] });
    await Promise.all(voters.slice(0, 3).map((who) => cast(who, '1')));
    const files = () => world.rows<{ roll: number; count: number }>('select pg_relation_filenode(\'secret_roll\')::int as roll, pg_relation_filenode(\'secret_count\')::int as count');
    const [before] = await files();

    const mine = await open();
    await Promise.all(members.slice(0, 20).map((who) => vote(who, mine.id, '2')));
    // Others go on voting while this one closes.
    const [result] = await Promise.all([close(mine.id), ...voters.slice(3, 6).map((who) => cast(who, '3'))]);
    expect(result.options.map((option) => option.votes)).toEqual([0, 20, 0, 0]);
    const [after] = await files();
    expect([after?.roll === before?.roll, after?.count === before?.count]).toEqual([false, false]);
    expect((await world.rows<{ ballot_id: string }>('select distinct ballot_id from secret_count union select ballot_id from secret_roll')).map((row) => row.ballot_id)).toEqual([theirs.id]);

    const backup = await world.owner.connect();
    await backup.query('begin');
    await backup.query('lock table secret_roll, secret_count in access share mode');
    const again = await open();
    await vote(members[0] as MadePerson, again.id, '4');
    expect((await close(again.id)).options.map((option) => option.votes)).toEqual([0, 0, 0, 1]);
    expect(await world.rows('select 1 from secret_count where ballot_id = $1 union all select 1 from secret_roll where ballot_id = $1', [again.id])).toEqual([]);
    await backup.query('rollback');
    backup.release();

    expect((await world.ok(chair, ballotRoutes.ballot, { unitId: other.id, ballotId: theirs.id })).voted).toBe(6);
    const { result: end } = await world.ok(chair, meetingRoutes.closeBallot, { unitId: other.id, meetingId: there.id, ballotId: theirs.id });
    expect(end?.options.map((option) => option.votes)).toEqual([3, 0, 3, 0]);
    expect(await world.rows('select 1 from secret_count union all select 1 from secret_roll')).toEqual([]);
  });

  it('无记名投了票也算到会；结果带着各项票数进纪要和补学，谁投了什么哪里也没有', async () => {
    const here = (await world.make.chain()).general;
    const chair = await world.make.officer('secretary', here);
    const voters = await world.make.members(here, 6);
    const absentee = await world.make.member(here);
    const meeting = await openMeeting(world, here, chair);
    const place = { unitId: here.id, meetingId: meeting.id };
    for (const who of voters.slice(1)) await world.ok(who, meetingRoutes.enter, place);
    const ballot = await open(place, chair);
    // One who votes without having signed in before.
    for (const [i, who] of voters.entries()) await world.ok(who, ballotRoutes.vote, { unitId: here.id, ballotId: ballot.id, clientId: uuid(), choices: [i < 5 ? '1' : '2'] });
    expect((await world.ok(chair, homeRoutes.home, { unitId: here.id })).todos.filter((todo) => todo.kind === 'ballot')).toHaveLength(1);
    expect((await world.ok(voters[0] as MadePerson, homeRoutes.home, { unitId: here.id })).todos.filter((todo) => todo.kind === 'ballot')).toEqual([]);
    await world.ok(chair, meetingRoutes.closeBallot, { ...place, ballotId: ballot.id });
    expect(await world.ok(voters[0] as MadePerson, myAttendanceRoutes.mine, place)).toMatchObject({ attended: true, how: ['voted'] });
    await world.ok(chair, meetingRoutes.close, place);
    const { content } = await world.ok(chair, minutesRoutes.draft, place);
    expect(content.head.present).toBe(7);
    expect(content.decisions).toMatchObject([{ mode: 'secret', kind: 'single', voted: 6, notVoted: 2, eligible: 8, threshold: 5, passed: true, options: [{ text: options[0], votes: 5, passed: true }, { votes: 1, passed: false }, { votes: 0 }, { votes: 0 }] }]);
    await world.ok(chair, minutesRoutes.publish, { ...place, revision: 0, basedOn: 0 });
    expect((await world.ok(absentee, catchUpRoutes.catchUp, place)).items[0]).toMatchObject({ kind: 'decision', mode: 'secret', passed: true, options: [{ text: options[0], votes: 5, passed: true }, {}, {}, {}] });
    const closing = (await world.ok(absentee, roomRoutes.entries, { unitId: here.id, roomId: meeting.roomId, before: 999_999_999 })).items.find((entry) => entry.body.kind === 'ballotClosed');
    expect(closing?.body).toMatchObject({ mode: 'secret', of: 'single', passed: true, options: [{ votes: 5 }, { votes: 1 }, { votes: 0 }, { votes: 0 }] });
    expect((await world.ok(chair, ballotRoutes.ballot, { unitId: here.id, ballotId: ballot.id })).named).toBeNull();
  });
});
