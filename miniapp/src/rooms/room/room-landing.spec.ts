import type { RoomEntry, RoomStanding } from '@branch/shared/meetings/room-state';
import { entriesToLandOn, landingOf } from './room-landing';
import { startLog } from './room-log';

const me = { id: 'LinXiao1111', name: '林晓' };
const zhou = { id: 'ZhouHang111', name: '周航' };
const line = (seq: number, by = zhou): RoomEntry => ({ seq, at: '2026-11-22T11:30:00.000Z', by, clientId: null, body: { kind: 'line', text: `第 ${seq} 句`, quote: null, mentions: [], pictures: [], files: [], gone: null } });
const standing = (lastSeq: number, readSeq: number, meetingId: string | null = 'Meeting1111', unread = lastSeq - readSeq): RoomStanding => ({
  roomId: 'Room1111111', meetingId, title: '读书会', open: true, closedAt: null, lastSeq, readSeq, unread, agendaItemId: null, chair: zhou, floor: null, floorSince: null, hands: [], pinned: null, muted: [], present: 0, votingPresent: 0, expected: 12, quorumNeeded: 6,
  me: { expected: true, signedIn: true, votes: true, isChair: false, mayHide: false, mayTakeOver: false },
});

/** A room of `last` lines on a server that gives at most `most` at a time; and what was asked for. */
function server(last: number, most = 500, of: (seq: number) => RoomEntry = line) {
  const asked: object[] = [];
  const ask: Parameters<typeof entriesToLandOn>[0] = (input) => {
    asked.push(input);
    const all = Array.from({ length: last }, (_, n) => n + 1);
    const wanted = input.after !== undefined ? all.filter((seq) => seq > (input.after ?? 0)).slice(0, Math.min(input.limit, most)) : all.filter((seq) => seq < (input.before ?? 0)).slice(-Math.min(input.limit, most));
    return Promise.resolve({ items: wanted.map(of), lastSeq: last });
  };
  return { ask, asked };
}
async function land(last: number, readSeq: number, { at = null, meetingId = 'Meeting1111', of = line, most = 500, unread }: { at?: number | null; meetingId?: string | null; of?: (seq: number) => RoomEntry; most?: number; unread?: number } = {}) {
  const state = standing(last, readSeq, meetingId, unread);
  const { ask, asked } = server(last, most, of);
  const entries = await entriesToLandOn(ask, state, at);
  return { from: entries[0]?.seq, to: entries[entries.length - 1]?.seq, gapless: entries.every((entry, n) => entry.seq === (entries[0]?.seq ?? 0) + n), asked, landing: landingOf(startLog(state, entries, me.id), state, at, me.id) };
}

describe('进会议室时落在哪里', () => {
  it('三十条没看：落在分隔线上，分隔线在第一条没看的上面，前面带着几条看过的', async () => {
    const { from, to, gapless, landing } = await land(200, 170);
    expect([from, to, gapless]).toEqual([161, 200, true]);
    expect(landing).toEqual({ unread: 30, divider: 171, at: null });
  });

  it('正好五十条还落在分隔线上；五十一条就落在末尾，只取最后五十条，由提示带过去', async () => {
    expect((await land(200, 150)).landing).toEqual({ unread: 50, divider: 151, at: null });
    const far = await land(200, 149);
    expect(far.asked).toEqual([{ before: 201, limit: 50 }]);
    expect([far.from, far.to]).toEqual([151, 200]);
    expect(far.landing).toEqual({ unread: 51, divider: null, at: null });
  });

  it('都看过了：没有分隔线，没有提示，取最后三十条', async () => {
    const { from, landing } = await land(200, 200);
    expect(from).toBe(171);
    expect(landing).toEqual({ unread: 0, divider: null, at: null });
  });

  it('后面只有自己说的话、只换了议题：没有分隔线；分隔线不画在自己的话上面', async () => {
    const own = (seq: number): RoomEntry => line(seq, seq > 190 ? me : zhou);
    expect((await land(200, 190, { of: own, unread: 0 })).landing.divider).toBeNull();
    const moved = (seq: number): RoomEntry => (seq > 198 ? { ...line(seq), body: { kind: 'agenda', itemId: 'Item1111111', position: 2, title: '下季度的安排' } } : line(seq));
    expect((await land(200, 198, { of: moved, unread: 0 })).landing).toEqual({ unread: 0, divider: null, at: null });
    const mixed = (seq: number): RoomEntry => line(seq, seq <= 195 && seq > 190 ? me : zhou);
    expect((await land(200, 190, { of: mixed })).landing.divider).toBe(196);
  });

  it('第一次进会议室不算没看：落在末尾；支部群聊第一次进来从第一条看起', async () => {
    expect((await land(40, 0)).landing).toEqual({ unread: 0, divider: null, at: null });
    expect((await land(40, 0, { meetingId: null })).landing).toEqual({ unread: 40, divider: 1, at: null });
  });

  it('指明哪一条就落在哪一条，前面带十五条，后面到末尾，一页取不完就接着取', async () => {
    const { from, to, gapless, landing, asked } = await land(700, 690, { at: 100, most: 250 });
    expect([from, to, gapless, asked.length]).toEqual([86, 700, true, 3]);
    expect(landing.at).toBe(100);
    // Also where much is unread: who asked for an entry is not sent to the end.
    const far = await land(700, 0, { at: 3 });
    expect([far.from, far.to, far.landing.at]).toEqual([1, 700, 3]);
  });

  it('空的房间：什么也没有，也不出错', async () => {
    expect((await land(0, 0)).landing).toEqual({ unread: 0, divider: null, at: null });
  });
});
