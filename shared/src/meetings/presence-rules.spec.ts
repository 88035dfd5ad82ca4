import { bridged, presentAt, presentOverTime, quorumMarks, replayAttendance, signedInAsIntervals, thinned } from './presence-rules.js';
import { speakingByItem } from './speaking-rules.js';

const t = (minutes: number, seconds = 0) => new Date(Date.UTC(2026, 10, 28, 11, 30) + (minutes * 60 + seconds) * 1000);
const stay = (personId: string, from: number, to: number) => ({ personId, from: t(from), to: t(to) });

describe('到会的时段（MEET-5）', () => {
  it('不到九十秒的断线连起来，重叠的合成一段，九十秒就是离开', () => {
    expect(bridged([{ from: t(10), to: t(20) }, { from: t(0), to: t(8, 31) }])).toEqual([{ from: t(0), to: t(20) }]);
    expect(bridged([{ from: t(0), to: t(8, 30) }, { from: t(10), to: t(20) }])).toHaveLength(2);
    expect(bridged([{ from: t(0), to: t(30) }, { from: t(5), to: t(10) }, { from: t(12), to: t(40) }])).toEqual([{ from: t(0), to: t(40) }]);
  });

  it('曲线：同一时刻的变化合成一步，一个人两台设备算一个人，会议时间以外的不算', () => {
    const points = presentOverTime([stay('林', -5, 60), stay('周', 0, 20), stay('周', 5, 25), stay('陈', 10, 25), stay('王', 70, 80)], t(0), t(60));
    expect(points).toEqual([{ at: t(0), present: 2 }, { at: t(10), present: 3 }, { at: t(25), present: 1 }]);
    expect([presentAt(points, t(9)), presentAt(points, t(10)), presentAt(points, t(59))]).toEqual([2, 3, 1]);
    expect(presentOverTime([], t(0), t(60))).toEqual([{ at: t(0), present: 0 }]);
  });

  it('几天的会：签到之后一直算，到结束为止', () => {
    expect(presentOverTime(signedInAsIntervals([{ personId: '林', signedInAt: t(0) }, { personId: '周', signedInAt: t(2000) }], t(4000)), t(0), t(4000))).toEqual([{ at: t(0), present: 1 }, { at: t(2000), present: 2 }]);
  });

  it('表格说得出何时够、何时不够、每次表决时有几人', () => {
    const points = presentOverTime([stay('林', 0, 60), stay('周', 3, 60), stay('陈', 5, 30)], t(0), t(60));
    expect(quorumMarks(points, 3, [{ title: '轮流讲', openedAt: t(10), closedAt: t(12) }], { from: t(0), to: t(60), over: true }).map((mark) => [mark.text, mark.present])).toEqual([
      ['会议开始', 1], ['达到表决所需人数', 3], ['开始表决：轮流讲', 3], ['表决结束：轮流讲', 3], ['低于表决所需人数', 2], ['会议结束', 2]]);
  });

  it('点太多时每一段留下最低的：够不够看的是它', () => {
    const points = Array.from({ length: 1000 }, (_, i) => ({ at: t(i), present: i === 501 ? 0 : 5 + (i % 2) }));
    const few = thinned(points, 100);
    expect(few).toHaveLength(100);
    expect(Math.min(...few.map((point) => point.present))).toBe(0);
    expect(thinned(points.slice(0, 3), 100)).toHaveLength(3);
  });

  it('从记录重算到会：散会之后的不算', () => {
    expect(replayAttendance({ people: ['林', '周', '陈', '王'], closeSeq: 5, entries: [{ seq: 3, kind: 'line', authorId: '周' }, { seq: 4, kind: 'hand', authorId: '王' }, { seq: 6, kind: 'line', authorId: '王' }], presences: [{ personId: '林', signedIn: true }, { personId: '王', signedIn: false }], votes: [{ personId: '陈' }] })).toEqual([
      { personId: '林', signedIn: true, spoke: false, voted: false }, { personId: '周', signedIn: false, spoke: true, voted: false }, { personId: '陈', signedIn: false, spoke: false, voted: true }, { personId: '王', signedIn: false, spoke: false, voted: false }]);
  });
});

describe('发言的次序和时间，只按议题列，不按人加', () => {
  const lin = { id: 'Lin', name: '林晓' };
  const zhou = { id: 'Zhou', name: '周航' };
  const floor = (minutes: number, person: typeof lin | null) => ({ at: t(minutes), kind: 'floor', body: { person } });
  const agenda = (minutes: number, itemId: string) => ({ at: t(minutes), kind: 'agenda', body: { itemId } });
  it('换人、清空、换议题、散会都是一段的结束；回到旧议题接着列', () => {
    const items = speakingByItem([agenda(0, 'A'), floor(1, lin), floor(4, zhou), { at: t(5), kind: 'line', body: {} }, agenda(6, 'B'), floor(7, lin), floor(9, null), agenda(10, 'A'), floor(11, lin), { at: t(15), kind: 'closed', body: {} }]);
    expect(items).toEqual([
      { agendaItemId: 'A', turns: [{ person: lin, from: t(1), to: t(4) }, { person: zhou, from: t(4), to: t(6) }, { person: lin, from: t(11), to: t(15) }] },
      { agendaItemId: 'B', turns: [{ person: lin, from: t(7), to: t(9) }] }]);
    expect(speakingByItem([floor(1, lin)])).toEqual([{ agendaItemId: null, turns: [{ person: lin, from: t(1), to: null }] }]);
  });
});
