import { ballotRoutes } from '@branch/shared/ballots/routes';
import { homeRoutes } from '@branch/shared/home/routes';
import { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import type { Route } from '@branch/shared/route';
import { sendTo } from './authorisation/calling.js';
import { meetingPlan, openMeeting } from './meetings.js';
import { address, uuid, World } from './world.js';
import type { MadePerson } from './world.js';
import { partOf, wordsOf } from './zipped.js';
import type { MadeUnit } from '../src/seed/factories.js';

/** A meeting of four in which three speak, 林晓 at length, and which is over. */
async function held(world: World) {
  const { general: unit, branch } = await world.make.chain();
  const secretary = await world.make.officer('secretary', unit, '赵书记');
  const deputy = await world.make.officer('deputySecretary', unit, '钱副书记');
  const lin = await world.make.member(branch, 'full', '林晓');
  const zhou = await world.make.member(branch, 'full', '周平');
  const away = await world.make.member(branch, 'full', '何远');
  const stranger = await world.make.member((await world.make.chain()).branch, 'full', '外人');
  const meeting = await openMeeting(world, unit, secretary);
  const at = { unitId: unit.id, meetingId: meeting.id };
  const room = { unitId: unit.id, roomId: meeting.roomId };
  for (const person of [deputy, lin, zhou]) await world.ok(person, meetingRoutes.enter, at);
  const say = async (person: MadePerson, text: string) => (await world.ok(person, roomRoutes.speak, { ...room, clientId: uuid(), text })).entry.seq;
  return { unit, branch, secretary, deputy, lin, zhou, away, stranger, at, room, say };
}
type Held = Awaited<ReturnType<typeof held>>;
const long = '材料提前一天发出来，大家带着想法来，会就能开短一半。';

async function closedWith(world: World, h: Held) {
  const seq = await h.say(h.lin, long);
  const other = await h.say(h.zhou, '我愿意带两位新同志一起排出轮讲表，下周就能给大家看。');
  await world.ok(h.secretary, meetingRoutes.close, h.at);
  return { seq, other };
}
async function publish(world: World, h: Held, change: (content: MinutesContent) => MinutesContent = (content) => content, reason?: string) {
  const draft = await world.ok(h.secretary, minutesRoutes.draft, h.at);
  const saved = await world.ok(h.secretary, minutesRoutes.saveDraft, { ...h.at, content: change(draft.content), revision: draft.revision });
  return world.ok(h.secretary, minutesRoutes.publish, { ...h.at, revision: saved.revision, basedOn: draft.publishedVersion, ...(reason ? { reason } : {}) });
}
async function file(world: World, who: MadePerson, route: Route, input: Record<string, unknown>) {
  const { path } = address(route, input);
  const response = await fetch(`${world.url}/api/v1${path}`, { headers: { authorization: `Bearer ${await world.tokenOf(who)}` } });
  return { status: response.status, name: decodeURIComponent(response.headers.get('content-disposition') ?? ''), bytes: Buffer.from(await response.arrayBuffer()) };
}
/** A meeting of the unit that is only called. */
const nextOf = async (world: World, unit: MadeUnit, secretary: MadePerson) => world.ok(secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...meetingPlan(), title: '下一次会' });

describe('纪要的全部', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  describe('会上记入要点', () => {
    it('书记、副书记把一句话记入要点，再短也进草稿；别人看不到标记，房间里不多一条', async () => {
      const h = await held(world);
      const short = await h.say(h.zhou, '同意。');
      await h.say(h.lin, '好的。');
      const before = (await world.ok(h.lin, roomRoutes.state, h.room)).lastSeq;
      const mark = (who: MadePerson, seq: number, marked = true) => world.as(who, roomRoutes.mark, { ...h.room, seq: String(seq) as never, marked });
      expect((await mark(h.secretary, short)).body).toMatchObject({ seqs: [short] });
      expect((await mark(h.deputy, short)).body).toMatchObject({ seqs: [short] });
      expect((await mark(h.lin, short)).status).toBe(403);
      expect((await world.as(h.lin, roomRoutes.marks, h.room)).status).toBe(403);
      expect((await world.ok(h.lin, roomRoutes.state, h.room)).lastSeq).toBe(before);
      await world.ok(h.secretary, meetingRoutes.close, h.at);
      expect((await mark(h.secretary, short, false)).code).toBe('mark.not-open');
      const draft = await world.ok(h.secretary, minutesRoutes.draft, h.at);
      expect(draft.content.statements.map((statement) => statement.text)).toEqual(['同意。']);
    });

    it('取消了就不进草稿；撤回的不能记，记了再撤回也不进', async () => {
      const h = await held(world);
      const [off, gone, never] = [await h.say(h.zhou, '一句。'), await h.say(h.zhou, '两句。'), await h.say(h.zhou, '三句。')];
      const mark = (seq: number, marked: boolean) => world.as(h.secretary, roomRoutes.mark, { ...h.room, seq: String(seq) as never, marked });
      for (const seq of [off, gone]) await mark(seq, true);
      await mark(off, false);
      for (const seq of [gone, never]) await world.ok(h.zhou, roomRoutes.recall, { ...h.room, seq: String(seq) as never });
      expect((await mark(never, true)).code).toBe('line.gone-already');
      await world.ok(h.secretary, meetingRoutes.close, h.at);
      expect((await world.ok(h.secretary, minutesRoutes.draft, h.at)).content.statements).toEqual([]);
    });
  });

  describe('被引用的人提异议', () => {
    it('提异议、书记采纳，草稿带着本人的写法和理由，发成第二版；第一版一个字不动；人人看得到有过异议', async () => {
      const h = await held(world);
      const { seq } = await closedWith(world, h);
      const v1 = await publish(world, h, (content) => ({ ...content, statements: content.statements.map((one) => (one.seq === seq ? { ...one, text: '材料提前发。' } : one)) }));
      const mine = await world.ok(h.lin, minutesRoutes.minutes, h.at);
      expect(mine.me.quoted).toEqual([{ seq, since: v1.publishedAt, until: new Date(new Date(v1.publishedAt).getTime() + 3 * 86_400_000).toISOString() }]);
      const made = await world.ok(h.lin, objectionRoutes.object, { ...h.at, version: 1, seq, words: '少了“会就能开短”这一层意思', wording: '材料提前一天发，会就能开短。' });
      expect(made).toMatchObject({ state: 'open', mine: true, words: '少了“会就能开短”这一层意思' });
      expect((await world.as(h.lin, objectionRoutes.object, { ...h.at, version: 1, seq, words: '再提一次同样的异议', wording: '别的写法' })).code).toBe('objection.made-already');
      await world.heard();
      expect((await world.ok(h.secretary, noticeRoutes.inbox, {})).items[0]).toMatchObject({ title: expect.stringContaining('林晓对') });

      const others = await world.ok(h.zhou, minutesRoutes.minutes, h.at);
      expect(others.objections).toEqual([expect.objectContaining({ seq, state: 'open', by: { id: h.lin.id, name: '林晓' }, words: null, wording: null, answer: null })]);
      const answered = await world.ok(h.secretary, objectionRoutes.answer, { ...h.at, objectionId: made.id, accept: true, reason: '核对了记录，确实漏了' });
      expect(answered).toMatchObject({ state: 'accepted', answeredBy: { name: '赵书记' } });
      await world.heard();
      expect((await world.ok(h.lin, noticeRoutes.inbox, {})).items[0]).toMatchObject({ title: expect.stringContaining('将按您的意见更正'), text: '核对了记录，确实漏了' });

      const draft = await world.ok(h.secretary, minutesRoutes.draft, h.at);
      expect(draft.content.statements.find((one) => one.seq === seq)).toMatchObject({ text: '材料提前一天发，会就能开短。', original: long });
      expect(draft.corrections).toMatchObject([{ seq, by: { name: '林晓' }, words: '少了“会就能开短”这一层意思' }]);
      expect(draft.publishedContent?.statements.find((one) => one.seq === seq)?.text).toBe('材料提前发。');
      await world.ok(h.secretary, minutesRoutes.publish, { ...h.at, revision: draft.revision, basedOn: 1, reason: '按林晓同志的意见更正' });
      expect(await world.ok(h.zhou, minutesRoutes.version, { ...h.at, version: '1' })).toMatchObject({ sha256: v1.sha256, content: { statements: expect.arrayContaining([expect.objectContaining({ seq, text: '材料提前发。' })]) } });
      expect((await world.ok(h.secretary, minutesRoutes.draft, h.at)).corrections).toEqual([]);
      expect((await world.ok(h.zhou, minutesRoutes.minutes, h.at)).objections).toMatchObject([{ seq, version: 1, state: 'accepted', answer: null }]);
    });

    it('留空就是请删去这一条；不采纳要写理由，草稿不动；自己的异议由另一位答复', async () => {
      const h = await held(world);
      const { seq } = await closedWith(world, h);
      await publish(world, h);
      const made = await world.ok(h.lin, objectionRoutes.object, { ...h.at, version: 1, seq, words: '这句是随口说的，请不要记', wording: '' });
      const answer = (who: MadePerson, accept: boolean, reason: string) => world.as(who, objectionRoutes.answer, { ...h.at, objectionId: made.id, accept, reason });
      expect((await answer(h.zhou, true, '我来替书记答复')).status).toBe(403);
      expect((await answer(h.secretary, true, '好')).code).toBe('objection.reason-needed');
      await world.make.appoint(h.lin, 'secretary', h.unit);
      expect((await answer(h.lin, true, '自己答复自己的异议')).code).toBe('objection.own');
      expect((await answer(h.deputy, true, '本人不愿记，删去')).body).toMatchObject({ state: 'accepted' });
      expect((await world.ok(h.secretary, minutesRoutes.draft, h.at)).content.statements.map((one) => one.seq)).not.toContain(seq);
    });

    it('两位书记同时答复同一条：一位算数，一位得到 409，知道是谁', async () => {
      const h = await held(world);
      const { seq } = await closedWith(world, h);
      await publish(world, h);
      const made = await world.ok(h.lin, objectionRoutes.object, { ...h.at, version: 1, seq, words: '少了后半句，意思变了', wording: '补上后半句。' });
      const both = await Promise.all([world.as(h.secretary, objectionRoutes.answer, { ...h.at, objectionId: made.id, accept: true, reason: '确实漏了后半句' }), world.as(h.deputy, objectionRoutes.answer, { ...h.at, objectionId: made.id, accept: false, reason: '原话就是这样的' })]);
      expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
      const refused = both.find((one) => one.status === 409);
      expect(refused).toMatchObject({ code: 'objection.answered-already', details: { by: expect.stringMatching(/书记/) } });
      expect(await world.rows('select 1 from objection_answer where objection_id = $1', [made.id])).toHaveLength(1);
      const accepted = both.find((one) => one.status === 200)?.body.state === 'accepted';
      expect((await world.ok(h.secretary, minutesRoutes.draft, h.at)).content.statements.find((one) => one.seq === seq)?.text).toBe(accepted ? '补上后半句。' : long);
    });

    it('没被引用的人、别人的话、过了三天、旧的一版：都提不了，每种有一句话；写得一样也不用提', async () => {
      const h = await held(world);
      const { seq, other } = await closedWith(world, h);
      await publish(world, h);
      const object = (who: MadePerson, more: Record<string, unknown> = {}) => world.as(who, objectionRoutes.object, { ...h.at, version: 1, seq, words: '和我说的意思不一样', wording: '换一种写法', ...more });
      expect((await object(h.away)).code).toBe('objection.not-quoted');
      expect((await object(h.lin, { seq: other })).code).toBe('objection.not-quoted');
      expect((await object(h.lin, { seq: 99_999 })).code).toBe('objection.not-quoted');
      expect((await object(h.lin, { words: '不对' })).code).toBe('objection.words-needed');
      expect((await object(h.lin, { wording: long })).code).toBe('objection.same-wording');
      expect((await object(h.lin, { wording: '长'.repeat(2001) })).code).toBe('line.too-long');
      expect((await object(h.stranger)).status).toBe(404);
      // A correction elsewhere gives nobody new days, one of the statement itself does.
      await publish(world, h, (content) => ({ ...content, remarks: '会后补记一句。', statements: content.statements.map((one) => (one.seq === other ? { ...one, text: '我愿意排出轮讲表。' } : one)) }), '补记说明，并删节一条');
      expect((await object(h.lin)).code).toBe('minutes.published-meanwhile');
      await world.rows('alter table minutes_version disable trigger never_changes');
      await world.rows('update minutes_version set published_at = published_at - interval \'73 hours\' where meeting_id = $1 and version = 1', [h.at.meetingId]);
      await world.rows('alter table minutes_version enable trigger never_changes');
      expect((await object(h.lin, { version: 2 })).code).toBe('objection.too-late');
      expect((await object(h.zhou, { version: 2, seq: other })).status).toBe(200);
      expect(await world.rows('select 1 from minutes_objection where meeting_id = $1', [h.at.meetingId])).toHaveLength(1);
    });
  });

  describe('主持人签字', () => {
    it('只有主持人签，每版一次，写着谁和什么时候；没签的照实说没签；同时按几下也只签一次', async () => {
      const h = await held(world);
      await closedWith(world, h);
      await publish(world, h);
      const sign = (who: MadePerson, version = 1) => world.as(who, minutesRoutes.sign, { ...h.at, version: String(version) as never });
      expect((await world.ok(h.lin, minutesRoutes.minutes, h.at)).latest.signature).toBeNull();
      expect((await sign(h.deputy)).code).toBe('meeting.not-chair');
      expect((await sign(h.lin)).code).toBe('meeting.not-chair');
      expect((await sign(h.secretary, 2)).status).toBe(404);
      const taps = await Promise.all([sign(h.secretary), sign(h.secretary), sign(h.secretary)]);
      expect(taps.map((one) => one.status).sort()).toEqual([200, 409, 409]);
      await publish(world, h, (content) => ({ ...content, remarks: '补一句。' }), '会后补记一句');
      const minutes = await world.ok(h.lin, minutesRoutes.minutes, h.at);
      expect(minutes.versions.map((version) => version.signature?.by.name ?? null)).toEqual([null, '赵书记']);
      expect(await world.rows('select s.sha256 = v.sha256 as same from minutes_signature s join minutes_version v using (meeting_id, version) where meeting_id = $1', [h.at.meetingId])).toEqual([{ same: true }]);
    });
  });

  it('服务端的数据库身份改不了、删不了、清不掉已发布的纪要、签字、异议和答复；哈希不变（G6、A3）', async () => {
    const h = await held(world);
    const { seq } = await closedWith(world, h);
    await publish(world, h);
    const made = await world.ok(h.lin, objectionRoutes.object, { ...h.at, version: 1, seq, words: '少了后半句，意思变了', wording: '补上后半句。' });
    await world.ok(h.secretary, objectionRoutes.answer, { ...h.at, objectionId: made.id, accept: false, reason: '原话就是这样的' });
    await world.ok(h.secretary, minutesRoutes.sign, { ...h.at, version: '1' as never });
    const tables = { minutes_version: 'sha256 = \'0\'', minutes_objection: 'words = \'\'', objection_answer: 'accepted = true', minutes_signature: 'person_id = unit_id' };
    const picture = async () => Promise.all(Object.keys(tables).map((table) => world.rows<{ hash: string }>(`select md5(string_agg(t::text, '|' order by t::text)) as hash from ${table} t`)));
    const before = await picture();
    expect(before.every(([row]) => row?.hash)).toBe(true);
    for (const [table, change] of Object.entries(tables)) {
      for (const attempt of [`update ${table} set ${change}`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(world.asRuntime(attempt)).rejects.toMatchObject({ code: '42501' });
        await expect(world.owner.query(attempt)).rejects.toMatchObject({ code: '42501' });
      }
    }
    expect(await picture()).toEqual(before);
  });

  it('每种身份、每个能写的接口都试一遍，已发布的那一版哈希不变（A3）', async () => {
    const h = await held(world);
    const { seq } = await closedWith(world, h);
    const v1 = await publish(world, h);
    const draft = await world.ok(h.secretary, minutesRoutes.draft, h.at);
    const writes: [Route, Record<string, unknown>][] = [
      [minutesRoutes.saveDraft, { content: { ...draft.content, remarks: '偷偷改一句' }, revision: draft.revision }], [minutesRoutes.publish, { revision: draft.revision, basedOn: 0, reason: '盖住第一版' }], [minutesRoutes.publish, { revision: draft.revision + 1, basedOn: 1, reason: '发成第二版' }],
      [minutesRoutes.sign, { version: 1 }], [objectionRoutes.object, { version: 1, seq, words: '和我说的不一样', wording: '换一种写法' }], [objectionRoutes.answer, { objectionId: '11111111111', accept: true, reason: '没有这一条异议' }],
      [roomRoutes.mark, { roomId: h.room.roomId, seq, marked: true }], [roomRoutes.recall, { roomId: h.room.roomId, seq }], [roomRoutes.hide, { roomId: h.room.roomId, seq, reason: '想把这一句从纪要里拿掉' }], [catchUpRoutes.lateStatement, { text: '会后说一句' }], [catchUpRoutes.acknowledge, { version: 1 }],
    ];
    for (const who of [h.stranger, h.away, h.lin, h.deputy, h.secretary]) for (const [route, input] of writes) await sendTo(world, who, route, { ...(route.path.includes(':meetingId') ? h.at : { unitId: h.unit.id }), ...input });
    const after = await world.rows<{ version: number; sha256: string; content: MinutesContent }>('select version, sha256, content from minutes_version where meeting_id = $1 order by version', [h.at.meetingId]);
    expect(after[0]).toMatchObject({ version: 1, sha256: v1.sha256 });
    expect(after[0]?.content.statements.map((one) => one.text)).toEqual(v1.content.statements.map((one) => one.text));
    expect(after[0]?.content.remarks).toBe('');
  });

  describe('带走', () => {
    it('.docx 读回来，每个数字和记录一样：应到、实到、列席、请假分类、缺席、表决、待办、签字、版本和校验码', async () => {
      const h = await held(world);
      const ballot = await world.ok(h.secretary, meetingRoutes.openBallot, { ...h.at, clientId: uuid(), title: '同意每两周轮流讲一次' });
      for (const [person, choice] of [[h.secretary, 'approve'], [h.lin, 'approve'], [h.zhou, 'approve'], [h.deputy, 'against']] as const) await world.ok(person, ballotRoutes.vote, { unitId: h.unit.id, ballotId: ballot.id, clientId: uuid(), choice });
      await world.ok(h.secretary, meetingRoutes.closeBallot, { ...h.at, ballotId: ballot.id });
      const { seq } = await closedWith(world, h);
      await world.rows('update attendee set reply = \'leave\', leave_category = \'family\', leave_reason = \'住院做手术\' where meeting_id = $1 and person_id = $2', [h.at.meetingId, h.away.id]);
      const v1 = await publish(world, h, (content) => ({ ...content, head: { ...content.head, recorder: '钱副书记', place: '三楼会议室' }, actions: [{ text: '排出轮讲表', owner: '周平', due: '2027-01-05' }], remarks: '散会后合影。\n第二段。',
        statements: content.statements.map((one) => (one.seq === seq ? { ...one, text: '材料提前一天发。' } : one)) }));
      await world.ok(h.secretary, minutesRoutes.sign, { ...h.at, version: '1' as never });
      const got = await file(world, h.lin, minutesRoutes.export, { ...h.at, version: 1 });
      expect(got.status).toBe(200);
      expect(got.name).toContain('组织生活会');
      expect(got.name).toContain('第1版.docx');
      const words = await wordsOf(got.bytes);
      const after = (label: string) => words[words.indexOf(label) + 1];
      const { head, decisions } = v1.content;
      const [decision] = decisions;
      expect(head).toMatchObject({ expected: 5, present: 4, absent: 0, leave: [{ category: 'family', count: 1 }] });
      expect([after('应到'), after('实到'), after('列席'), after('请假'), after('缺席')]).toEqual([`${head.expected} 人（有表决权 ${head.votingExpected}）`, `${head.present} 人（有表决权 ${head.votingPresent}）`, '0 人', '1 人（家事 1）', `${head.absent} 人`]);
      expect([after('会议名称'), after('地点'), after('主持'), after('记录')]).toEqual([meetingPlan().title, '三楼会议室', '赵书记', '钱副书记']);
      expect(after('时间')).toMatch(/^20\d\d年\d+月\d+日 周. \d\d:\d\d–\d\d:\d\d$/);
      for (const item of meetingPlan().agenda) expect(words.join('\n')).toContain(item.title);
      expect(words).toContain(`同意每两周轮流讲一次（记名表决）：通过。赞成 ${decision?.approve}，不赞成 ${decision?.against}，弃权 ${decision?.abstain}，未投 ${decision?.notVoted}；应到会有表决权 ${decision?.eligible}，通过须 ${decision?.threshold}。`);
      expect(decision).toMatchObject({ approve: 3, against: 1, abstain: 0, notVoted: 1, eligible: 5, threshold: 3 });
      expect(words).toContain(`依据：${decision?.article ?? ''}`);
      expect(words).toContain('林晓：材料提前一天发。');
      expect(words.find((line) => line.includes(`第 ${seq} 条`))).toContain('有删节');
      expect(words).toContain('1. 周平：排出轮讲表（1月5日前）');
      expect(words).toEqual(expect.arrayContaining(['散会后合影。', '第二段。']));
      expect(words.find((line) => line.startsWith('主持人签字：赵书记'))).toBeDefined();
      expect(words.join('\n')).toContain(v1.sha256);
      expect(words.join('\n')).not.toMatch(/住院|手术|病/);
      expect(await partOf(got.bytes, 'word/header1.xml')).toContain(h.unit.name);
      expect(await partOf(got.bytes, 'word/footer1.xml')).toContain(v1.sha256.slice(0, 12));
      // The page that is printed says the same, word for word.
      const paper = await world.ok(h.lin, minutesRoutes.paper, { ...h.at, version: '1' as never });
      for (const text of [...paper.facts.map((fact) => fact.value), ...paper.sections.flatMap((section) => [section.title, ...section.items.flatMap((item) => item.text.split('\n'))]), paper.signature]) expect(words).toContain(text);
    });

    it('第一版的导出，在有了第二版以后，一个字不变；没签的写着没签', async () => {
      const h = await held(world);
      await closedWith(world, h);
      await publish(world, h);
      const before = await wordsOf((await file(world, h.lin, minutesRoutes.export, { ...h.at, version: 1 })).bytes);
      await publish(world, h, (content) => ({ ...content, remarks: '第二版补的话。', statements: content.statements.slice(1) }), '少写了一句，补上');
      const again = await wordsOf((await file(world, h.lin, minutesRoutes.export, { ...h.at, version: 1 })).bytes);
      expect(again).toEqual(before);
      expect(again).toContain('主持人签字：（尚未签字）');
      const second = await wordsOf((await file(world, h.lin, minutesRoutes.export, { ...h.at, version: 2 })).bytes);
      expect(second).toEqual(expect.arrayContaining(['第二版补的话。', '更正说明', '少写了一句，补上']));
    });

    it('全部发言记录：逐条有编号、钟点、姓名，撤回的只有记号；.docx 和 .txt 一样；散会前取不了；外人 404', async () => {
      const h = await held(world);
      const slip = await h.say(h.zhou, '说错了的一句话。');
      await world.ok(h.zhou, roomRoutes.recall, { ...h.room, seq: String(slip) as never });
      expect((await world.as(h.lin, minutesRoutes.transcript as never, { ...h.at, format: 'txt' } as never)).code).toBe('meeting.not-closed');
      const { seq } = await closedWith(world, h);
      const text = (await file(world, h.lin, minutesRoutes.transcript, { ...h.at, format: 'txt' })).bytes.toString('utf8');
      expect(text).toMatch(new RegExp(`${seq}　\\d\\d:\\d\\d　林晓　${long}`));
      expect(text).toMatch(new RegExp(`${slip}　\\d\\d:\\d\\d　周平　（本人撤回）`));
      expect(text).not.toContain('说错了');
      expect(text).toContain('赵书记宣布会议开始');
      expect(text).toContain('赵书记宣布会议结束');
      const words = await wordsOf((await file(world, h.lin, minutesRoutes.transcript, { ...h.at, format: 'docx' })).bytes);
      expect(words).toEqual(expect.arrayContaining([long, '（本人撤回）', '赵书记宣布会议结束']));
      await publish(world, h);
      for (const [route, input] of [[minutesRoutes.export, { version: 1 }], [minutesRoutes.transcript, { format: 'docx' }], [minutesRoutes.paper, { version: 1 }]] as const) expect((await file(world, h.stranger, route, { ...h.at, ...input })).status).toBe(404);
      expect((await file(world, h.lin, minutesRoutes.export, { ...h.at, version: 7 })).status).toBe(404);
    });

    it('以前发布的纪要没有新的栏目，照样能看、能导出、能更正', async () => {
      const h = await held(world);
      await closedWith(world, h);
      const draft = await world.ok(h.secretary, minutesRoutes.draft, h.at);
      const { carried: _carried, ...old } = draft.content;
      const content = { ...old, actions: [{ text: '排出轮讲表', owner: '周平', due: null }] };
      await world.rows('insert into minutes_version (meeting_id, version, unit_id, content, reason, sha256, published_by, published_at) values ($1, 1, $2, $3, null, \'abc\', $4, app_now())', [h.at.meetingId, h.unit.id, JSON.stringify(content), h.secretary.id]);
      await world.rows('update meeting set minutes_version = 1 where id = $1', [h.at.meetingId]);
      expect((await world.ok(h.lin, minutesRoutes.minutes, h.at)).latest.content).toEqual(content);
      expect(await wordsOf((await file(world, h.lin, minutesRoutes.export, { ...h.at, version: 1 })).bytes)).toContain('1. 周平：排出轮讲表');
      expect((await world.ok(h.zhou, catchUpRoutes.catchUp, h.at)).items.find((item) => item.kind === 'action')).toMatchObject({ mine: true });
      expect(await publish(world, h, (now) => ({ ...now, remarks: '补一句。' }), '会后补记一句')).toMatchObject({ version: 2, content: { carried: [] } });
    });
  });

  describe('待办', () => {
    it('纪要里的待办接到下一次会，直到办完；经办人在首页看到，办好了说一句，下一份纪要写着怎么办的', async () => {
      const h = await held(world);
      await closedWith(world, h);
      await publish(world, h, (content) => ({ ...content, actions: [{ text: '排出轮讲表', owner: '周平', due: '2027-01-05', ownerId: h.zhou.id }, { text: '借投影仪', owner: '后勤', due: null }] }));
      expect((await world.ok(h.zhou, homeRoutes.home, { unitId: h.branch.id })).todos).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'action', title: '要办的事：排出轮讲表' })]));
      const next = await nextOf(world, h.unit, h.secretary);
      const carried = async (who = h.lin) => (await world.ok(who, actionItemRoutes.items, { unitId: h.unit.id, carriedInto: next.id })).items;
      expect((await carried()).map((item) => [item.text, item.ownerId, item.due, item.mayFinish])).toEqual([['排出轮讲表', h.zhou.id, '2027-01-05', false], ['借投影仪', null, null, false]]);
      expect((await carried(h.zhou)).map((item) => item.mayFinish)).toEqual([true, false]);
      expect((await carried(h.secretary)).map((item) => item.mayFinish)).toEqual([true, true]);
      const [mine, lent] = await carried();
      const finish = (who: MadePerson, itemId = '', words = '表已发到群里') => world.as(who, actionItemRoutes.finish, { unitId: h.unit.id, itemId, words });
      expect((await finish(h.lin, mine?.id)).code).toBe('action.not-yours');
      expect((await finish(h.zhou, lent?.id)).code).toBe('action.not-yours');
      expect((await finish(h.zhou, mine?.id, ' ')).code).toBe('action.words-needed');
      expect((await finish(h.stranger, mine?.id)).status).toBe(404);

      await world.ok(h.secretary, meetingRoutes.open, { unitId: h.unit.id, meetingId: next.id });
      const both = await Promise.all([finish(h.zhou, mine?.id), finish(h.secretary, mine?.id, '书记也点了一下')]);
      expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
      await world.rows('update action_item set done_words = \'表已发到群里\' where id = $1', [mine?.id]);
      await world.ok(h.secretary, roomRoutes.speak, { unitId: h.unit.id, roomId: next.roomId, clientId: uuid(), text: '上次的两件事，一件办了，一件还在办，大家再催一催。' });
      await world.ok(h.secretary, meetingRoutes.close, { unitId: h.unit.id, meetingId: next.id });
      const draft = await world.ok(h.secretary, minutesRoutes.draft, { unitId: h.unit.id, meetingId: next.id });
      expect(draft.content.carried?.map((item) => [item.text, item.done])).toEqual([['排出轮讲表', '表已发到群里'], ['借投影仪', null]]);
      // Typed by hand it would not count: the record is what is published.
      const saved = await world.ok(h.secretary, minutesRoutes.saveDraft, { unitId: h.unit.id, meetingId: next.id, revision: 0, content: { ...draft.content, carried: draft.content.carried?.map((item) => ({ ...item, done: '都办好了' })) } });
      const published = await world.ok(h.secretary, minutesRoutes.publish, { unitId: h.unit.id, meetingId: next.id, revision: saved.revision, basedOn: 0 });
      expect(published.content.carried?.map((item) => item.done)).toEqual(['表已发到群里', null]);
      expect((await world.ok(h.zhou, homeRoutes.home, { unitId: h.branch.id })).todos.filter((todo) => todo.kind === 'action')).toEqual([]);

      // Done after that meeting: the next one has only what was open when it began.
      const third = await nextOf(world, h.unit, h.secretary);
      expect((await world.ok(h.lin, actionItemRoutes.items, { unitId: h.unit.id, carriedInto: third.id })).items.map((item) => item.text)).toEqual(['借投影仪']);
      await world.ok(h.deputy, actionItemRoutes.finish, { unitId: h.unit.id, itemId: lent?.id ?? '', words: '借到了' });
      expect((await world.ok(h.lin, actionItemRoutes.items, { unitId: h.unit.id })).items).toEqual([]);
      expect((await world.ok(h.lin, minutesRoutes.minutes, { unitId: h.unit.id, meetingId: next.id })).latest.content.carried?.[1]?.done).toBeNull();
    });

    it('说早了：说办好了的人或书记重新打开，写一句为什么；接着带到下一次会，经办人收到通知；已发布的纪要不变', async () => {
      const h = await held(world);
      await closedWith(world, h);
      await publish(world, h, (content) => ({ ...content, actions: [{ text: '借投影仪', owner: '周平', due: null, ownerId: h.zhou.id }] }));
      const own = async (who = h.lin) => (await world.ok(who, actionItemRoutes.items, { unitId: h.unit.id, from: h.at.meetingId })).items[0];
      const itemId = (await own())?.id ?? '';
      const reopen = (who: MadePerson, words = '又坏了，还要再借') => world.as(who, actionItemRoutes.reopen, { unitId: h.unit.id, itemId, words });
      expect((await reopen(h.secretary)).code).toBe('action.not-done');
      await world.ok(h.zhou, actionItemRoutes.finish, { unitId: h.unit.id, itemId, words: '借到了' });
      expect([(await own())?.mayReopen, (await own(h.zhou))?.mayReopen, (await own(h.secretary))?.mayReopen]).toEqual([false, true, true]);
      const next = await nextOf(world, h.unit, h.secretary);
      const carried = async () => (await world.ok(h.lin, actionItemRoutes.items, { unitId: h.unit.id, carriedInto: next.id })).items.map((item) => item.text);
      expect(await carried()).toEqual([]);
      expect(await reopen(h.lin)).toMatchObject({ status: 403, code: 'action.not-yours-to-reopen' });
      expect((await reopen(h.stranger)).status).toBe(404);
      expect((await reopen(h.zhou, ' ')).code).toBe('action.reopen-words-needed');

      const before = await world.ok(h.lin, minutesRoutes.minutes, { unitId: h.unit.id, meetingId: h.at.meetingId });
      const both = await Promise.all([reopen(h.secretary), reopen(h.zhou)]);
      expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
      expect(await own()).toMatchObject({ done: null, mayReopen: false, reopened: { words: '又坏了，还要再借' } });
      expect(await carried()).toEqual(['借投影仪']);
      expect((await world.ok(h.lin, minutesRoutes.minutes, { unitId: h.unit.id, meetingId: h.at.meetingId })).latest.sha256).toBe(before.latest.sha256);
      expect((await world.ok(h.zhou, homeRoutes.home, { unitId: h.branch.id })).todos).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'action', title: '要办的事：借投影仪' })]));
      // What was said stays on record: by whom, how, and who opened it again.
      expect(await world.rows('select details->>\'doneBy\' as by, details->>\'doneWords\' as words, details->>\'reason\' as reason from audit where action = \'action.reopened\' and object = $1', [`action-item:${itemId}`])).toEqual([{ by: h.zhou.id, words: '借到了', reason: '又坏了，还要再借' }]);

      await world.ok(h.zhou, actionItemRoutes.finish, { unitId: h.unit.id, itemId, words: '又借到一台' });
      expect(await own()).toMatchObject({ done: { words: '又借到一台' }, reopened: null });
      await world.ok(h.secretary, actionItemRoutes.reopen, { unitId: h.unit.id, itemId, words: '这台也不行' });
      await world.heard();
      const told = await world.rows<{ person_id: string; title: string }>('select person_id, title from notice where kind = \'action.reopened\' and text like \'这台也不行%\'');
      expect(told).toEqual([{ person_id: h.zhou.id, title: `${h.secretary.name}重新打开了待办：借投影仪` }]);
    });

    it('更正改了经办人和期限，还是同一件；删掉的不再催，已办的留着；同名两人不乱认，编号不对的不认', async () => {
      const h = await held(world);
      await world.make.member(h.branch, 'full', '周平');
      await closedWith(world, h);
      const v1 = await publish(world, h, (content) => ({ ...content, actions: [{ text: '排出轮讲表', owner: '周平', due: null }, { text: '借投影仪', owner: '林晓', due: null, ownerId: h.stranger.id }, { text: '订书', owner: '林晓', due: null }] }));
      expect(v1.content.actions.map((action) => action.ownerId ?? null)).toEqual([null, null, null]);
      const own = async () => (await world.ok(h.secretary, actionItemRoutes.items, { unitId: h.unit.id, from: h.at.meetingId })).items;
      const first = await own();
      expect(first.map((item) => item.ownerId)).toEqual([null, h.lin.id, h.lin.id]);
      await world.ok(h.lin, actionItemRoutes.finish, { unitId: h.unit.id, itemId: first[2]?.id ?? '', words: '书到了' });
      await publish(world, h, (content) => ({ ...content, actions: [{ text: '排出轮讲表', owner: '周平', due: '2027-02-01', ownerId: h.zhou.id }] }), '经办人写错了');
      expect((await own()).map((item) => [item.id, item.text, item.ownerId, item.due, item.done?.words ?? null])).toEqual([[first[0]?.id, '排出轮讲表', h.zhou.id, '2027-02-01', null], [first[2]?.id, '订书', h.lin.id, null, '书到了']]);
      expect((await world.as(h.secretary, actionItemRoutes.finish, { unitId: h.unit.id, itemId: first[1]?.id ?? '', words: '不用了' })).status).toBe(404);
    });
  });
});
