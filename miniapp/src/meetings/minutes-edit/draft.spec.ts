import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { call } from '../../kit/call';
import { writeJson } from '../../kit/platform';
import { Refused } from '../../kit/refused';
import { type DraftAnswer, editDraft } from './draft';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
const asked = jest.mocked(call);

const content = (remarks: string): MinutesContent => ({
  head: { place: '网上', chair: '赵书记', recorder: '', startedAt: '', endedAt: '', expected: 6, votingExpected: 5, present: 4, votingPresent: 4, observers: [], leave: [], absent: 2 },
  agenda: [], statements: [], decisions: [], actions: [], remarks,
});
const answer = (remarks: string, revision: number, savedBy: string | null = null): DraftAnswer => ({ content: content(remarks), revision, savedAt: null, savedBy: savedBy ? { id: 'HeMin111111', name: savedBy } : null, publishedVersion: 0, publishedContent: null, corrections: [], speakers: null });
const meetings = ['A', 'B', 'C', 'D'].map((one) => ({ unitId: 'Unit1111111', meetingId: `Meeting111${one}` }));
const write = (remarks: string) => (now: MinutesContent): MinutesContent => ({ ...now, remarks });

/** The server of these tests: one draft, refusing a save on an older revision. */
function server(start: DraftAnswer): { now: DraftAnswer; online: boolean } {
  const state = { now: start, online: true };
  asked.mockImplementation(((route: unknown, input: { content: MinutesContent; revision: number }) => {
    if (!state.online) return Promise.reject(new Refused('offline', 0, '网络没有连上'));
    if (route === minutesRoutes.draft) return Promise.resolve(state.now);
    if (input.revision !== state.now.revision) return Promise.reject(new Refused('minutes.changed', 409, '另一位同志刚保存过草稿'));
    state.now = { ...state.now, content: input.content, revision: input.revision + 1 };
    return Promise.resolve({ revision: state.now.revision, savedAt: '2026-11-22T12:00:00.000Z' });
  }) as never);
  return state;
}

describe('赵书记整理纪要', () => {
  beforeEach(() => meetings.forEach((at) => writeJson(`minutes.${at.meetingId}`, null)));

  it('改了就能存，接着改接着存', async () => {
    const state = server(answer('', 0));
    const draft = editDraft(meetings[0] as never, state.now);
    draft.change(write('第一句'));
    expect(await draft.save()).toBe(true);
    draft.change(write('第一句，第二句'));
    expect(await draft.save()).toBe(true);
    expect(state.now).toMatchObject({ revision: 2, content: { remarks: '第一句，第二句' } });
    expect(draft.editing.get().state).toBe('saved');
    draft.close();
  });

  it('何敏先存了：不盖她的，也不丢自己的；看过差异再定', async () => {
    const state = server(answer('', 3));
    const draft = editDraft(meetings[1] as never, state.now);
    state.now = answer('何敏写的', 4, '何敏');
    draft.change(write('赵书记写的'));
    expect(await draft.save()).toBe(false);
    expect(draft.editing.get()).toMatchObject({ state: 'meanwhile', content: { remarks: '赵书记写的' }, theirs: { content: { remarks: '何敏写的' } } });
    expect(state.now.content.remarks).toBe('何敏写的');
    expect(await draft.keepMine()).toBe(true);
    expect(state.now).toMatchObject({ revision: 5, content: { remarks: '赵书记写的' } });
    draft.close();
  });

  it('断网时写的留在本机，重新打开还在，网通了再存', async () => {
    const state = server(answer('', 0));
    const first = editDraft(meetings[2] as never, state.now);
    state.online = false;
    first.change(write('地铁里写的'));
    expect(await first.save()).toBe(false);
    expect(first.editing.get().state).toBe('failed');
    first.close();
    state.online = true;
    const again = editDraft(meetings[2] as never, state.now);
    expect(again.editing.get().content.remarks).toBe('地铁里写的');
    expect(await again.save()).toBe(true);
    expect(state.now.content.remarks).toBe('地铁里写的');
    again.close();
  });

  it('本机留着旧稿而服务器上已是新稿：两份都给他看', () => {
    const at = meetings[3] as (typeof meetings)[number];
    writeJson(`minutes.${at.meetingId}`, { content: content('上周写的'), revision: 1 });
    const draft = editDraft(at, answer('何敏后来写的', 2, '何敏'));
    expect(draft.editing.get()).toMatchObject({ state: 'meanwhile', content: { remarks: '上周写的' } });
    draft.takeTheirs();
    expect(draft.editing.get()).toMatchObject({ state: 'saved', content: { remarks: '何敏后来写的' }, revision: 2 });
    draft.close();
  });
});
