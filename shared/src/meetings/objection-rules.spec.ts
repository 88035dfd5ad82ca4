import { correctionReason, mayObjectUntil, quotedSince, typedOf, usualObjectionDays, whyNotAnswerObjection, whyNotObject, whyNotSign, withWording } from './objection-rules.js';
import type { MinutesContent } from './minutes-routes.js';

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 4));
const statement = (seq: number, text: string): MinutesContent['statements'][number] => ({ seq, speaker: '林晓', at: '11月22日 周日 19:40', agendaItemId: null, text, original: '原话' });
const version = (day: number, ...statements: MinutesContent['statements']) => ({ publishedAt: at(day), objectionDays: 3, content: { statements } });
const standing = (day: number, days = 3) => ({ at: at(day), days });

describe('对纪要提异议', () => {
  it('从这一句写成现在这样的那一版起算三天：别处更正不重新起算，这一句改了才重新起算', () => {
    const versions = [version(1, statement(4, '一'), statement(5, '甲')), version(3, statement(4, '二'), statement(5, '甲')), version(6, statement(4, '二'))];
    expect(quotedSince(versions, 4)).toEqual(standing(3));
    expect(quotedSince(versions.slice(0, 2), 5)).toEqual(standing(1));
    expect(quotedSince(versions, 5)).toBeNull();
    expect(quotedSince([], 4)).toBeNull();
    expect([usualObjectionDays, mayObjectUntil(standing(3))]).toEqual([3, at(6)]);
  });

  it('几天以这一句写成现在这样的那一版发布时的规定为准：后来改成七天，只管后来的版', () => {
    const versions = [version(1, statement(4, '一'), statement(5, '甲')), { ...version(3, statement(4, '二'), statement(5, '甲')), objectionDays: 7 }];
    expect(quotedSince(versions, 4)).toEqual(standing(3, 7));
    expect(mayObjectUntil(standing(3, 7))).toEqual(at(10));
    expect(quotedSince(versions, 5)).toEqual(standing(1, 3));
  });

  it('最后一刻还可以，过一毫秒就晚了', () => {
    const asked = { latest: 1, version: 1, mine: true, since: standing(1), made: false, words: '意思不一样', wording: '换一种写法', quoted: '现在的写法' };
    expect(whyNotObject(asked, at(4))).toBeNull();
    expect(whyNotObject(asked, new Date(at(4).getTime() + 1))).toBe('objection.too-late');
    expect(whyNotObject({ ...asked, wording: '' }, at(2))).toBeNull();
    expect(whyNotObject({ ...asked, wording: ' 现在的写法 ' }, at(2))).toBe('objection.same-wording');
    expect(whyNotObject({ ...asked, mine: false }, at(2))).toBe('objection.not-quoted');
    expect(whyNotObject({ ...asked, version: 2, latest: 3 }, at(2))).toBe('minutes.published-meanwhile');
  });

  it('答复一次，不答自己的，要说为什么；签字只有主持人，每版一次', () => {
    expect(whyNotAnswerObjection({ mine: false, answered: false }, '核对过记录')).toBeNull();
    expect(whyNotAnswerObjection({ mine: true, answered: false }, '核对过记录')).toBe('objection.own');
    expect(whyNotAnswerObjection({ mine: true, answered: true }, '')).toBe('objection.answered-already');
    expect(whyNotAnswerObjection({ mine: false, answered: false }, ' 好 ')).toBe('objection.reason-needed');
    expect([whyNotSign({ isChair: true, signed: false }), whyNotSign({ isChair: false, signed: true }), whyNotSign({ isChair: true, signed: true })]).toEqual([null, 'meeting.not-chair', 'minutes.signed-already']);
  });

  it('采纳了，草稿换成本人的写法，原话还在；留空就拿掉这一条；别的不动', () => {
    const content = { statements: [statement(4, '一'), statement(5, '甲')] } as MinutesContent;
    const lin = (seq: number) => ({ seq, speaker: '林晓' });
    expect(withWording(content, lin(4), ' 新写法 ').statements).toEqual([{ ...statement(4, '新写法'), original: '原话' }, statement(5, '甲')]);
    expect(withWording(content, lin(4), ' ').statements).toEqual([statement(5, '甲')]);
    expect(withWording(content, lin(9), '没有这一条').statements).toEqual(content.statements);
    expect(withWording(content, { seq: 4, speaker: '改过名的林晓' }, '新写法').statements[0]?.text).toBe('新写法');
    expect(correctionReason([{ seq: 4, by: { name: '林晓' } }, { seq: 9, by: { name: '周平' } }])).toBe('按林晓同志的意见更正第 4 条发言；按周平同志的意见更正第 9 条发言');
  });

  it('线下的会后记下的话，写着谁就是谁的；草稿里那个号已是别人的话，就不动它', () => {
    const typed = (seq: number, speaker: string) => ({ ...statement(seq, `${speaker}的话`), speaker, original: '', typed: true });
    const content = { statements: [typed(1, '林晓'), typed(3, '周航'), typed(4, '林晓'), { ...statement(5, '有原话的'), typed: false }] } as MinutesContent;
    expect([typedOf(content.statements, '林晓'), typedOf(content.statements, '周航'), typedOf(content.statements, '陈一鸣')]).toEqual([[1, 4], [3], []]);
    expect(withWording(content, { seq: 3, speaker: '周航' }, '新写法').statements[1]?.text).toBe('新写法');
    expect(withWording(content, { seq: 3, speaker: '林晓' }, '').statements).toEqual(content.statements);
  });
});
