import type { RoomEntry } from '@branch/shared/meetings/room-state';
import type { Chunk } from './room-log';
import { around, drawn, earlier, held, type Last, later } from './room-window';

const row = (seq: number): RoomEntry => ({ seq, at: '2026-11-22T11:30:00.000Z', by: null, clientId: null, body: { kind: 'opened' } });
/** Chunks of twenty rows from entry 1 on. */
const chunksTo = (last: number): Chunk[] => Array.from({ length: Math.ceil(last / 20) }, (_, i) => ({ key: `c${i * 20 + 1}`, rows: Array.from({ length: Math.min(20, last - i * 20) }, (__, j) => row(i * 20 + j + 1)) }));
const seqs = (chunks: readonly Chunk[], last: Last): [number, number] => {
  const { first, last: end } = drawn(chunks, last, 3);
  return [chunks[first]?.rows[0]?.seq ?? 0, chunks[end]?.rows.slice(-1)[0]?.seq ?? 0];
};

describe('小程序里只画六十条', () => {
  it('在末尾时跟着新发言走，永远不超过三块', () => {
    for (const count of [1, 20, 59, 61, 200, 331]) {
      const [first, last] = seqs(chunksTo(count), null);
      expect(last).toBe(count);
      expect(last - first + 1).toBeLessThanOrEqual(60);
    }
  });

  it('往上翻一块一块地退，到头不动；往下翻回到末尾，一条不漏', () => {
    const chunks = chunksTo(190);
    let last: Last = null;
    const seen: number[] = [];
    while (seqs(chunks, last)[0] > 1) {
      const before = seqs(chunks, last);
      last = earlier(chunks, last, 3);
      // The row one was at is still drawn.
      expect(seqs(chunks, last)[1]).toBeGreaterThanOrEqual(before[0]);
      seen.push(seqs(chunks, last)[0]);
    }
    expect(seen).toEqual([121, 101, 81, 61, 41, 21, 1]);
    expect(earlier(chunks, last, 3)).toBe(last);
    for (let i = 0; i < seen.length; i += 1) last = later(chunks, last, 3);
    expect(last).toBeNull();
  });

  it('跳到哪一条，哪一条就画着，前后也有', () => {
    const chunks = chunksTo(190);
    for (const seq of [1, 20, 21, 100, 189, 190]) {
      const [first, last] = seqs(chunks, around(chunks, seq, 1));
      expect(first <= seq && seq <= last).toBe(true);
    }
    expect(seqs(chunks, around(chunks, 61, 2))).toEqual([61, 120]);
  });

  it('往回看时来了新发言，眼前的不挪；一块满了也不挪', () => {
    const last = held(chunksTo(75), null);
    expect(seqs(chunksTo(75), last)).toEqual([21, 75]);
    expect(seqs(chunksTo(140), last)).toEqual([21, 80]);
    expect(held(chunksTo(140), last)).toBe(last);
  });
});
