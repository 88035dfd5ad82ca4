import { leaveSummary, paperOf } from './minutes-paper.js';
import type { MinutesContent } from './minutes-routes.js';
import { transcriptOf } from './transcript.js';

const content: MinutesContent = {
  head: { place: '', chair: '赵书记', recorder: '', startedAt: '11月22日 周日 19:30', endedAt: '11月22日 周日 20:25', expected: 5, votingExpected: 4, present: 3, votingPresent: 3, observers: ['老孙'], leave: [{ category: 'family', count: 1 }, { category: 'work', count: 0 }], absent: 1 },
  agenda: [{ id: 'a', title: '小事', summary: '' }], statements: [{ seq: 4, speaker: '林晓', at: '11月22日 周日 19:40', agendaItemId: 'a', text: '短', original: '长' }], decisions: [], actions: [{ text: ' ', owner: '', due: null }],
  carried: [{ id: 'c', text: '排表', owner: '周平', due: null, from: '上次会', done: null }], remarks: '',
};
const paper = (more: Partial<Parameters<typeof paperOf>[0]> = {}) => paperOf({ unitName: '宜山路联合支部', kind: 'orgLife', meetingTitle: '读书会', openedAt: new Date('2026-11-22T11:30:00Z'), version: 1, content, publishedAt: new Date('2026-11-22T13:00:00Z'), publishedBy: '赵书记', reason: null, sha256: 'f'.repeat(64), signature: null, ...more });

describe('纪要的纸面', () => {
  it('按习惯的次序写，空的栏目不出现，没签字照实说', () => {
    expect(paper().facts.map((fact) => `${fact.label}：${fact.value}`)).toEqual(['会议名称：读书会', '时间：2026年11月22日 周日 19:30–20:25', '地点：网上', '主持：赵书记', '记录：（未填）', '应到：5 人（有表决权 4）', '实到：3 人（有表决权 3）', '列席：1 人（老孙）', '请假：1 人（家事 1）', '缺席：1 人']);
    expect(paper().sections.map((section) => section.title)).toEqual(['议题', '上次待办', '发言要点']);
    expect(paper().sections[1]?.items).toEqual([{ text: '周平：排表——还没有办完', note: '出自“上次会”' }]);
    expect(paper().signature).toBe('主持人签字：（尚未签字）');
    expect(paper({ signature: { by: '赵书记', at: new Date('2026-11-22T17:00:00Z') }, reason: '时间写错了' })).toMatchObject({ signature: '主持人签字：赵书记（2026年11月23日，在线签字）' });
  });

  it('开了几天的会写清起止；没有人请假就是零；旧的纪要没有上次待办也写得出', () => {
    const { carried: _carried, ...old } = content;
    const long = paper({ content: { ...old, head: { ...content.head, endedAt: '11月24日 周二 21:00', leave: [] } } });
    expect(long.facts[1]?.value).toBe('2026年11月22日 周日 19:30 至 11月24日 周二 21:00');
    expect(long.sections.map((section) => section.title)).toEqual(['议题', '发言要点']);
    expect(leaveSummary({ ...content.head, leave: [] })).toBe('0 人');
  });

  it('发言记录：跨了零点说一次日子，撤回和隐藏只有记号，举手不占一行', () => {
    const by = { id: '1', name: '林晓' };
    const said = { kind: 'line' as const, text: '一句', quote: null, mentions: [], pictures: [], files: [], gone: null };
    const lines = transcriptOf([{ seq: 1, at: '2026-11-22T15:59:00Z', by, body: { kind: 'opened' } }, { seq: 2, at: '2026-11-22T15:59:30Z', by, body: { kind: 'hand', up: true } }, { seq: 3, at: '2026-11-22T16:00:00Z', by, body: said },
      { seq: 4, at: '2026-11-22T16:01:00Z', by, body: { ...said, text: null, gone: 'hidden' } }, { seq: 5, at: '2026-11-22T16:02:00Z', by, body: { kind: 'ballotClosed', ballotId: 'b', title: '同意', passed: true, approve: 3, against: 1, abstain: 0 } }]);
    expect(lines.map((line) => `${line.head}${line.kind === 'day' ? '' : '　'}${line.text}`)).toEqual(['2026年11月22日', '1　23:59　林晓宣布会议开始', '2026年11月23日', '3　00:00　林晓　一句', '4　00:01　林晓　（已隐藏）', '5　00:02　表决“同意”结束：通过，赞成 3，不赞成 1，弃权 0']);
  });
});
