import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { call } from '../../kit/call';
import { keep } from '../../kit/session';
import { Refused } from '../../kit/refused';
import { asItems, blocksOf, itemOf, keptOnDevice, startWriting } from './store';
import { send } from './uploads';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
jest.mock('./uploads', () => ({ send: jest.fn() }));

const unit = '11111111111';
const name = `compose:${unit}:new`;
const file = (n: number) => ({ path: `/tmp/${n}.jpg`, size: 1000 });
const stored = (n: number) => ({ id: `1111111111${n}`, width: 4, height: 3, url: `/f/${n}`, thumbUrl: `/t/${n}` });
const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

describe('写帖时存着的东西', () => {
  beforeEach(() => {
    window.localStorage.clear();
    keep({ accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId: 'Lx3mNp6qRs9' });
    jest.mocked(call).mockReset().mockResolvedValue({ savedAt: '2026-11-22T00:00:00Z' } as never);
    jest.mocked(send).mockReset();
  });
  afterEach(() => jest.useRealTimers());

  it('停手两秒存在设备上，十秒存到服务器；刷新以后接着写', async () => {
    jest.useFakeTimers();
    const writing = startWriting(unit, name, { columnId: '22222222222' });
    writing.change({ title: '站桶' });
    writing.type(writing.state.get().items[0]?.key ?? '', { type: 'paragraph', text: '七点半\n\n集合' });
    expect(keptOnDevice(name)).toBeNull();
    await jest.advanceTimersByTimeAsync(2000);
    expect(keptOnDevice(name)).toMatchObject({ title: '站桶', columnId: '22222222222', draftId: writing.state.get().draftId });
    expect(blocksOf(keptOnDevice(name)?.items ?? [])).toEqual([{ type: 'paragraph', text: '七点半' }, { type: 'paragraph', text: '集合' }]);
    expect(call).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(8000);
    expect(call).toHaveBeenCalledTimes(1);
    expect(jest.mocked(call).mock.calls[0]).toEqual([draftRoutes.saveDraft, expect.objectContaining({ unitId: unit, title: '站桶', blocks: [{ type: 'paragraph', text: '七点半' }, { type: 'paragraph', text: '集合' }] })]);
    expect(writing.state.get().kept).toBe('server');
    writing.close();
  });

  it('登录过期、断网，服务器没存上：设备上的还在，不打扰写字', async () => {
    jest.useFakeTimers();
    jest.mocked(call).mockRejectedValue(new Refused('sign-in.expired', 401, '登录已过期'));
    const writing = startWriting(unit, name);
    writing.change({ title: '没存上的' });
    await jest.advanceTimersByTimeAsync(11_000);
    expect(keptOnDevice(name)).toMatchObject({ title: '没存上的' });
    expect(writing.state.get()).toMatchObject({ kept: 'device', problem: null });
    writing.close();
  });

  it('关掉网页的一刻也存；发布以后两边都清掉；空白的不留', () => {
    const writing = startWriting(unit, name);
    writing.change({ title: '快关了' });
    window.dispatchEvent(new Event('pagehide'));
    expect(keptOnDevice(name)).toMatchObject({ title: '快关了' });
    writing.done();
    expect(keptOnDevice(name)).toBeNull();
    const blank = startWriting(unit, name);
    blank.change({ title: '  ' });
    blank.close();
    expect(keptOnDevice(name)).toBeNull();
  });

  it('三张图，第二张坏了：另外两张照样传，顺序不变，坏的不算在内，重传就补上', async () => {
    let wrong = true;
    jest.mocked(send).mockImplementation((_, chosen) => {
      const n = Number(/(\d)\.jpg/.exec((chosen as { path: string }).path)?.[1]);
      return { done: n === 2 && wrong ? Promise.reject(new Refused('file.broken', 422, '图片打不开')) : Promise.resolve(stored(n)), stop: () => undefined };
    });
    const writing = startWriting(unit, name, { items: asItems([{ type: 'paragraph', text: '配图' }]) });
    expect(writing.pictures(null, [file(1), file(2), file(3)])).toBe(0);
    await settled();
    const items = () => writing.state.get().items;
    expect(items().map((item) => item.going?.state ?? 'ready')).toEqual(['ready', 'ready', 'failed', 'ready']);
    expect(items()[2]?.going?.why).toBe('图片打不开');
    expect(blocksOf(items()).map((block) => ('fileId' in block ? block.fileId : block.type))).toEqual(['paragraph', '11111111111', '11111111113']);
    wrong = false;
    writing.retry(items()[2]?.key ?? '');
    await settled();
    expect(blocksOf(items()).map((block) => ('fileId' in block ? block.fileId : block.type))).toEqual(['paragraph', '11111111111', '11111111112', '11111111113']);
    writing.move(items()[3]?.key ?? '', -1);
    expect(blocksOf(items()).map((block) => ('fileId' in block ? block.fileId : block.type))).toEqual(['paragraph', '11111111111', '11111111113', '11111111112']);
    writing.close();
  });

  it('取消正在传的：停下来，不留空位；插在写着的那一块后面', async () => {
    const stop = jest.fn();
    jest.mocked(send).mockReturnValue({ done: new Promise(() => undefined), stop });
    const writing = startWriting(unit, name, { items: [itemOf({ type: 'paragraph', text: '前' }), itemOf({ type: 'paragraph', text: '后' })] });
    writing.pictures(writing.state.get().items[0]?.key ?? null, [file(1)]);
    await settled();
    expect(writing.state.get().items.map((item) => item.block.type)).toEqual(['paragraph', 'picture', 'paragraph']);
    writing.remove(writing.state.get().items[1]?.key ?? '');
    expect(stop).toHaveBeenCalledTimes(1);
    expect(writing.state.get().items.map((item) => item.block.type)).toEqual(['paragraph', 'paragraph']);
    writing.close();
  });
});
