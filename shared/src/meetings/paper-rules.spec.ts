import type { PaperFigures } from './paper-rules.js';
import { whyNotCorrectPaper, whyNotFigures, whyNotPaper, whyNotPaperAt } from './paper-rules.js';

const fine: PaperFigures = { title: '选举新一届支委', options: [{ text: '林晓', votes: 9 }, { text: '周航', votes: 8 }, { text: '陈一鸣', votes: 6 }], most: 3, eligible: 12, voted: 10, countedBy: '何敏', supervisedBy: '王工', heldOn: '2026-11-20' };

describe('线下表决登记（MEET-6）', () => {
  it('人数从 1 到 60：收回的票不超过应到，哪一项也不超过收回的票，合计不超过票上能写的', () => {
    for (let eligible = 1; eligible <= 60; eligible += 1) {
      for (let voted = 0; voted <= eligible + 1; voted += 1) {
        const motion = (votes: number, rest: number) => whyNotFigures({ options: [{ text: '同意', votes }, { text: '不同意', votes: rest }], most: 1, eligible, voted });
        for (const votes of [0, Math.floor(voted / 2), voted]) {
          expect(motion(votes, voted - votes)).toBe(voted <= eligible ? null : 'paper.sum');
          expect(motion(votes, voted - votes + 1)).toBe('paper.sum');
        }
        const seats = (votes: number) => whyNotFigures({ options: [{ text: '甲', votes }, { text: '乙', votes }, { text: '丙', votes }], most: 2, eligible, voted });
        expect(seats(voted)).toBe(voted === 0 ? null : 'paper.sum');
        expect(seats(Math.floor((voted * 2) / 3))).toBe(voted <= eligible ? null : 'paper.sum');
      }
    }
  });

  it.each<[string, Partial<PaperFigures>, string | null]>([
    ['都对', {}, null],
    ['没写事项', { title: ' ' }, 'paper.title'],
    ['没有选项', { options: [] }, 'paper.options'],
    ['两项一样', { options: [{ text: '林晓', votes: 1 }, { text: '林晓 ', votes: 1 }], most: 1 }, 'paper.options'],
    ['能选的比选项多', { most: 4 }, 'paper.options'],
    ['没有监票人', { supervisedBy: '' }, 'paper.people'],
    ['自己计票自己监', { supervisedBy: '何敏' }, 'paper.people'],
    ['日子还没到', { heldOn: '2026-11-29' }, 'paper.day'],
    ['看不见的字符', { title: '选举\u202e支委' }, 'line.control-characters'],
    ['没有人应到', { eligible: 0, voted: 0, options: [{ text: '同意', votes: 0 }], most: 1 }, 'paper.sum'],
  ])('%s', (_, part, code) => { expect(whyNotPaper({ ...fine, ...part }, '2026-11-28')).toBe(code); });

  it('会没有开、取消了的不能登记；更正要在最新的一条上，有变化，有理由', () => {
    expect((['called', 'open', 'closed', 'cancelled'] as const).map((state) => whyNotPaperAt({ state }))).toEqual(['paper.not-held', null, null, 'paper.not-held']);
    const correction = { latest: 1, basedOn: 1, changed: true, reason: '数字抄错了' };
    expect(whyNotCorrectPaper(correction)).toBeNull();
    expect(whyNotCorrectPaper({ ...correction, latest: 2 })).toBe('paper.corrected-meanwhile');
    expect(whyNotCorrectPaper({ ...correction, changed: false })).toBe('paper.unchanged');
    expect(whyNotCorrectPaper({ ...correction, reason: '抄错' })).toBe('paper.reason-needed');
  });
});
