import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { homeRoutes } from '@branch/shared/home/routes';
import { meRoutes } from '@branch/shared/members/routes';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { loadMe } from '../../kit/me';
import { Refused } from '../../kit/refused';
import { forget, keep } from '../../kit/session';
import { forgetAnswers } from '../../kit/useRoute';
import BranchPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));

const server = call as unknown as jest.Mock;
const unitId = 'Yw7kQ2mN4pR';
const site = { unitId, name: '宜山路770号联合党总支', banner: '', introduction: '', state: 'online', exemplary: false, lastUpdateAt: null, columns: [{ id: 'Ab3dEf6hJ9k', kind: 'news', name: '支部动态' }] };
const home = { site, unitName: site.name, communityName: '虹梅社区综合党委', newToday: 3, meeting: null, checkIn: { month: '2026-11', checkIns: 6, quota: 10, today: false }, todos: [], posts: [], messages: [], unreadNotices: 2 };
const meeting = { id: 'Cd4eFg7hK1m', kind: 'orgLife', form: 'online', title: '读书会：把一件小事做到底', startsAt: '2026-11-22T11:30:00Z', endsAt: '2026-11-22T13:00:00Z', state: 'open', unit: { id: unitId, name: site.name }, roomId: 'Ef5gHj8kM2n', present: 68, expected: 112, myReply: null, minutesVersion: 0, mustRead: false };

const meOf = (permissions: string[], roles: string[] = []): unknown => ({ person: { id: 'Lx3mNp6qRs9', name: '林晓' }, phoneMasked: null, currentUnitId: unitId, permissions: [], demo: false,
  units: [{ unit: { id: unitId, name: site.name, kind: 'generalBranch' }, path: [{ id: unitId, name: site.name, kind: 'generalBranch' }], status: 'full', roles, permissions: ['home.read', 'checkIn.mine', 'message.write', ...permissions] }] });

/** Signs somebody in; `answers` by route, a function gets the input. */
async function signedIn(me: unknown, answers: Map<unknown, unknown>): Promise<void> {
  server.mockReset().mockImplementation((route: unknown, input: unknown) => {
    if (route === meRoutes.me) return Promise.resolve(me);
    const answer = answers.get(route);
    if (answer instanceof Refused) return Promise.reject(answer);
    if (typeof answer === 'function') return (answer as (given: unknown) => unknown)(input);
    return answer === undefined ? Promise.reject(new Refused('not-found', 404, wordsOf('not-found'))) : Promise.resolve(answer);
  });
  keep({ accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId: 'Lx3mNp6qRs9' });
  await act(() => loadMe(true));
}

describe('the first screen of a branch', () => {
  beforeEach(() => {
    window.localStorage.clear();
    forgetAnswers();
  });

  it('offers a visitor the way in, and no counters', () => {
    forget();
    render(<BranchPage />);
    expect(screen.getByRole('button', { name: '登录' })).toBeTruthy();
    expect(screen.queryByText('本月报到')).toBeNull();
  });

  it('shows a member the running meeting, what is left of the month, and how much is new', async () => {
    await signedIn(meOf([]), new Map<unknown, unknown>([[homeRoutes.home, { ...home, meeting }]]));
    render(<BranchPage />);
    expect(await screen.findByRole('button', { name: '进入会议室' })).toBeTruthy();
    expect(screen.getByText('已到 68 / 应到 112')).toBeTruthy();
    expect(screen.getByText('还差 4 次 · 30 日截止')).toBeTruthy();
    expect(screen.getByText('虹梅社区 · 网站在线 · 今天有 3 处新内容')).toBeTruthy();
    expect(screen.getByRole('button', { name: '通知，2 条未读' })).toBeTruthy();
    expect(screen.queryByRole('navigation', { name: '支部工作' })).toBeNull();
  });

  it('gives the secretary the work, with numbers of what waits', async () => {
    const todos = [{ kind: 'draftMinutes', title: '整理“聊聊园区午间半小时”的纪要', hint: '', path: '/meetings/minutes-edit/index?unit=a&id=b', at: null }];
    await signedIn(meOf(['meeting.call', 'roster.read', 'minutes.edit', 'message.answer'], ['secretary']), new Map<unknown, unknown>([[homeRoutes.home, { ...home, todos }]]));
    render(<BranchPage />);
    const work = within(await screen.findByRole('navigation', { name: '支部工作' }));
    expect(work.getByRole('link', { name: '出纪要，1 项' }).getAttribute('href')).toBe(todos[0]?.path);
    expect(work.getByRole('link', { name: '开会' })).toBeTruthy();
  });

  it('says in words when it cannot be loaded, with the number for the administrator', async () => {
    await signedIn(meOf([]), new Map<unknown, unknown>([[homeRoutes.home, new Refused('server.failed', 500, wordsOf('server.failed'), 'r-7Hk2mQ')]]));
    render(<BranchPage />);
    expect(await screen.findByText(wordsOf('server.failed'))).toBeTruthy();
    expect(screen.getByText('编号 r-7Hk2mQ')).toBeTruthy();
    expect(screen.getByRole('button', { name: '重试' })).toBeTruthy();
  });

  it('checks in once, however often it is pressed', async () => {
    const sent: unknown[] = [];
    let answer = (_: unknown): void => undefined;
    await signedIn(meOf([]), new Map<unknown, unknown>([[homeRoutes.home, home], [checkInRoutes.checkIn, (input: unknown) => {
      sent.push(input);
      return new Promise((done) => { answer = done; });
    }]]));
    render(<BranchPage />);
    const words = await screen.findByLabelText('今日报到');
    fireEvent.input(words, { target: { value: '把旧电脑捐给了社区。' } });
    const button = screen.getByRole('button', { name: '报到' });
    fireEvent.click(button);
    fireEvent.click(button);
    fireEvent.keyDown(words, { key: 'Enter' });
    expect(sent).toHaveLength(1);
    await act(async () => answer({ month: '2026-11', days: ['2026-11-22'], checkIns: 7, acts: [], quota: 10, today: true }));
    expect(await screen.findByText('还差 3 次 · 30 日截止')).toBeTruthy();
    expect(screen.queryByLabelText('今日报到')).toBeNull();
  });

  it('keeps the sentence when it could not be sent, and sends the same one again under the same id', async () => {
    const sent: { clientId?: string; text?: string }[] = [];
    await signedIn(meOf([]), new Map<unknown, unknown>([[homeRoutes.home, home], [checkInRoutes.checkIn, (input: { clientId: string; text: string }) => {
      sent.push(input);
      return Promise.reject(new Refused('offline', 0, '网络没有连上，内容还在。'));
    }]]));
    render(<BranchPage />);
    const words = await screen.findByLabelText('今日报到');
    fireEvent.input(words, { target: { value: '今天读完了第三章。' } });
    fireEvent.click(screen.getByRole('button', { name: '报到' }));
    expect(await screen.findByText('网络没有连上，内容还在。')).toBeTruthy();
    expect((screen.getByLabelText('今日报到') as HTMLInputElement).value).toBe('今天读完了第三章。');
    fireEvent.click(screen.getByRole('button', { name: '报到' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.clientId).toBe(sent[0]?.clientId);
    fireEvent.input(screen.getByLabelText('今日报到'), { target: { value: '今天读完了第四章。' } });
    fireEvent.click(screen.getByRole('button', { name: '报到' }));
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]?.clientId).not.toBe(sent[0]?.clientId);
  });
});
