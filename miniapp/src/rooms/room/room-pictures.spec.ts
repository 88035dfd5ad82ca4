import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { endingBy, endOf } from './room-pictures';

const at = Date.parse('2026-11-22T12:00:00Z');
const address = (end: number): string => `/files/Picture1111/full?v=Session1111&e=${end / 1000}&s=abc`;
const line = (seq: number, ...ends: number[]): RoomEntry => ({ seq, at: '2026-11-22T11:30:00.000Z', by: null, clientId: null,
  body: { kind: 'line', text: '看照片', quote: null, mentions: [], files: [], gone: null, pictures: ends.map((end, i) => ({ id: `Picture111${i}`, width: 4, height: 3, alt: '', url: address(end), thumbUrl: address(end) })) } });

describe('图片地址快到期时', () => {
  it('地址自己写着到什么时候；没写的不管', () => {
    expect(endOf(address(at))).toBe(at);
    expect(endOf('/files/Picture1111/full')).toBeNull();
    expect(endOf('')).toBeNull();
  });

  it('快到期的那几条一次问回来，没有图的、还早的不问', () => {
    const rows = [line(1), line(2, at + 60_000), line(3), line(4, at + 600_000, at + 30_000), line(5, at + 600_000)];
    expect(endingBy(rows, at + 75_000)).toEqual({ first: 2, last: 4 });
    expect(endingBy(rows, at)).toBeNull();
    expect(endingBy([line(9)], at + 75_000)).toBeNull();
  });
});
