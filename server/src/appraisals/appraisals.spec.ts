import { appraisalRoutes as routes } from '@branch/shared/appraisals/routes';
import { appraisalStages, grades } from '@branch/shared/appraisals/words';
import type { Grade } from '@branch/shared/appraisals/words';
import { Round, thisYear } from '../../test/appraisals.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { AppraisalExpiry } from './expiry.js';

interface Cast { unit: MadeUnit; community: MadeUnit; district: MadeUnit; secretary: MadePerson; committee: MadePerson; members: MadePerson[]; probationary: MadePerson }

describe('民主评议党员（支部工作条例第十八条）', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); }, 60_000);
  afterAll(async () => { await world.close(); });

  const toldTo = async (who: MadePerson): Promise<string[]> => (await world.rows<{ title: string }>('select title from notice where person_id = $1', [who.id])).map((one) => one.title);
  /** A branch of its own for each story: two of the committee, so many others, one probationary. */
  async function branch(others = 5): Promise<Cast> {
    const { branch: unit, community, district } = await world.make.chain();
    return { unit, community, district, secretary: await world.make.officer('secretary', unit, '赵书记'), committee: await world.make.officer('committeeMember', unit, '钱委员'), members: await world.make.members(unit, others), probationary: await world.make.member(unit, 'probationary') };
  }
  const [first, second] = [(cast: Cast) => cast.members[0] as MadePerson, (cast: Cast) => cast.members[1] as MadePerson];
  const electorsOf = (cast: Cast) => [cast.secretary, cast.committee, ...cast.members];

  it('一轮从头到尾：自评、互评、测评、评定意见、各看各的结果；别人的一概看不到', async () => {
    const cast = await branch();
    const { unit, secretary, committee, probationary } = cast;
    const [lin, zhou] = [first(cast), second(cast)];
    const round = await Round.open(world, unit, secretary);
    expect(await world.ok(lin, routes.round, round.at)).toMatchObject({ year: thisYear(), stage: 'selfReview', people: 8, keepDays: 90, expired: false, me: { takesPart: true, selfReview: null, elector: false } });

    await world.ok(lin, routes.saveDraft, { ...round.at, personId: lin.id, text: '草稿里的话' });
    expect((await world.ok(lin, routes.round, round.at)).me.draft).toBe('草稿里的话');
    expect((await round.review(lin, lin, '我的自评：学得不够，帮得不够。')).body).toMatchObject({ revision: 1 });
    expect((await world.ok(lin, routes.round, round.at)).me).toMatchObject({ draft: null, selfReview: { text: '我的自评：学得不够，帮得不够。' } });
    expect((await round.review(zhou, lin, '还没到互评')).code).toBe('review.peer-early');
    for (const who of [zhou, probationary]) expect(JSON.stringify([await world.ok(who, routes.mine, round.at), await world.ok(who, routes.peers, round.at)])).not.toContain('我的自评');
    for (const who of [secretary, committee]) expect((await world.ok(who, routes.person, { ...round.at, personId: lin.id })).selfReview?.text).toContain('我的自评');

    await round.to('peerReview');
    expect((await round.review(lin, lin, '再改', { revision: 1 })).code).toBe('review.self-over');
    expect((await round.review(zhou, lin, '讲课很用心，到会常迟到。')).status).toBe(200);
    expect((await world.ok(lin, routes.mine, round.at)).received).toMatchObject([{ by: { id: zhou.id }, text: '讲课很用心，到会常迟到。' }]);
    expect((await world.ok(zhou, routes.mine, round.at)).received).toEqual([]);
    expect((await world.ok(zhou, routes.peers, round.at)).items.find((one) => one.person.id === lin.id)?.written?.text).toContain('讲课很用心');
    expect((await world.ok(secretary, routes.desk, round.at)).items.find((one) => one.person.id === lin.id)).toMatchObject({ reviewed: true, received: 1, counts: null, opinion: null });

    await round.to('rating', { cap: 2 });
    expect((await world.ok(lin, routes.paper, round.at))).toMatchObject({ mayRate: true, rated: false, cap: 2 });
    expect((await round.rate(lin, () => 'excellent')).code).toBe('rating.too-many-excellent');
    expect((await round.rate(probationary)).code).toBe('rating.no-right');
    for (const who of electorsOf(cast)) expect((await round.rate(who, (id) => (id === lin.id ? 'excellent' : 'qualified'))).body).toMatchObject({ electors: 7, replayed: false });
    // Only turnout while it runs, not even for the committee.
    for (const who of [secretary, lin]) expect(JSON.stringify([await world.ok(who, routes.round, round.at), await world.ok(who, routes.mine, round.at)])).not.toMatch(/"qualified":\d/);
    expect((await world.ok(secretary, routes.desk, round.at))).toMatchObject({ voted: 7, fewestPapers: 6 });
    expect((await world.ok(secretary, routes.desk, round.at)).items.every((one) => one.counts === null)).toBe(true);

    await round.to('opinion');
    expect((await world.ok(lin, routes.mine, round.at))).toMatchObject({ counts: { excellent: 6, qualified: 0, barelyQualified: 0, unqualified: 0 }, opinion: null });
    expect((await world.ok(probationary, routes.mine, round.at)).counts).toMatchObject({ qualified: 7 });
    expect((await world.as(secretary, routes.moveOn, { ...round.at, to: 'closed' })).code).toBe('opinion.missing');
    expect((await world.as(secretary, routes.opine, { ...round.at, personId: secretary.id, grade: 'excellent', words: '我很好' })).code).toBe('opinion.own');
    await round.opineAll('综合意见：合格，多参加讨论。', committee);
    expect((await world.ok(lin, routes.mine, round.at)).opinion).toBeNull();
    await round.to('closed');
    expect((await world.ok(lin, routes.mine, round.at)).opinion).toEqual({ grade: 'qualified', words: '综合意见：合格，多参加讨论。' });
    expect((await world.ok(lin, routes.round, round.at)).moves.map((move) => [move.stage, move.by.id])).toEqual(appraisalStages.map((stage) => [stage, secretary.id]));

    await world.heard();
    const told = await toldTo(lin);
    expect(told).toEqual(expect.arrayContaining([`${thisYear()} 年民主评议开始了`, '民主评议到了党员互评', '民主评议到了民主测评', '您的民主评议结果可以看了']));
    // Nothing written, graded or counted stands in what outlives the round.
    const traces = (await world.rows<{ words: string }>('select n::text as words from notice n union all select e::text from event e union all select a::text from audit a union all select c::text from accepted c')).map((row) => row.words).join('\n');
    expect(traces).not.toMatch(/我的自评|讲课很用心|综合意见|草稿里的话/);
  });

  it('谁能做什么：社区、区、邻支部都进不来；成员看不到支委会的桌面；一年一轮', async () => {
    const cast = await branch();
    const neighbour = await world.make.officer('secretary', await world.make.unit('branch', cast.community));
    const [staff, district] = [await world.make.person(), await world.make.person()];
    await world.make.appoint(staff, 'communityStaff', cast.community);
    await world.make.appoint(district, 'districtStaff', cast.district);
    expect((await world.as(first(cast), routes.open, { unitId: cast.unit.id, clientId: uuid(), year: thisYear(), keepDays: 90 })).code).toBe('not-allowed');
    // Two officers at once: one round.
    const tries = await Promise.all([cast.secretary, cast.secretary, cast.secretary].map((who) => world.as(who, routes.open, { unitId: cast.unit.id, clientId: uuid(), year: thisYear(), keepDays: 90 })));
    expect(tries.map((one) => one.code ?? 'ok').sort()).toEqual(['appraisal.held-already', 'appraisal.held-already', 'ok']);
    const at = { unitId: cast.unit.id, appraisalId: tries.find((one) => one.status === 200)?.body.id ?? '' };
    expect((await world.as(neighbour, routes.round, at)).status).toBe(404);
    for (const who of [staff, district]) for (const route of [routes.rounds, routes.round, routes.mine, routes.peers, routes.paper, routes.desk]) expect([route.path, (await world.as(who, route, at as never)).code]).toEqual([route.path, 'not-allowed']);
    for (const route of [routes.desk, routes.person]) expect((await world.as(first(cast), route, { ...at, personId: second(cast).id } as never)).code).toMatch(/not-allowed|input.invalid/);
    for (const [year, code] of [[thisYear() + 1, 'appraisal.year'], [thisYear() - 2, 'appraisal.year'], [thisYear() - 1, null]] as const) expect((await world.as(cast.secretary, routes.open, { unitId: cast.unit.id, clientId: uuid(), year, keepDays: 30 })).code).toBe(code);
    for (const keepDays of [29, 366]) expect((await world.as(cast.secretary, routes.open, { unitId: cast.unit.id, clientId: uuid(), year: thisYear(), keepDays })).code).toBe('appraisal.keep-days');
    expect((await world.as(staff, routes.open, { unitId: cast.community.id, clientId: uuid(), year: thisYear(), keepDays: 90 })).code).toBe('not-allowed');
    const chief = await world.make.officer('secretary', cast.community);
    expect((await world.as(chief, routes.open, { unitId: cast.community.id, clientId: uuid(), year: thisYear(), keepDays: 90 })).code).toBe('appraisal.unit-kind');
  });

  it('每一行文字，数据库自己就只给作者、本人和支委会', async () => {
    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    const [lin, zhou, third] = [first(cast), second(cast), cast.members[2] as MadePerson];
    await round.review(lin, lin, '自评');
    await world.ok(zhou, routes.saveDraft, { ...round.at, personId: zhou.id, text: '草稿' });
    await round.to('peerReview');
    await round.review(zhou, lin, '互评');
    await round.to('opinion', { mode: 'paper' }).catch(() => undefined);
    const seen = async (who: MadePerson, table: string): Promise<number> => {
      const client = await world.owner.connect();
      try {
        await client.query('begin; set local app.system = \'off\'');
        await client.query('select set_config(\'app.person\', $1, true), set_config(\'app.units\', $2, true)', [who.id, cast.unit.path.join(',')]);
        return (await client.query(`select 1 from ${table} where appraisal_id = $1`, [round.at.appraisalId])).rowCount ?? 0;
      } finally { await client.query('rollback'); client.release(); }
    };
    const counts = async (table: string) => Promise.all([lin, zhou, third, cast.secretary, cast.committee].map((who) => seen(who, table)));
    expect(await counts('appraisal_review')).toEqual([2, 1, 0, 2, 2]);
    expect(await counts('appraisal_draft')).toEqual([0, 1, 0, 0, 0]);
    for (const sql of ['delete from appraisal_review', 'delete from appraisal_result', 'delete from appraisal', 'update appraisal_roll set person_id = \'x\'', 'insert into appraisal_roll values (\'a\', \'b\', \'c\')', 'select * from secret_count', 'select secret_end(\'x\')']) await expect(world.asRuntime(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('同一篇重发还是那一篇；两台设备各改各的，后来的先看差异；旧的重发盖不掉新的', async () => {
    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    const lin = first(cast);
    const clientId = uuid();
    const sent = await Promise.all(Array.from({ length: 8 }, () => round.review(lin, lin, '第一版', { clientId })));
    expect(sent.map((one) => [one.status, one.body.revision])).toEqual(sent.map(() => [200, 1]));
    expect((await round.review(lin, lin, '同号异文', { clientId })).code).toBe('client-id.reused');
    expect((await round.review(lin, lin, '不知道第一版')).code).toBe('conflict.changed');
    const both = await Promise.all(['甲', '乙'].map((text) => round.review(lin, lin, text, { revision: 1 })));
    expect(both.map((one) => one.code ?? 'ok').sort()).toEqual(['conflict.changed', 'ok']);
    expect((await round.review(lin, lin, '第一版', { clientId })).code).toBe('conflict.changed');
    const last = uuid();
    await round.review(lin, lin, '定稿', { revision: 2, clientId: last });
    await round.to('peerReview');
    // Acknowledged before the stage ended, asked again after it: the same answer.
    expect((await round.review(lin, lin, '定稿', { revision: 2, clientId: last })).body).toMatchObject({ text: '定稿', revision: 3 });
    expect((await round.review(lin, lin, 'x'.repeat(10), { revision: 3 })).code).toBe('review.self-over');
    for (const [text, code] of [['', 'review.empty'], ['  ', 'review.empty'], ['字'.repeat(1001), 'review.peer-too-long'], ['字\u202e', 'line.control-characters'], ['𠮷'.repeat(1000), null]] as const) expect((await round.review(lin, second(cast), text)).code).toBe(code);
  });

  it('阶段只往前走，一步一步：其余都说“到了另一步”', async () => {
    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    for (const now of appraisalStages) {
      await round.to(now);
      const next = appraisalStages[appraisalStages.indexOf(now) + 1];
      for (const to of appraisalStages.filter((stage) => stage !== next)) expect([now, to, (await world.as(cast.secretary, routes.moveOn, { ...round.at, to, mode: 'online' })).code]).toEqual([now, to, 'appraisal.stage']);
      if (now === 'rating') for (const who of electorsOf(cast)) await round.rate(who);
      if (now === 'opinion') await round.opineAll('合格', cast.committee);
    }
    expect((await world.as(cast.secretary, routes.opine, { ...round.at, personId: first(cast).id, grade: 'qualified', words: '再写' })).code).toBe('opinion.closed');
  });

  it('不列入的人：只写大类，本人和支委会看得到，别人看不到；测评开始后不能再改', async () => {
    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    const away = first(cast);
    expect((await world.ok(cast.secretary, routes.leaveOut, { ...round.at, personId: away.id, reason: 'awayLong' })).items.find((one) => one.person.id === away.id)).toMatchObject({ takesPart: false, leftOut: 'awayLong' });
    expect((await world.ok(away, routes.round, round.at)).me).toMatchObject({ takesPart: false, leftOut: 'awayLong' });
    expect((await round.review(away, away, '想写')).code).toBe('appraisal.not-in-it');
    expect(JSON.stringify([await world.ok(second(cast), routes.round, round.at), await world.ok(second(cast), routes.peers, round.at)])).not.toMatch(new RegExp(`awayLong|${away.id}`));
    await world.heard();
    expect(await toldTo(away)).toContain('这次民主评议没有列入您');
    await world.ok(cast.secretary, routes.leaveOut, { ...round.at, personId: away.id, reason: null });
    expect((await world.ok(away, routes.round, round.at)).me).toMatchObject({ takesPart: true, leftOut: null });
    await world.ok(cast.secretary, routes.leaveOut, { ...round.at, personId: away.id, reason: 'other' });
    await round.to('rating');
    expect((await world.as(cast.secretary, routes.leaveOut, { ...round.at, personId: away.id, reason: null })).code).toBe('appraisal.leave-out-late');
    expect((await world.ok(second(cast), routes.paper, round.at)).people.map((one) => one.id)).not.toContain(away.id);
    // Left out is not without a vote.
    expect((await round.rate(away)).status).toBe(200);
  });

  it('每人一张，重交不多算；结束与投票同时来：应了的都算，之后的一张不进', async () => {
    const cast = await branch(18);
    const round = await Round.open(world, cast.unit, cast.secretary);
    await round.to('rating');
    const lin = first(cast);
    const early = electorsOf(cast).slice(0, 8);
    for (const who of early) await round.rate(who);
    const again = await round.rate(lin, () => 'unqualified');
    expect([again.status, again.body.replayed]).toEqual([200, true]);
    const late = electorsOf(cast).slice(8);
    const [closing, ...cast2] = await Promise.all([world.as(cast.secretary, routes.moveOn, { ...round.at, to: 'opinion' }), ...late.map((who) => Promise.all([round.rate(who), round.rate(who)]))]);
    expect(closing.status).toBe(200);
    const counted = cast2.filter((both) => both.some((one) => one.status === 200)).length;
    for (const one of cast2.flat().filter((each) => each.status !== 200)) expect(one.code).toBe('rating.closed');
    const state = await world.ok(cast.secretary, routes.round, round.at);
    expect(state.voted).toBe(early.length + counted);
    const own = (await world.ok(cast.probationary, routes.mine, round.at)).counts;
    expect(grades.reduce((sum, grade) => sum + (own?.[grade] ?? 0), 0)).toBe(early.length + counted);
    expect((await round.rate(late[0] as MadePerson)).code ?? 'replayed').toMatch(/rating.closed|replayed/);
  });

  it('缺一位、多一位、投给自己、重复：整张不收', async () => {
    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    await round.to('rating');
    const who = first(cast);
    const { people } = await world.ok(who, routes.paper, round.at);
    const whole = people.map((one) => ({ personId: one.id, grade: 'qualified' as Grade }));
    const stranger = await world.make.person();
    for (const bad of [[], whole.slice(1), [...whole, { personId: who.id, grade: 'excellent' as Grade }], [...whole.slice(1), { personId: stranger.id, grade: 'qualified' as Grade }], [...whole.slice(1), ...whole.slice(1, 2)]]) expect((await world.as(who, routes.rate, { ...round.at, grades: bad })).code).toBe('rating.incomplete');
    expect((await world.ok(who, routes.round, round.at)).voted).toBe(0);
  });

  it('人太少不能网上投；纸质票登记票数，要有计票人和监票人；网上投的票太少，改用纸质票，投过的都删去', async () => {
    const small = await branch(3);
    const few = await Round.open(world, small.unit, small.secretary);
    await few.to('peerReview');
    expect((await world.as(small.secretary, routes.moveOn, { ...few.at, to: 'rating' })).code).toBe('rating.mode');
    expect((await world.as(small.secretary, routes.moveOn, { ...few.at, to: 'rating', mode: 'online' })).code).toBe('rating.few');
    await few.to('rating', { mode: 'paper' });
    expect((await few.rate(first(small))).code).toBe('rating.on-paper');
    expect((await world.as(small.secretary, routes.moveOn, { ...few.at, to: 'opinion' })).code).toBe('rating.not-counted');
    const { items } = await world.ok(small.secretary, routes.desk, few.at);
    const record = { papers: 5, countedBy: '孙计', supervisedBy: '李监', place: '会议室', heldOn: `${thisYear()}-01-02`, people: items.map((one) => ({ personId: one.person.id, counts: { excellent: 1, qualified: 3, barelyQualified: 0, unqualified: 0 } })) };
    const count = (more: object) => world.as(small.secretary, routes.countPapers, { ...few.at, ...record, ...more });
    expect((await count({ supervisedBy: '孙计' })).code).toBe('paper.people');
    expect((await count({ heldOn: '2099-01-01' })).code).toBe('paper.day');
    expect((await count({ papers: 3 })).code).toBe('paper.sum');
    expect((await count({ papers: 99 })).code).toBe('paper.sum');
    expect((await count({ people: record.people.slice(1) })).code).toBe('rating.incomplete');
    expect((await count({})).body).toMatchObject({ voted: 5, paper: { countedBy: '孙计', supervisedBy: '李监' } });
    expect((await world.ok(first(small), routes.mine, few.at)).counts).toBeNull();
    await few.to('opinion');
    expect((await world.ok(first(small), routes.mine, few.at)).counts).toMatchObject({ excellent: 1, qualified: 3 });

    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    await round.to('rating');
    for (const who of cast.members.slice(0, 4)) await round.rate(who);
    expect((await world.as(cast.secretary, routes.moveOn, { ...round.at, to: 'opinion' })).code).toBe('rating.few-papers');
    expect((await world.as(cast.secretary, routes.goOnPaper, { ...round.at, reason: '少' })).code).toBe('rating.reason-needed');
    expect(await world.ok(cast.secretary, routes.goOnPaper, { ...round.at, reason: '多数同志没有网，改在会上投' })).toMatchObject({ mode: 'paper', voted: 0, paperReason: '多数同志没有网，改在会上投' });
    expect(await world.rows('select 1 from secret_count where ballot_id = $1 union all select 1 from secret_roll where ballot_id = $1 union all select 1 from appraisal_roll where appraisal_id = $1', [round.at.appraisalId])).toEqual([]);
    await world.heard();
    expect(await toldTo(first(cast))).toContain('民主测评改用纸质票');
  });

  it('提醒：每一步最多两次，只到没做的人', async () => {
    const cast = await branch();
    const round = await Round.open(world, cast.unit, cast.secretary);
    await round.review(first(cast), first(cast), '自评');
    expect(await world.ok(cast.secretary, routes.remind, round.at)).toEqual({ people: 7 });
    expect((await world.as(cast.secretary, routes.remind, round.at)).code).toBe('reminder.just-sent');
    await world.rows('update appraisal_reminder set at = at - interval \'2 hours\' where appraisal_id = $1', [round.at.appraisalId]);
    await world.ok(cast.secretary, routes.remind, round.at);
    expect((await world.as(cast.secretary, routes.remind, round.at)).code).toBe('reminder.twice');
    await world.heard();
    const titles = async (who: MadePerson) => (await toldTo(who)).filter((title) => title.startsWith('提醒'));
    expect([(await titles(first(cast))).length, (await titles(second(cast))).length]).toEqual([0, 2]);
  });

  it('到期：夜里把自评、互评、草稿、名单删干净，只留票数和评定意见；没有结束的一轮也会到期', async () => {
    const cast = await branch();
    const done = await Round.open(world, cast.unit, cast.secretary, { keepDays: 30 });
    const lin = first(cast);
    await done.review(lin, lin, '会到期的自评');
    await world.ok(second(cast), routes.saveDraft, { ...done.at, personId: second(cast).id, text: '会到期的草稿' });
    await done.to('peerReview');
    await done.review(second(cast), lin, '会到期的互评');
    await done.to('rating');
    for (const who of electorsOf(cast)) await done.rate(who);
    await done.to('opinion');
    await done.opineAll('留下的意见', cast.committee);
    await done.to('closed');
    const other = await branch();
    const unclosed = await Round.open(world, other.unit, other.secretary, { keepDays: 30 });
    await unclosed.to('rating');
    for (const who of other.members) await unclosed.rate(who);

    const expiry = world.get(AppraisalExpiry);
    await world.shiftClock('29 days');
    expect(await expiry.run()).toBe(0);
    await world.shiftClock('31 days');
    await world.rows('update access_token set expires_at = expires_at + interval \'400 days\'');
    // Read no more from the moment on, whenever the night comes.
    expect(await world.ok(lin, routes.mine, done.at)).toMatchObject({ expired: true, selfReview: null, received: [], counts: { qualified: 6 }, opinion: { words: '留下的意见' } });
    expect(await expiry.run()).toBe(1);
    expect(await expiry.run()).toBe(0);
    const left = async (id: string) => (await Promise.all(['appraisal_review', 'appraisal_draft', 'appraisal_roll', 'appraisal_elector', 'appraisal_left_out'].map((table) => world.rows(`select 1 from ${table} where appraisal_id = $1`, [id])))).map((rows) => rows.length);
    expect(await left(done.at.appraisalId)).toEqual([0, 0, 0, 0, 0]);
    expect(await world.ok(lin, routes.mine, done.at)).toMatchObject({ expired: true, counts: { qualified: 6 }, opinion: { grade: 'qualified', words: '留下的意见' } });
    expect((await world.ok(cast.secretary, routes.person, { ...done.at, personId: lin.id }))).toMatchObject({ selfReview: null, received: [], counts: { qualified: 6 } });
    expect((await world.ok(other.secretary, routes.round, unclosed.at)).expired).toBe(false);
    await world.shiftClock('211 days');
    // Those of the other stories, too.
    expect(await expiry.run()).toBeGreaterThanOrEqual(1);
    expect(await left(unclosed.at.appraisalId)).toEqual([0, 0, 0, 0, 0]);
    expect(await world.rows('select 1 from secret_count where ballot_id = $1 union all select 1 from secret_roll where ballot_id = $1', [unclosed.at.appraisalId])).toEqual([]);
    expect((await world.as(other.secretary, routes.moveOn, { ...unclosed.at, to: 'opinion' })).code).toBe('appraisal.expired');
    await world.shiftClock('0');
  });
});
