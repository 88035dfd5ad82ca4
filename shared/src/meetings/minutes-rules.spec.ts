import type { MinutesContent } from './minutes-routes.js';
import { chooseLines, differences, draftFrom, isEmptyMinutes, readingSeconds, shareText, withFacts } from './minutes-rules.js';
import type { MeetingRecord, RecordLine } from './minutes-rules.js';

const line = (seq: number, text: string, more: Partial<RecordLine> = {}): RecordLine => ({ seq, speaker: '林晓', at: '11月22日 周日 19:40', text, agendaItemId: 'a1', hadFloor: false, pinned: false, quoted: 0, marked: false, ...more });
const record: MeetingRecord = {
  head: { place: '网上', chair: '赵书记', startedAt: '19:30', endedAt: '20:25', expected: 112, votingExpected: 104, present: 97, votingPresent: 90, observers: [], leave: [{ category: 'businessTrip', count: 6 }], absent: 6 },
  agenda: [{ id: 'a1', title: '小事' }, { id: 'a2', title: '安排' }],
  lines: [line(3, '好的'), line(4, '把会开短，先把材料提前一天发出来，大家好准备。'), line(5, '我来讲第一次', { hadFloor: true }), line(9, '同意', { pinned: true, agendaItemId: 'a2' }), line(10, '顶', { quoted: 2, agendaItemId: 'a2' })],
  decisions: [{ ballotId: 'b1', title: '轮流讲', approve: 82, against: 5, abstain: 4, notVoted: 13, eligible: 104, threshold: 53, passed: true, article: '第十一条' }],
  carried: [],
  speakers: null,
};

describe('纪要从记录来', () => {
  it('选发言看主持人置顶、是否点名、有没有人接话，不看是谁说的', () => {
    expect(chooseLines(record.lines).map((chosen) => chosen.seq)).toEqual([4, 5, 9, 10]);
    expect(chooseLines(record.lines, 1).map((chosen) => chosen.seq)).toEqual([5, 9]);
  });

  it('书记记入的要点一定在内，多少条都在；其余按分量补到每个议题的上限', () => {
    const many = [...Array.from({ length: 8 }, (_, i) => line(20 + i, '好', { marked: true })), line(40, '置顶的一句', { pinned: true }), line(41, '嗯'), line(42, '别的议题里点名讲的', { hadFloor: true, agendaItemId: 'a2' })];
    expect(chooseLines(many).map((chosen) => chosen.seq)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 42]);
    expect(chooseLines([line(1, '好', { marked: true }), line(2, '置顶', { pinned: true }), line(3, '点名', { hadFloor: true })], 2).map((chosen) => chosen.seq)).toEqual([1, 2]);
  });

  it('草稿里人数、决定、发言都已填好', () => {
    const draft = draftFrom(record);
    expect(draft.head).toMatchObject({ expected: 112, present: 97, absent: 6 });
    expect(draft.decisions).toEqual(record.decisions);
    expect(draft.statements[0]).toMatchObject({ seq: 4, text: draft.statements[0]?.original });
    expect(isEmptyMinutes(draft)).toBe(false);
  });

  it('发布时数字与原话以记录为准，改不了；记录里没有的发言不能进纪要', () => {
    const draft = draftFrom(record);
    const forged: MinutesContent = { ...draft, head: { ...draft.head, present: 112, place: '三楼会议室' }, decisions: [{ ...(draft.decisions[0] as MinutesContent['decisions'][number]), approve: 104 }], statements: draft.statements.map((one) => ({ ...one, original: '别的话', speaker: '别人', text: '提前一天发材料' })) };
    const { content, untraceable } = withFacts(forged, record);
    expect(untraceable).toBeNull();
    expect(content.head).toMatchObject({ present: 97, place: '三楼会议室' });
    expect(content.decisions[0]?.approve).toBe(82);
    expect(content.statements[0]).toMatchObject({ speaker: '林晓', original: '把会开短，先把材料提前一天发出来，大家好准备。', text: '提前一天发材料' });
    expect(withFacts({ ...draft, statements: [{ ...(draft.statements[0] as MinutesContent['statements'][number]), seq: 77 }] }, record).untraceable).toBe(77);
  });

  it('差异一段一段说清：改前、改后', () => {
    const before = draftFrom(record);
    const after = { ...before, remarks: '会后补记', statements: before.statements.slice(1), agenda: before.agenda.map((item) => (item.id === 'a1' ? { ...item, summary: '都说了一件小事' } : item)) };
    expect(differences(before, before)).toEqual([]);
    expect(differences(before, after)).toEqual([
      { section: '议题：小事', before: '', after: '都说了一件小事' },
      { section: '发言（第 4 条 林晓）', before: before.statements[0]?.text, after: '' },
      { section: '其他说明', before: '', after: '会后补记' },
    ]);
  });

  it('补学的时长和可粘贴的通知', () => {
    expect(readingSeconds(800)).toBe(120);
    expect(readingSeconds(3)).toBe(10);
    expect(shareText({ unitName: '宜山路联合支部', kind: 'orgLife', title: '读书会', startsAt: new Date('2026-11-26T11:30:00Z'), agenda: ['小事', '安排'], link: 'http://x/m' }))
      .toBe('【组织生活会】读书会\n宜山路联合支部 · 11月26日 周四 19:30\n1. 小事\n2. 安排\n参加或请假：http://x/m');
  });

  it('补录的线下会议：发言可以打字，标明没有原话，只能是到会的人；网上的会打不进去', () => {
    const offline: MeetingRecord = { ...record, lines: [], speakers: ['林晓', '周航'] };
    const typed = { seq: 7, speaker: '林晓', at: '11月3日 周二 19:52', agendaItemId: null, text: '我来登记会议室。', original: '编出来的原话', typed: true };
    const { content, untraceable } = withFacts({ ...draftFrom(offline), statements: [typed, { ...typed, speaker: '周航' }] }, offline);
    expect(untraceable).toBeNull();
    expect(content.statements).toEqual([{ ...typed, seq: 7, at: '', original: '' }, { ...typed, seq: 8, speaker: '周航', at: '', original: '' }]);
    expect(withFacts({ ...draftFrom(offline), statements: [{ ...typed, speaker: '没来的人' }] }, offline).untraceable).toBe(7);
    const online = withFacts({ ...draftFrom(record), statements: [{ ...typed, seq: 99 }] }, record);
    expect(online.untraceable).toBe(99);
    expect(withFacts({ ...draftFrom(record), statements: draftFrom(record).statements.map((one) => ({ ...one, typed: true })) }, record).content.statements.some((one) => 'typed' in one)).toBe(false);
  });
});
