import { oneDay } from '../time.js';
import { dailyStops, houseRules, publishesUnchecked, speaksOf, whyNotAppeal, whyNotClose, whyNotDecideAppeal, whyNotJudge, whyNotManyStops, whyNotReason, whyNotReport, whyNotRestore, whyNotStop, whyNotUndo } from './rules.js';
import { plainForm } from '../plain-form.js';
import { wordsIn } from './words.js';

const now = new Date('2026-11-22T04:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * oneDay);

describe('审核的规矩', () => {
  it('规则的编号从一起，一个不重', () => {
    expect(houseRules.map((rule) => rule.number)).toEqual(houseRules.map((_, i) => i + 1));
  });

  it.each([['十个字正好够用了吧呀', null], ['九个字还差一个字吧', 'moderation.reason-needed'], ['          ', 'moderation.reason-needed'], ['一二三四五六七八九😀', null], ['一二三四五六七八九十\u202e', 'line.control-characters']] as const)('理由“%s”', (reason, why) => {
    expect(whyNotReason(reason)).toBe(why);
  });

  it('不予公开要有编号存在的规则，再要理由', () => {
    const reason = '与本栏目的内容不符，请换栏目。';
    expect(whyNotStop({ reason })).toBe('moderation.rule-needed');
    expect(whyNotStop({ rule: 0, reason })).toBe('moderation.rule-needed');
    expect(whyNotStop({ rule: houseRules.length + 1, reason })).toBe('moderation.rule-needed');
    expect(whyNotStop({ rule: 1 })).toBe('moderation.reason-needed');
    expect(whyNotStop({ rule: 1, reason })).toBeNull();
  });

  it('自己的、提到自己的、自己举报的，都由别人处理', () => {
    const clear = { mine: false, aboutMe: false, reportedByMe: false, manages: false };
    expect(whyNotJudge(clear)).toBeNull();
    expect(whyNotJudge({ ...clear, mine: true })).toBe('moderation.own');
    expect(whyNotJudge({ ...clear, aboutMe: true })).toBe('moderation.about-you');
    expect(whyNotJudge({ ...clear, reportedByMe: true })).toBe('moderation.own-report');
    expect(whyNotJudge({ ...clear, manages: true })).toBe('moderation.manages');
    expect(whyNotJudge({ ...clear, otherDesk: true })).toBe('moderation.other-desk');
    expect([speaksOf('请何敏看看', '何敏'), speaksOf('请何看看', '何'), speaksOf('没有提到', '何敏')]).toEqual([true, false, false]);
  });

  it('第 30 条还可以，第 31 条要再确认一次', () => {
    expect(whyNotManyStops(dailyStops - 1, 1, false)).toBeNull();
    expect(whyNotManyStops(dailyStops, 1, false)).toBe('moderation.confirm-limit');
    expect(whyNotManyStops(0, dailyStops + 1, false)).toBe('moderation.confirm-limit');
    expect(whyNotManyStops(dailyStops, 1, true)).toBeNull();
  });

  it('撤销只撤自己的、还没有生效的', () => {
    expect(whyNotUndo({ mine: true, settled: false, undone: false })).toBeNull();
    expect(whyNotUndo({ mine: false, settled: false, undone: false })).toBe('moderation.undo-not-yours');
    expect(whyNotUndo({ mine: true, settled: true, undone: false })).toBe('moderation.undo-too-late');
    expect(whyNotUndo({ mine: true, settled: false, undone: true })).toBe('moderation.undo-too-late');
  });

  it('回收站 30 天；申诉 180 天、一次、要说几句话', () => {
    expect(whyNotRestore({ stopped: true, decidedAt: ago(30), mine: false, manages: false }, now)).toBeNull();
    expect(whyNotRestore({ stopped: true, decidedAt: ago(30.1), mine: false, manages: false }, now)).toBe('moderation.bin-over');
    expect(whyNotRestore({ stopped: true, decidedAt: ago(1), mine: true, manages: false }, now)).toBe('moderation.own');
    expect(whyNotRestore({ stopped: false, decidedAt: ago(1), mine: false, manages: false }, now)).toBe('moderation.not-in-bin');
    expect(whyNotRestore({ stopped: true, decidedAt: ago(1), mine: false, manages: true }, now)).toBe('moderation.manages');
    const mine = { mine: true, stopped: true, appealed: false, decidedAt: ago(10) };
    expect(whyNotAppeal(mine, '请再看一看', now)).toBeNull();
    expect(whyNotAppeal(mine, '不服', now)).toBe('appeal.words-needed');
    expect(whyNotAppeal({ ...mine, appealed: true }, '请再看一看', now)).toBe('appeal.made-already');
    expect(whyNotAppeal({ ...mine, stopped: false }, '请再看一看', now)).toBe('appeal.nothing-to-appeal');
    expect(whyNotAppeal({ ...mine, decidedAt: ago(181) }, '请再看一看', now)).toBe('appeal.too-late');
    expect(whyNotAppeal({ ...mine, mine: false }, '请再看一看', now)).toBe('not-found');
  });

  it('没有自动检查时，公开内容由人先看；写的人自己就是该看的人，不用等；代管栏目里谁都等', () => {
    for (const role of ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff'] as const) expect(publishesUnchecked({ roles: [role], hosted: false })).toBe(true);
    for (const roles of [[], ['moderator'], ['committeeMember'], ['employerRepresentative'], ['reporter', 'mentor']] as const) expect(publishesUnchecked({ roles, hosted: false })).toBe(false);
    expect(publishesUnchecked({ roles: ['secretary'], hosted: true })).toBe(false);
  });

  it('申诉由另一个人答复：作决定的、作者、举报的人、提到的人都不行', () => {
    const clear = { open: true, mine: false, decidedByMe: false, reportedByMe: false, aboutMe: false, manages: false };
    expect(whyNotDecideAppeal(clear)).toBeNull();
    expect(whyNotDecideAppeal({ ...clear, open: false })).toBe('appeal.decided-already');
    expect(whyNotDecideAppeal({ ...clear, mine: true })).toBe('moderation.own');
    expect(whyNotDecideAppeal({ ...clear, decidedByMe: true })).toBe('appeal.own-decision');
    expect(whyNotDecideAppeal({ ...clear, reportedByMe: true })).toBe('moderation.own-report');
    expect(whyNotDecideAppeal({ ...clear, aboutMe: true })).toBe('moderation.about-you');
    expect(whyNotDecideAppeal({ ...clear, manages: true })).toBe('moderation.manages');
  });

  it('举报公开的、别人的、自己还没有举报过的', () => {
    expect(whyNotReport({ mine: false, published: true, reportedByMe: false })).toBeNull();
    expect(whyNotReport({ mine: true, published: true, reportedByMe: false })).toBe('report.own');
    expect(whyNotReport({ mine: false, published: false, reportedByMe: false })).toBe('not-found');
    expect(whyNotReport({ mine: false, published: true, reportedByMe: true })).toBe('report.made-already');
  });

  it('只读要有将来的、30 天以内的恢复时间', () => {
    const reason = '系统升级，暂停写入一小时。';
    expect(whyNotClose(new Date(now.getTime() + 3_600_000), now, reason)).toBeNull();
    expect(whyNotClose(now, now, reason)).toBe('closure.until-invalid');
    expect(whyNotClose(new Date(now.getTime() + 30.1 * oneDay), now, reason)).toBe('closure.until-invalid');
    expect(whyNotClose(new Date(now.getTime() + 3_600_000), now, '升级')).toBe('moderation.reason-needed');
  });
});

describe('词表的比对', () => {
  const list = ['稳赚不赔', 'VX加我'].map((word) => ({ word, plain: plainForm(word) }));
  it.each([['稳赚不赔', 1], ['稳 赚，不。赔！', 1], ['稳\u200b赚\u2060不\ufeff赔', 1], ['ｖｘ加我', 1], ['Vx-加_我', 1], ['①稳赚不赔②VX加我', 2], ['稳赚，但有时也赔', 0], ['不赔稳赚', 0], ['', 0]] as const)('%j 里有 %i 个', (text, n) => {
    expect(wordsIn(text, list)).toHaveLength(n);
  });
  it('记下的是那一句，不是整篇；很长的一句也只记一段', () => {
    expect(wordsIn('前一句。这个项目稳赚不赔！后一句。', list)[0]?.sentence).toBe('这个项目稳赚不赔！');
    const long = wordsIn(`${'字'.repeat(300)}稳赚不赔${'字'.repeat(300)}`, list)[0]?.sentence ?? '';
    expect(long).toContain('稳赚不赔');
    expect([...long].length).toBeLessThan(130);
  });
});
