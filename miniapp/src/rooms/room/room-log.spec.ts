import type { RoomEntry, RoomStanding } from '@branch/shared/meetings/room-state';
import { chunkSize, firstUnread, heardOf, missingAfter, prepend, quoteGone, receive, refreshed, rowsOf, startLog } from './room-log';

const lin = { id: 'LinXiao1111', name: '林晓' };
const zhou = { id: 'ZhouHang111', name: '周航' };
const zhao = { id: 'ZhaoShuJi11', name: '赵书记' };

const state = (change: Partial<RoomStanding> = {}): RoomStanding => ({
  roomId: 'Room1111111', meetingId: 'Meeting1111', title: '读书会', lastSeq: 0, readSeq: 0, unread: 0, open: true, closedAt: null, agendaItemId: null, chair: zhao, floor: null, floorSince: null, hands: [], muted: [], pinned: null,
  present: 3, expected: 6, quorumNeeded: 3, votingPresent: 3, me: { expected: true, signedIn: true, votes: true, isChair: false, mayHide: false, mayTakeOver: false }, ...change,
});
const entry = (seq: number, body: RoomEntry['body'], by: RoomEntry['by'] = lin): RoomEntry => ({ seq, at: `2026-11-22T11:${String(30 + (seq % 30)).padStart(2, '0')}:00.000Z`, by, clientId: null, body });
const line = (seq: number, text: string, by = lin, more: Partial<Extract<RoomEntry['body'], { kind: 'line' }>> = {}): RoomEntry => entry(seq, { kind: 'line', text, quote: null, mentions: [], pictures: [], files: [], gone: null, ...more }, by);
const words = (rows: RoomEntry[]): (string | null)[] => rows.map((row) => (row.body.kind === 'line' ? row.body.text : row.body.kind));

describe('房间的记录，在林晓的手机上', () => {
  it('先到的等缺的补上，重复的只算一次，次序总是对的', () => {
    let log = startLog(state({ lastSeq: 1 }), [line(1, '大家晚上好')], lin.id);
    log = receive(log, [line(4, '第四句'), line(3, '第三句')], lin.id);
    expect(words(rowsOf(log))).toEqual(['大家晚上好']);
    expect(missingAfter(log)).toBe(1);
    log = receive(log, [line(2, '第二句'), line(3, '第三句')], lin.id);
    expect(words(rowsOf(log))).toEqual(['大家晚上好', '第二句', '第三句', '第四句']);
    expect(missingAfter(log)).toBeNull();
    expect(receive(log, [line(2, '第二句')], lin.id)).toBe(log);
  });

  it('心跳说有更多，就知道漏了；补齐以后不再漏', () => {
    let log = heardOf(startLog(state({ lastSeq: 1 }), [line(1, '好')], lin.id), 3);
    expect(missingAfter(log)).toBe(1);
    log = receive(log, [line(2, '二'), line(3, '三')], lin.id);
    expect(missingAfter(log)).toBeNull();
  });

  it('撤回和隐藏留在原处，引用它的地方也换成一句说明，置顶随之撤下', () => {
    let log = startLog(state({ lastSeq: 2, pinned: { seq: 1, text: '发错了' } }), [line(1, '发错了'), line(2, '这个实用', zhou, { quote: { seq: 1, by: lin, text: '发错了' } })], zhou.id);
    log = receive(log, [entry(3, { kind: 'recalled', target: 1 })], zhou.id);
    const [first, second] = rowsOf(log);
    expect(first?.body).toMatchObject({ kind: 'line', text: null, gone: 'recalled' });
    expect(second?.body).toMatchObject({ text: '这个实用', quote: { text: quoteGone } });
    expect(log.state.pinned).toBeNull();
  });

  it('举手、给发言、换议题、暂停发言、交主持、散会，一条条照着变', () => {
    const moves: RoomEntry[] = [
      entry(1, { kind: 'hand', up: true }, lin), entry(2, { kind: 'hand', up: true }, zhou), entry(3, { kind: 'floor', person: lin }, zhao),
      entry(4, { kind: 'agenda', itemId: 'Item2222222', position: 2, title: '轮流讲' }, zhao), entry(5, { kind: 'muted', person: zhou, reason: '先让别人说完' }, zhao),
      entry(6, { kind: 'chair', person: lin, how: 'handedOver', reason: '我要上车' }, zhao), entry(7, { kind: 'pinned', target: 9, text: '记下来' }, lin),
    ];
    const steps = moves.map((_, i) => receive(startLog(state(), [], lin.id), moves.slice(0, i + 1), lin.id).state);
    expect(steps.map((step) => step.hands.map((hand) => hand.name))).toEqual([['林晓'], ['林晓', '周航'], ['周航'], ['周航'], [], [], []]);
    expect(steps.map((step) => step.floor?.name ?? null)).toEqual([null, null, '林晓', null, null, null, null]);
    expect(steps[4]?.muted).toEqual([zhou.id]);
    expect(steps[5]?.me.isChair).toBe(true);
    expect(steps[6]?.pinned).toEqual({ seq: 9, text: '记下来' });
    const closed = receive(startLog(state({ hands: [zhou], floor: lin }), [], lin.id), [entry(1, { kind: 'closed', how: 'byChair', reason: '' }, zhao)], lin.id).state;
    expect(closed).toMatchObject({ open: false, hands: [], floor: null, closedAt: '2026-11-22T11:31:00.000Z' });
  });

  it('收到一条只动最后一块；更早的放到前面，不动已有的', () => {
    const many = Array.from({ length: chunkSize + 10 }, (_, i) => line(101 + i, `第 ${101 + i} 条`));
    const log = startLog(state({ lastSeq: 160 }), many, lin.id);
    const next = receive(log, [line(161, '新的一条')], lin.id);
    expect(next.chunks).toHaveLength(2);
    expect(next.chunks[0]).toBe(log.chunks[0]);
    expect(next.chunks[1]?.key).toBe(log.chunks[1]?.key);
    const longer = prepend(next, Array.from({ length: 30 }, (_, i) => line(71 + i, `第 ${71 + i} 条`)));
    expect(longer.from).toBe(71);
    expect(longer.chunks.slice(1)).toEqual([...next.chunks]);
    expect(rowsOf(longer).map((row) => row.seq)).toEqual(Array.from({ length: 91 }, (_, i) => 71 + i));
  });

  it('图片先到时没有地址，补问以后换上，不另起一条', () => {
    const picture = { id: 'Picture1111', width: 400, height: 300, alt: '合影', url: '', thumbUrl: '' };
    let log = startLog(state(), [], lin.id);
    log = receive(log, [line(1, '看照片', zhou, { pictures: [picture] })], lin.id);
    log = receive(log, [line(1, '看照片', zhou, { pictures: [{ ...picture, url: '/files/a', thumbUrl: '/files/b' }] })], lin.id);
    expect(rowsOf(log)).toHaveLength(1);
    expect(rowsOf(log)[0]?.body).toMatchObject({ pictures: [{ url: '/files/a' }] });
  });

  it('未读从别人的第一条算起，自己说的和撤回不算', () => {
    const log = startLog(state({ lastSeq: 4 }), [line(1, '早'), line(2, '我先说', lin), entry(3, { kind: 'recalled', target: 1 }, zhou), line(4, '我来说', zhou)], lin.id);
    expect(firstUnread(log, 1, lin.id)).toBe(4);
    expect(firstUnread(log, 4, lin.id)).toBeNull();
  });

  it('重新问来的现状：到会人数换新，走在记录前面时先去补', () => {
    const log = startLog(state({ lastSeq: 1, present: 3 }), [line(1, '好')], lin.id);
    const ahead = refreshed(log, state({ lastSeq: 3, present: 8, floor: zhou }));
    expect(ahead.state).toMatchObject({ lastSeq: 1, present: 8, floor: null });
    expect(missingAfter(ahead)).toBe(1);
    expect(refreshed(log, state({ lastSeq: 1, floor: zhou })).state.floor).toEqual(zhou);
  });
});
