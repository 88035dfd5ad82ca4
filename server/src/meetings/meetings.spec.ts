import { ballotRoutes } from '@branch/shared/ballots/routes';
import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes, myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { uuid, World } from '../../test/world.js';
import type { MadePerson } from '../../test/world.js';
import { meetingPlan, openMeeting } from '../../test/meetings.js';

describe('一次网上组织生活，从通知到补学', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('书记召集，成员讨论、表决，散会出纪要，缺席的人补学，更正成为第二版', async () => {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general, '赵书记');
    const [lin, zhou, he, absentee] = await world.make.members(branch, 4) as [MadePerson, MadePerson, MadePerson, MadePerson];
    await world.make.member(branch, 'probationary', '小陈');

    const expected = await world.ok(secretary, meetingRoutes.expectedNow, { unitId: general.id });
    expect(expected).toMatchObject({ expected: 6, votingExpected: 5, quorumNeeded: 3 });

    const called = await world.ok(secretary, meetingRoutes.call, { unitId: general.id, clientId: uuid(), ...meetingPlan() });
    expect(called).toMatchObject({ state: 'called', expected: 6, votingExpected: 5, agenda: [{ position: 1 }, { position: 2 }, { position: 3 }] });
    expect(called.shareText).toContain('读书会：把一件小事做到底');
    const at = { unitId: general.id, meetingId: called.id };
    const room = { unitId: general.id, roomId: called.roomId };

    await world.ok(lin, meetingRoutes.reply, { ...at, reply: 'join' });
    await world.ok(absentee, meetingRoutes.reply, { ...at, reply: 'leave', category: 'businessTrip', reason: '去深圳出差' });
    // Before it opens the secretary sees who answered what; the words of a leave are for the secretary alone.
    const answers = await world.ok(secretary, meetingRoutes.attendance, at);
    expect(answers.items.filter((one) => one.reply !== null).map((one) => [one.person.id, one.reply, one.leaveCategory, one.leaveReason])).toEqual(expect.arrayContaining([[lin.id, 'join', null, null], [absentee.id, 'leave', 'businessTrip', '去深圳出差']]));
    expect((await world.as(lin, meetingRoutes.attendance, at)).status).toBe(403);
    expect((await world.as(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '还没开会就说一句' })).code).toBe('meeting.not-open');

    const opened = await world.ok(secretary, meetingRoutes.open, at);
    expect(opened).toMatchObject({ state: 'open', expected: 6, votingExpected: 5, me: { isChair: true, attended: true } });
    for (const person of [lin, zhou, he]) expect(await world.ok(person, meetingRoutes.enter, at)).toEqual({ roomId: called.roomId, attended: true });

    const first = await world.ok(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '把会开短，先把材料提前一天发出来。', mentions: [absentee.id] });
    expect(first).toMatchObject({ replayed: false, entry: { body: { kind: 'line', mentions: [{ id: absentee.id }] } } });
    const quoting = await world.ok(zhou, roomRoutes.speak, { ...room, clientId: uuid(), text: '这个实用，我们组可以一起来。', quoteSeq: first.entry.seq });
    expect(quoting.entry.body).toMatchObject({ quote: { seq: first.entry.seq, text: expect.stringContaining('把会开短') } });

    const slip = await world.ok(he, roomRoutes.speak, { ...room, clientId: uuid(), text: '发错了，应该发给别的群。' });
    await world.ok(he, roomRoutes.recall, { ...room, seq: String(slip.entry.seq) as never });
    const seen = await world.ok(lin, roomRoutes.entries, { ...room, after: 0 as never });
    expect(seen.items.map((entry) => entry.seq)).toEqual(seen.items.map((_, index) => index + 1));
    expect(seen.items.find((entry) => entry.seq === slip.entry.seq)?.body).toMatchObject({ kind: 'line', text: null, gone: 'recalled' });

    await world.ok(zhou, roomRoutes.hand, { ...room, up: true });
    expect((await world.as(zhou, roomRoutes.hand, { ...room, up: true })).code).toBe('hand.up-already');
    expect((await world.as(lin, roomRoutes.floor, { ...room, personId: zhou.id })).code).toBe('meeting.not-chair');
    await world.ok(secretary, roomRoutes.floor, { ...room, personId: zhou.id });
    await world.ok(zhou, roomRoutes.speak, { ...room, clientId: uuid(), text: '我报第一讲：怎么读懂一份财报。' });
    await world.ok(secretary, roomRoutes.moveAgenda, { ...room, itemId: called.agenda[1]?.id ?? '' });

    const ballot = await world.ok(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意下月起每两周轮流讲一次' });
    expect(ballot).toMatchObject({ eligible: 5, threshold: 3, state: 'open', result: null, named: null });
    for (const [person, choice] of [[secretary, 'approve'], [lin, 'approve'], [zhou, 'approve'], [he, 'against']] as const) {
      await world.ok(person, ballotRoutes.vote, { unitId: general.id, ballotId: ballot.id, clientId: uuid(), choice });
    }
    expect((await world.as(he, ballotRoutes.vote, { unitId: general.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' })).code).toBe('ballot.voted-already');
    expect((await world.as(secretary, meetingRoutes.close, at)).code).toBe('meeting.ballot-running');
    const decided = await world.ok(secretary, meetingRoutes.closeBallot, { ...at, ballotId: ballot.id });
    expect(decided.result).toMatchObject({ approve: 3, against: 1, abstain: 0, notVoted: 1, eligible: 5, threshold: 3, passed: true, article: expect.stringContaining('第十一条') });

    const closed = await world.ok(secretary, meetingRoutes.close, at);
    expect(closed).toMatchObject({ state: 'closed', closedHow: 'byChair' });
    expect((await world.as(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '散会后再说一句。' })).code).toBe('meeting.closed');

    const attendance = await world.ok(secretary, meetingRoutes.attendance, at);
    expect(attendance).toMatchObject({ expected: 6, attended: 4, votingPresent: 4, onLeave: 1, absent: 1 });
    expect((await world.ok(lin, myAttendanceRoutes.mine, at))).toMatchObject({ attended: true, how: ['signedIn', 'spoke', 'voted'], intervals: [{ to: expect.any(String) }] });

    const draft = await world.ok(secretary, minutesRoutes.draft, at);
    expect(draft.content.head).toMatchObject({ expected: 6, present: 4, absent: 1, leave: [{ category: 'businessTrip', count: 1 }], chair: '赵书记' });
    expect(draft.content.statements.map((statement) => statement.text)).toEqual(['把会开短，先把材料提前一天发出来。', '我报第一讲：怎么读懂一份财报。']);
    const content = { ...draft.content, actions: [{ text: '排出轮讲表', owner: absentee.name, due: '2027-01-05' }], agenda: draft.content.agenda.map((item, index) => (index === 0 ? { ...item, summary: '大家同意材料提前一天发。' } : item)) };
    const saved = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, content, revision: 0 });
    expect((await world.as(secretary, minutesRoutes.saveDraft, { ...at, content, revision: 0 })).code).toBe('minutes.changed');
    const v1 = await world.ok(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0 });
    expect(v1).toMatchObject({ version: 1, reason: null });

    const catchUp = await world.ok(absentee, catchUpRoutes.catchUp, at);
    expect(catchUp.items.map((item) => item.kind)).toEqual(['decision', 'mention', 'action', 'agenda', 'statement', 'statement']);
    expect(catchUp.items[2]).toMatchObject({ mine: true, text: '排出轮讲表' });
    expect((await world.ok(secretary, catchUpRoutes.readers, at)).unread.map((person) => person.id)).toContain(absentee.id);
    expect(await world.ok(secretary, catchUpRoutes.remind, at)).toEqual({ reminded: 2, remindersLeft: 1 });
    await world.ok(absentee, catchUpRoutes.acknowledge, { ...at, version: 1 });
    await world.ok(absentee, catchUpRoutes.lateStatement, { ...at, text: '我在高铁上没赶上，支持轮讲，愿意讲第三次。' });
    expect((await world.as(lin, catchUpRoutes.lateStatement, { ...at, text: '我到会了也想补。' })).code).toBe('late.attended');
    expect((await world.ok(secretary, catchUpRoutes.readers, at)).read.map((person) => person.id)).toEqual([absentee.id]);
    expect((await world.ok(secretary, meetingRoutes.attendance, at)).attended).toBe(4);

    expect((await world.as(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0, reason: '第一讲的题目写错了' })).code).toBe('minutes.published-meanwhile');
    expect((await world.as(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 1, reason: '第一讲的题目写错了' })).code).toBe('minutes.unchanged');
    const corrected = { ...content, agenda: content.agenda.map((item, index) => (index === 0 ? { ...item, summary: '大家同意材料提前两天发。' } : item)) };
    const again = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, content: corrected, revision: saved.revision });
    expect((await world.as(secretary, minutesRoutes.publish, { ...at, revision: again.revision, basedOn: 1 })).code).toBe('minutes.reason-needed');
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: again.revision, basedOn: 1, reason: '时间记错，应为两天' });
    const minutes = await world.ok(lin, minutesRoutes.minutes, at);
    expect(minutes.versions.map((version) => version.version)).toEqual([2, 1]);
    expect(minutes.versions[0]).toMatchObject({ reason: '时间记错，应为两天', differences: [{ before: '大家同意材料提前一天发。', after: '大家同意材料提前两天发。' }] });
    expect(minutes.lateStatements).toHaveLength(1);
    expect((await world.ok(lin, minutesRoutes.version, { ...at, version: '1' })).sha256).toBe(v1.sha256);
  });

  it('已发布的纪要，用服务端的数据库身份直接改也改不动（G6）', async () => {
    const { general } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const meeting = await openMeeting(world, general, secretary);
    await world.ok(secretary, roomRoutes.speak, { unitId: general.id, roomId: meeting.roomId, clientId: uuid(), text: '这一句要进纪要，写得足够长一些才会被选上。' });
    await world.ok(secretary, meetingRoutes.close, { unitId: general.id, meetingId: meeting.id });
    await world.ok(secretary, minutesRoutes.publish, { unitId: general.id, meetingId: meeting.id, revision: 0, basedOn: 0 });
    const before = await world.rows<{ sha256: string }>('select sha256 from minutes_version where meeting_id = $1', [meeting.id]);
    for (const attempt of ['update minutes_version set content = \'{}\'', 'delete from minutes_version', 'truncate minutes_version']) {
      await expect(world.asRuntime(attempt)).rejects.toMatchObject({ code: '42501' });
      await expect(world.owner.query(attempt)).rejects.toMatchObject({ code: '42501' });
    }
    expect(await world.rows('select sha256 from minutes_version where meeting_id = $1', [meeting.id])).toEqual(before);
  });

  it('同一句话同时重发二十次也只说一次；同一编号换了话就拒绝（F5）', async () => {
    const { general } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const meeting = await openMeeting(world, general, secretary);
    const said = { unitId: general.id, roomId: meeting.roomId, clientId: uuid(), text: '地铁里信号不好，这句会重发很多次。' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.ok(secretary, roomRoutes.speak, said)));
    expect(new Set(answers.map((answer) => answer.entry.seq)).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect((await world.as(secretary, roomRoutes.speak, { ...said, text: '换了一句' })).code).toBe('client-id.reused');
    expect(await world.rows('select 1 from entry where room_id = $1 and kind = \'line\'', [meeting.roomId])).toHaveLength(1);
  });

  it('没过半不能表决；预备党员没有表决权；表决结束后一票不进（MEET-6）', async () => {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const others = await world.make.members(branch, 5);
    const probationary = await world.make.member(branch, 'probationary');
    const meeting = await openMeeting(world, general, secretary);
    const at = { unitId: general.id, meetingId: meeting.id };
    const refused = await world.as(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意改到周三开会' });
    expect(refused).toMatchObject({ status: 409, code: 'ballot.no-quorum', details: { votingPresent: 1, votingExpected: 6 } });
    for (const person of [others[0], others[1], probationary]) await world.ok(person as MadePerson, meetingRoutes.enter, at);
    expect((await world.as(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '选举新一届支委' })).code).toBe('ballot.election-off');
    const ballot = await world.ok(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意改到周三开会' });
    const vote = (person: MadePerson) => world.as(person, ballotRoutes.vote, { unitId: general.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' });
    expect((await vote(probationary)).code).toBe('ballot.no-right');
    const racing = await Promise.all(Array.from({ length: 5 }, () => vote(others[0] as MadePerson)));
    expect(racing.filter((answer) => !answer.body.replayed)).toHaveLength(1);
    const closed = await world.ok(secretary, meetingRoutes.closeBallot, { ...at, ballotId: ballot.id });
    expect(closed.result).toMatchObject({ approve: 1, notVoted: 5, passed: false });
    expect((await vote(others[1] as MadePerson)).code).toBe('ballot.closed');
  });

  it('发言不合适：每种各有一个不变的代码和一句中文，房间里一条不多', async () => {
    const { general } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const meeting = await openMeeting(world, general, secretary);
    const say = (text: string) => world.as(secretary, roomRoutes.speak, { unitId: general.id, roomId: meeting.roomId, clientId: uuid(), text });
    const before = await world.rows('select 1 from entry where room_id = $1', [meeting.roomId]);
    for (const [text, code] of [['', 'line.empty'], [' \n ', 'line.empty'], ['字'.repeat(2001), 'line.too-long'], ['看\u0000不见', 'line.control-characters'], ['半个\ud83d', 'line.control-characters'], ['反\u202e向', 'line.control-characters'], ['👍👍', 'line.no-words']] as const) {
      expect(await say(text)).toMatchObject({ status: 422, code, message: expect.stringMatching(/[\u4e00-\u9fff]/) });
    }
    expect(await world.rows('select 1 from entry where room_id = $1', [meeting.roomId])).toHaveLength(before.length);
    expect((await say('𠮷'.repeat(2000))).status).toBe(200);
  });
});
