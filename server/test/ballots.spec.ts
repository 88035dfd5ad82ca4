import { ballotRoutes } from '@branch/shared/ballots/routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import type { Sent } from '@branch/shared/route';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { crowdedMeeting, inTens } from './crowded.js';
import { openMeeting } from './meetings.js';
import { uuid, World } from './world.js';

/** How many polls V1 holds; the promise was measured with 50 (V1_POLLS=50), every run holds fewer. */
const polls = Number(process.env.V1_POLLS ?? 6);
const crowd = 115;
type Opening = Partial<Sent<typeof meetingRoutes.openBallot>>;

describe('表决（MEET-6、G7）', () => {
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

  const open = (more: Opening = {}) => world.as(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意下月起每两周轮流讲一次', ...more });
  const opened = async (more: Opening = {}) => { const answer = await open(more); if (answer.status !== 200) throw new Error(answer.code ?? ''); return answer.body; };
  const close = (ballotId: string) => world.as(secretary, meetingRoutes.closeBallot, { ...at, ballotId });
  const closed = async (ballotId: string) => { const answer = await close(ballotId); if (!answer.body.result) throw new Error(answer.code ?? ''); return answer.body.result; };
  const vote = (who: MadePerson, ballotId: string, ...choices: string[]) => world.as(who, ballotRoutes.vote, { unitId: unit.id, ballotId, clientId: uuid(), choices });
  const seenBy = (who: MadePerson, ballotId: string) => world.ok(who, ballotRoutes.ballot, { unitId: unit.id, ballotId });
  const everyone = () => [secretary, ...members];

  it(`V1 ${polls} 次表决，每次 115 人各抢着投三到五遍，中途关闭：票数 = 名单 = 应答，一票不多一票不少`, async () => {
    for (let poll = 0; poll < polls; poll += 1) {
      const mode = poll % 2 === 0 ? 'secret' as const : 'named' as const;
      const kind = poll % 3 === 0 ? 'motion' as const : 'single' as const;
      const ballot = await opened({ mode, kind, ...(kind === 'single' ? { options: ['周三晚', '周四晚', '周六上午', '都可以'] } : {}) });
      const keys = ballot.options.map((option) => option.key);
      // In half of the polls each one keeps asking for the same; in the others for something else each time.
      const steady = poll % 4 < 2;
      const sent = everyone().flatMap((who, index) => Array.from({ length: 3 + (index % 3) }, (_, time) => ({ who, choice: keys[(index + (steady ? 0 : time)) % keys.length] ?? '' }))).map((one) => ({ one, by: Math.random() })).sort((a, b) => a.by - b.by).map(({ one }) => one);
      const acks = new Map<string, string>();
      const refused = new Set<string | null>();
      let done = 0;
      let closing: Promise<Awaited<ReturnType<typeof closed>>> | null = null;
      await inTens(sent, async ({ who, choice }) => {
        const answer = await vote(who, ballot.id, choice);
        done += 1;
        if (done > sent.length * 0.45) closing ??= closed(ballot.id);
        if (answer.status !== 200) { refused.add(answer.code); return; }
        if (!answer.body.replayed || !acks.has(who.id)) acks.set(who.id, answer.body.replayed ? acks.get(who.id) ?? choice : choice);
      }, 40);
      const result = await (closing ?? closed(ballot.id));
      const roll = await world.rows<{ person_id: string }>('select person_id from ballot_voted where ballot_id = $1', [ballot.id]);
      const votes = result.options.reduce((sum, option) => sum + option.votes, 0);
      expect([votes, result.eligible - result.notVoted]).toEqual([roll.length, roll.length]);
      expect(roll.map((row) => row.person_id).sort()).toEqual([...acks.keys()].sort());
      expect(roll.length).toBeGreaterThan(20);
      expect(roll.length).toBeLessThan(crowd + 1);
      expect([...refused].filter((code) => code !== 'ballot.closed' && code !== 'ballot.voted-already')).toEqual([]);
      if (steady) expect(result.options.map((option) => option.votes)).toEqual(keys.map((key) => [...acks.values()].filter((choice) => choice === key).length));
      expect(await world.rows('select 1 from secret_roll union all select 1 from secret_count')).toEqual([]);
    }
  }, 60_000 + polls * 15_000);

  it('一百遍同时投同一票，只算一次；换了主意也以第一次为准：记名的说得出，无记名的只说已计入', async () => {
    const named = await opened();
    const many = await Promise.all(Array.from({ length: 100 }, () => vote(members[0] as MadePerson, named.id, 'approve')));
    expect(many.every((one) => one.status === 200 && one.body.choices?.[0] === 'approve')).toBe(true);
    expect(many.filter((one) => !one.body.replayed)).toHaveLength(1);
    expect(await vote(members[0] as MadePerson, named.id, 'against')).toMatchObject({ status: 409, code: 'ballot.voted-already', details: { choices: ['approve'] } });
    expect(await closed(named.id)).toMatchObject({ approve: 1, against: 0, notVoted: crowd - 1 });

    const secret = await opened({ mode: 'secret' });
    const racing = await Promise.all(Array.from({ length: 100 }, (_, i) => vote(members[1] as MadePerson, secret.id, ['approve', 'against', 'abstain'][i % 3] ?? '')));
    expect(racing.every((one) => one.status === 200 && one.body.choices === null)).toBe(true);
    expect(racing.filter((one) => !one.body.replayed)).toHaveLength(1);
    // A repeat needs no choice, and tells none: one that does not exist is not even looked at.
    expect((await vote(members[1] as MadePerson, secret.id, 'nothing of the kind')).body).toEqual({ choices: null, voted: 1, eligible: crowd, replayed: true });
    const result = await closed(secret.id);
    expect(result.approve + result.against + result.abstain).toBe(1);
    expect((await vote(members[1] as MadePerson, secret.id)).body).toMatchObject({ replayed: true, choices: null });
    expect((await vote(members[2] as MadePerson, secret.id, 'approve')).code).toBe('ballot.closed');
  });

  it('没有的选项、空的、多的、重复的都不收，也不占用那一票；旧的小程序按“choice”投也收', async () => {
    const ballot = await opened({ mode: 'secret', kind: 'multiple', options: ['读书', '徒步', '讲座', '观影'], most: 2 });
    const someone = members[3] as MadePerson;
    for (const [choices, code] of [[['5'], 'ballot.option-unknown'], [['approve'], 'ballot.option-unknown'], [[], 'ballot.choice-count'], [['1', '2', '3'], 'ballot.choice-count'], [['1', '1'], 'ballot.choice-count']] as const) {
      expect((await vote(someone, ballot.id, ...choices)).code).toBe(code);
    }
    expect((await seenBy(someone, ballot.id))).toMatchObject({ voted: 0, hasVoted: false, mayVote: true });
    await world.ok(someone, ballotRoutes.vote, { unitId: unit.id, ballotId: ballot.id, clientId: uuid(), choice: '2' });
    expect((await vote(members[4] as MadePerson, ballot.id, '2', '4')).status).toBe(200);
    expect((await vote(members[4] as MadePerson, 'zzzzzzzzzzz', '2')).status).toBe(404);
    const result = await closed(ballot.id);
    expect(result.options.map((option) => option.votes)).toEqual([0, 2, 0, 1]);
    expect(result).toMatchObject({ notVoted: crowd - 2, passed: false, threshold: 58, article: expect.stringContaining('第十一条') });
  });

  it('单选里过了应到会半数的那一项才算通过；差一票就不算', async () => {
    const ballot = await opened({ kind: 'single', options: ['周三晚', '周四晚'] });
    await inTens(everyone().slice(0, 58), (who) => vote(who, ballot.id, '1'));
    await inTens(everyone().slice(58), (who) => vote(who, ballot.id, '2'));
    expect((await closed(ballot.id)).options).toMatchObject([{ text: '周三晚', votes: 58, passed: true }, { text: '周四晚', votes: 57, passed: false }]);
    const { named } = await seenBy(members[5] as MadePerson, ballot.id);
    expect(named?.filter((one) => one.choices[0] === '1')).toHaveLength(58);
  });

  it.each<[string, Opening, string]>([
    ['事项没写', { title: '  ' }, 'ballot.options'],
    ['选举', { title: '选举新一届支委' }, 'ballot.election-off'],
    ['选项里藏着接收党员', { kind: 'single', options: ['接收小王为预备党员', '再等一等'] }, 'ballot.election-off'],
    ['只有一个选项', { kind: 'single', options: ['周三'] }, 'ballot.options-count'],
    ['二十一个选项', { kind: 'single', options: Array.from({ length: 21 }, (_, i) => `方案${i}`) }, 'ballot.options-count'],
    ['两个一样的选项', { kind: 'single', options: ['周三', ' 周三'] }, 'ballot.options-same'],
    ['赞成之外又写选项', { options: ['赞成', '不赞成'] }, 'ballot.options-motion'],
    ['多选没说选几项', { kind: 'multiple', options: ['甲', '乙'] }, 'ballot.options-most'],
    ['多选选得比选项多', { kind: 'multiple', options: ['甲', '乙'], most: 3 }, 'ballot.options-most'],
    ['没有这种方式', { mode: 'offline' as never }, 'input.invalid'],
  ])('开不了：%s', async (_, more, code) => { expect((await open(more)).code).toBe(code); });

  it('五十次开、五十次关相撞：同时只有一个在进行，开几次记几次，关一次算一次，别的都说清楚为什么', async () => {
    const before = (await world.rows<{ n: number }>('select count(*)::int as n from entry where room_id = $1 and kind in (\'ballotOpened\', \'ballotClosed\')', [roomId]))[0]?.n ?? 0;
    const known: string[] = [];
    const starts = Array.from({ length: 50 }, async () => { const answer = await open({ mode: 'secret' }); if (answer.status === 200) known.push(answer.body.id); return answer; });
    const stops = Array.from({ length: 50 }, async (_, i) => { await new Promise((resolve) => setTimeout(resolve, i * 8)); return close(known[known.length - 1] ?? 'zzzzzzzzzzz'); });
    const [began, ended] = await Promise.all([Promise.all(starts), Promise.all(stops)]);
    expect([...new Set(began.map((one) => one.code))].filter((code) => code !== null && code !== 'meeting.ballot-running')).toEqual([]);
    expect([...new Set(ended.map((one) => one.code))].filter((code) => code !== null && code !== 'ballot.closed' && code !== 'not-found')).toEqual([]);
    const running = await world.rows<{ id: string }>('select id from ballot where subject_id = $1 and state = \'open\'', [at.meetingId]);
    expect(running.length).toBeLessThanOrEqual(1);
    expect(began.filter((one) => one.status === 200).length - ended.filter((one) => one.status === 200).length).toBe(running.length);
    const told = (await world.rows<{ n: number }>('select count(*)::int as n from entry where room_id = $1 and kind in (\'ballotOpened\', \'ballotClosed\')', [roomId]))[0]?.n ?? 0;
    expect(told - before).toBe(began.filter((one) => one.status === 200).length + ended.filter((one) => one.status === 200).length);
    for (const one of running) await closed(one.id);
  });

  it('同一次开启重发是同一个表决；换了选项就拒绝；关了再关，说已经结束', async () => {
    const clientId = uuid();
    const options = ['周三晚', '周四晚'];
    const twice = await Promise.all(Array.from({ length: 5 }, () => open({ clientId, kind: 'single', options })));
    expect(new Set(twice.map((one) => one.body.id)).size).toBe(1);
    expect((await open({ clientId, kind: 'single', options: ['周三晚', '周五晚'] })).code).toBe('client-id.reused');
    const id = twice[0]?.body.id ?? '';
    expect((await world.as(members[0] as MadePerson, meetingRoutes.closeBallot, { ...at, ballotId: id })).code).toBe('meeting.not-chair');
    await closed(id);
    expect((await close(id)).code).toBe('ballot.closed');
    expect((await world.rows('select 1 from event where name = \'ballot.closed\' and body->>\'ballotId\' = $1', [id]))).toHaveLength(1);
  });

  it('开了就不能改，关了就定了：没有这样的接口，库里也改不动', async () => {
    const ballot = await opened({ kind: 'single', options: ['周三晚', '周四晚'] });
    expect(Object.entries(ballotRoutes).filter(([, route]) => route.method !== 'GET').map(([name]) => name)).toEqual(['vote']);
    for (const change of ['title = \'别的事项\'', 'options = \'[]\'', 'most = 2', 'mode = \'secret\'', 'eligible = 3', 'kind = \'motion\'']) {
      await expect(world.asRuntime(`update ballot set ${change} where id = $1`, [ballot.id])).rejects.toMatchObject({ code: '42501' });
      await expect(world.owner.query(`update ballot set ${change} where id = $1`, [ballot.id])).rejects.toMatchObject({ code: '42501' });
    }
    await vote(members[0] as MadePerson, ballot.id, '1');
    for (const change of ['update vote set choices = \'{2}\'', 'delete from vote', 'update ballot_right set signed_in = false', 'delete from ballot_right', 'delete from ballot']) await expect(world.asRuntime(change)).rejects.toMatchObject({ code: '42501' });
    await closed(ballot.id);
    for (const change of ['tally = \'{"1": 115}\'', 'state = \'open\'', 'closed_at = null']) await expect(world.owner.query(`update ballot set ${change} where id = $1`, [ballot.id])).rejects.toMatchObject({ code: '42501' });
  });

  it('表决权在开启时定下：之后身份变了照样算，之后才来的没有；关闭前谁也看不到结果', async () => {
    const ballot = await opened({ mode: 'secret' });
    const [changed, gone] = [members[10] as MadePerson, members[11] as MadePerson];
    await world.rows('update membership set status = \'probationary\' where person_id = $1', [changed.id]);
    const late = await world.make.member(unit);
    await world.as(late, meetingRoutes.enter, at);
    expect((await vote(changed, ballot.id, 'approve')).status).toBe(200);
    expect((await vote(late, ballot.id, 'approve')).code).toBe('ballot.no-right');
    await world.rows('update membership set ends_on = current_date where person_id = $1', [gone.id]);
    // Who is no longer of the unit sees nothing of it; the vote they may have cast before would stand.
    expect((await vote(gone, ballot.id, 'approve')).status).toBe(404);
    const deputy = await world.make.officer('deputySecretary', unit);
    for (const who of [secretary, deputy, changed, members[12] as MadePerson, late]) {
      expect(await seenBy(who, ballot.id)).toMatchObject({ state: 'open', voted: 1, eligible: crowd, result: null, named: null, mine: null });
      const shown = (await world.ok(who, meetingRoutes.meeting, at)).ballots.find((one) => one.id === ballot.id);
      expect(shown).toMatchObject({ result: null, named: null, mine: null });
    }
    const { community } = await world.make.chain();
    for (const who of [await world.make.person(), await world.make.officer('communityStaff', community)]) expect((await world.as(who, ballotRoutes.ballot, { unitId: unit.id, ballotId: ballot.id })).status).toBe(404);
    expect(await closed(ballot.id)).toMatchObject({ approve: 1, eligible: crowd });
    await world.rows('update membership set status = \'full\', ends_on = null where person_id = any ($1)', [[changed.id, gone.id]]);
  });

  it('有表决权的不到五位，不能无记名：说明改用纸质票再登记', async () => {
    const small = (await world.make.chain()).branch;
    const chair = await world.make.officer('secretary', small);
    const three = await world.make.members(small, 3);
    const meeting = await openMeeting(world, small, chair);
    for (const who of three) await world.ok(who, meetingRoutes.enter, { unitId: small.id, meetingId: meeting.id });
    const ask = (clientId = uuid()) => world.as(chair, meetingRoutes.openBallot, { unitId: small.id, meetingId: meeting.id, clientId, title: '同意改到周三开会', mode: 'secret' });
    const answer = await ask();
    expect(answer).toMatchObject({ status: 409, code: 'ballot.secret-few' });
    expect(answer.message).toContain('线下表决');
    expect((await world.as(chair, meetingRoutes.openBallot, { unitId: small.id, meetingId: meeting.id, clientId: uuid(), title: '同意改到周三开会' })).status).toBe(200);
  });
});
