import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { meRoutes } from '@branch/shared/members/routes';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import Taro from '@tarojs/taro';
import { openedWith, resetTaro } from '../../test/taro';
import { call } from '../kit/call';
import { listen } from '../kit/live';
import { loadMe } from '../kit/me';
import { Refused } from '../kit/refused';
import { keep } from '../kit/session';
import { forgetAnswers } from '../kit/useRoute';
import CalendarPage from './calendar/index';
import EditMeetingPage from './edit/index';
import { planAgain } from './edit/plan';
import MeetingPage from './detail/index';
import ScannedPage from './scanned/index';
import SignInCodePage from './signin/index';

jest.mock('../kit/call', () => ({ call: jest.fn(), download: jest.fn(() => Promise.resolve()) }));
jest.mock('../kit/live', () => ({ listen: jest.fn(() => () => undefined), listenPersonally: jest.fn(() => () => undefined) }));

const server = call as unknown as jest.Mock;
const unitId = 'Yw7kQ2mN4pR';
const id = 'Cd4eFg7hK1m';
const person = (name: string, key = name) => ({ id: key, name });
const meOf = (permissions: string[]) => ({ person: person('林晓', 'Lx3mNp6qRs9'), phoneMasked: null, currentUnitId: unitId, permissions: [], demo: false,
  units: [{ unit: { id: unitId, name: '宜山路', kind: 'branch' }, path: [{ id: unitId, name: '宜山路', kind: 'branch' }], status: 'full', roles: [], permissions }] });

async function signedIn(answers: [unknown, unknown][], permissions: string[] = []): Promise<void> {
  server.mockReset().mockImplementation((route: unknown, input: unknown) => {
    if (route === meRoutes.me) return Promise.resolve(meOf(permissions));
    const answer = answers.find(([one]) => one === route)?.[1];
    if (answer instanceof Refused) return Promise.reject(answer);
    if (typeof answer === 'function') return Promise.resolve((answer as (given: unknown) => unknown)(input));
    return answer === undefined ? Promise.reject(new Refused('not-found', 404, wordsOf('not-found'))) : Promise.resolve(answer);
  });
  keep({ accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId: 'Lx3mNp6qRs9' });
  await act(() => loadMe(true));
}
const asked = (route: unknown): unknown[] => server.mock.calls.filter(([one]) => one === route).map(([, input]) => input as unknown);

const head = { id, kind: 'orgLife', form: 'hybrid', title: '读书会', startsAt: '2026-11-27T11:30:00Z', endsAt: '2026-11-27T13:00:00Z', unit: { id: unitId, name: '宜山路' }, roomId: 'Ef5gHj8kM2n' };
const meeting = { ...head, state: 'called', theme: '', agenda: [{ id: 'a', position: 1, title: '学习', note: '' }], materials: [], files: [], chair: person('周书记'), recorder: null, calledBy: person('周书记'), expected: 3, votingExpected: 3, quorumNeeded: 2, strictQuorum: false, joining: 0, onLeave: 0, signedIn: 0, observers: [],
  openedAt: null, closedAt: null, closedHow: null, reason: null, ballots: [], hands: [], entered: null, place: null, minutesVersion: 0, hasDraft: false, reminders: ['day', 'hour'], shareText: '通知', sharePath: '/x',
  me: { expected: true, observer: false, votes: true, reply: null, attended: false, acknowledged: false, isChair: false, mayManage: false, mayEditMinutes: false, excluded: null } };

beforeEach(() => {
  window.localStorage.clear();
  forgetAnswers();
  resetTaro();
});

describe('发起会议', () => {
  const expected = (input: unknown) => ({ expected: (input as { kind?: string }).kind === 'committee' ? 5 : 115, votingExpected: 112, quorumNeeded: 56, byStatus: [] });
  const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  const choose = (kind: string) => fireEvent.change(screen.getByLabelText('会议'), { target: { value: kind } });
  const called = () => asked(meetingRoutes.call)[0] as Record<string, unknown>;

  it('选了会的种类，题目、议题先填好，预告将通知几个人；写过的不动', async () => {
    await signedIn([[meetingRoutes.expectedNow, expected], [meetingRoutes.call, meeting]], ['meeting.call']);
    openedWith({ unit: unitId });
    render(<EditMeetingPage />);
    expect(await screen.findByText(/将通知 115 人/)).toBeTruthy();
    expect(box('题目').value).toMatch(/^\d+月网上组织生活会$/);
    choose('committee');
    expect(await screen.findByText(/将通知 5 人/)).toBeTruthy();
    expect(box('题目').value).toMatch(/^\d+月支委会$/);
    expect(box('议题 1').value).toBe('上月事项办得怎样');
    fireEvent.input(box('题目'), { target: { value: '谈谈年底怎么过' } });
    fireEvent.input(box('议题 1'), { target: { value: '先说说困难' } });
    choose('themeDay');
    expect([box('题目').value, box('议题 1').value, box('议题 2').value]).toEqual(['谈谈年底怎么过', '先说说困难', '本月工作安排']);
    await screen.findByText(/将通知 115 人/);
    fireEvent.click(screen.getByRole('button', { name: '发出通知' }));
    await waitFor(() => expect(called()).toMatchObject({ kind: 'themeDay', form: 'offline', title: '谈谈年底怎么过', reminders: ['day', 'hour'] }));
  });

  it('提醒最多选两个时间，第三个说明为什么选不了', async () => {
    await signedIn([[meetingRoutes.expectedNow, expected]], ['meeting.call']);
    openedWith({ unit: unitId });
    render(<EditMeetingPage />);
    fireEvent.click(await screen.findByRole('button', { name: '主题、材料和其他' }));
    const third = screen.getByRole<HTMLInputElement>('checkbox', { name: /开始时/ });
    expect([third.disabled, screen.queryByText(wordsOf('reminder.too-many')) !== null]).toEqual([true, true]);
    fireEvent.click(screen.getByRole('checkbox', { name: '提前一天' }));
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /开始时/ }).disabled).toBe(false);
  });

  it('照上次再开一次：内容带来，时间是下一个同样的钟点，按月的题目跟着月份走', async () => {
    const past = { kind: 'committee', form: 'online', title: '9月支委会', theme: '安排', startsAt: '2026-09-10T06:00:00Z', endsAt: '2026-09-10T07:00:00Z', agenda: [{ title: '定分工', note: '' }], materials: [{ title: '稿', text: '正文' }], files: [], observers: [person('林晓', 'Ab3dEf6hJ9k')], strictQuorum: true, reminders: ['hour'] } as const;
    const plan = planAgain(past as never, new Date('2026-11-20T10:00:00Z'));
    expect(plan).toMatchObject({ title: '11月支委会', startsAt: '2026-11-21T06:00:00.000Z', endsAt: '2026-11-21T07:00:00.000Z', agenda: [{ title: '定分工' }], observers: [{ name: '林晓' }], strictQuorum: true });
    expect(planAgain({ ...past, title: '年底的会' } as never, new Date('2026-11-20T10:00:00Z')).title).toBe('年底的会');

    await signedIn([[meetingRoutes.expectedNow, expected], [callingRoutes.again, past], [meetingRoutes.call, meeting]], ['meeting.call']);
    openedWith({ unit: unitId, after: id });
    render(<EditMeetingPage />);
    expect(await screen.findByText(/将通知 6 人/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '发出通知' }));
    await waitFor(() => expect(called()).toMatchObject({ after: id, observers: ['Ab3dEf6hJ9k'], reminders: ['hour'], agenda: [{ title: '定分工', note: '' }] }));
  });
});

describe('会议页', () => {
  it('不计入应到的人看得到原因和谁批准的', async () => {
    await signedIn([[meetingRoutes.meeting, { ...meeting, me: { ...meeting.me, expected: false, excluded: { reason: '长期在国外', approvedBy: '支委会' } } }]]);
    openedWith({ unit: unitId, id });
    render(<MeetingPage />);
    expect(await screen.findByText('您这次不计入应到')).toBeTruthy();
    expect(screen.getByText(/长期在国外（支委会批准）/)).toBeTruthy();
  });

  it('书记看得到二维码和谁答复了，能提醒没答复的、把人重新计入应到；普通成员看不到', async () => {
    const replies = { joining: [person('林晓')], leaving: [{ person: person('陈立'), category: 'work', reason: '加班' }], silent: [{ person: person('周磊'), left: 1 }], excluded: [{ person: person('小秦', 'Qn4kLm8pWx2'), reason: '在国外', approvedBy: '支委会' }], reminded: [] };
    await signedIn([[meetingRoutes.meeting, { ...meeting, me: { ...meeting.me, mayManage: true } }], [callingRoutes.qr, { link: 'http://x/-/m/a/b', qr: 'data:image/svg+xml;base64,AA', title: '读书会' }], [callingRoutes.replies, replies], [callingRoutes.remindReplies, { reminded: 1, heldBack: 0 }], [callingRoutes.include, {}]]);
    openedWith({ unit: unitId, id });
    const shown = render(<MeetingPage />);
    expect(await screen.findByAltText('会议二维码')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '谁答复了' }));
    expect(await screen.findByText(/参加 1 · 请假 1 · 没答复 1 · 不计入应到 1/)).toBeTruthy();
    expect(screen.getByText('工作：加班')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '提醒未回复的' }));
    await waitFor(() => expect(asked(callingRoutes.remindReplies)).toEqual([{ unitId, meetingId: id }]));
    fireEvent.click(screen.getByRole('button', { name: '小秦重新计入应到' }));
    await waitFor(() => expect(asked(callingRoutes.include)).toEqual([{ unitId, meetingId: id, personId: 'Qn4kLm8pWx2' }]));
    shown.unmount();
    forgetAnswers();
    await signedIn([[meetingRoutes.meeting, meeting]]);
    render(<MeetingPage />);
    expect(await screen.findByRole('button', { name: '加入日历' })).toBeTruthy();
    expect([screen.queryByAltText('会议二维码'), screen.queryByRole('button', { name: '谁答复了' })]).toEqual([null, null]);
  });

  it('结束了的会，书记可以照这次再开一次', async () => {
    await signedIn([[meetingRoutes.meeting, { ...meeting, state: 'closed', me: { ...meeting.me, mayManage: true } }]]);
    openedWith({ unit: unitId, id });
    render(<MeetingPage />);
    fireEvent.click(await screen.findByRole('button', { name: '照这次再开一次' }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/meetings/edit/index?unit=${unitId}&after=${id}` });
  });
});

describe('签到码', () => {
  const code = { link: 'http://x/-/i/a.0123456789abcdef', qr: 'data:image/svg+xml;base64,AA', title: '党课', roomId: head.roomId, next: 20_000, expected: 3, attended: 1,
    people: [{ person: person('周书记', 'Zs1'), observer: false, attended: true, how: ['signedIn'], at: '2026-11-27T11:20:00Z', tickedBy: null }, { person: person('陈立', 'Cl1'), observer: false, attended: false, how: [], at: null, tickedBy: null }, { person: person('林晓', 'Lx3mNp6qRs9'), observer: false, attended: false, how: [], at: null, tickedBy: null }] };

  it('有人签到就跟着出现，码到时间就换；没带手机的在这里登记，自己的不能登记', async () => {
    jest.useFakeTimers();
    try {
      await signedIn([[callingRoutes.signInCode, code], [callingRoutes.tick, {}]]);
      openedWith({ unit: unitId, id });
      render(<SignInCodePage />);
      await act(() => jest.advanceTimersByTimeAsync(10));
      expect(screen.getByText('已签到 1 / 应到 3')).toBeTruthy();
      expect(screen.getByText('刚刚签到：周书记')).toBeTruthy();
      const [room, listener] = (listen as jest.Mock).mock.calls.at(-1) as [string, { onNews: (name: string) => void }];
      expect(room).toBe(`room:${head.roomId}`);
      const before = asked(callingRoutes.signInCode).length;
      act(() => { listener.onNews('present'); listener.onNews('present'); listener.onNews('entry'); });
      await act(() => jest.advanceTimersByTimeAsync(400));
      expect(asked(callingRoutes.signInCode).length).toBe(before + 1);
      await act(() => jest.advanceTimersByTimeAsync(20_300));
      expect(asked(callingRoutes.signInCode).length).toBe(before + 2);
      expect(screen.queryByRole('button', { name: '登记林晓到会' })).toBeNull();
      fireEvent.click(screen.getByRole('button', { name: '登记陈立到会' }));
      await act(() => jest.advanceTimersByTimeAsync(10));
      expect(asked(callingRoutes.tick)).toEqual([{ unitId, meetingId: id, personId: 'Cl1', on: true }]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('会散了，码就收起来，说明为什么', async () => {
    await signedIn([[callingRoutes.signInCode, new Refused('sign-in-code.closed', 409, wordsOf('sign-in-code.closed'))]]);
    openedWith({ unit: unitId, id });
    render(<SignInCodePage />);
    expect(await screen.findByText(wordsOf('sign-in-code.closed'))).toBeTruthy();
    expect(screen.queryByAltText(/签到二维码/)).toBeNull();
  });
});

describe('扫了签到码', () => {
  const scanned = { unitId, roomId: head.roomId, title: '党课', at: '2026-11-27T11:31:00Z', before: false };
  const open = () => { openedWith({ id, code: '0123456789abcdef' }); return render(<ScannedPage />); };

  it('打开就签到，只签一次；签过的说签过了', async () => {
    await signedIn([[callingRoutes.scan, scanned]]);
    const page = open();
    expect(await screen.findByText('签到好了')).toBeTruthy();
    expect(screen.getByText('19:31 签到')).toBeTruthy();
    expect(asked(callingRoutes.scan)).toEqual([{ meetingId: id, code: '0123456789abcdef' }]);
    page.unmount();
    await signedIn([[callingRoutes.scan, { ...scanned, before: true }]]);
    open();
    expect(await screen.findByText('您已经签过到')).toBeTruthy();
  });

  it('过期的、假的，各有各的说法；没登录的先登录', async () => {
    for (const code of ['sign-in-code.expired', 'sign-in-code.wrong'] as const) {
      await signedIn([[callingRoutes.scan, new Refused(code, 409, wordsOf(code))]]);
      const page = open();
      expect(await screen.findByText(wordsOf(code))).toBeTruthy();
      page.unmount();
    }
    await signedIn([[callingRoutes.scan, new Refused('sign-in.required', 401, wordsOf('sign-in.required'))]]);
    open();
    expect(await screen.findByText('先登录，再签到')).toBeTruthy();
  });
});

describe('订阅日历', () => {
  it('生成、看到、换掉、停用自己的地址', async () => {
    const feed = { address: 'https://x.cn/calendar/abc.ics', madeAt: '2026-11-27T11:31:00Z' };
    await signedIn([[callingRoutes.feed, { address: null, madeAt: null }], [callingRoutes.renewFeed, feed], [callingRoutes.endFeed, {}]]);
    openedWith({ unit: unitId });
    render(<CalendarPage />);
    fireEvent.click(await screen.findByRole('button', { name: '生成我的订阅地址' }));
    expect(await screen.findByText(feed.address)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '换一个地址' }));
    fireEvent.click(screen.getByRole('button', { name: '换' }));
    await waitFor(() => expect(asked(callingRoutes.renewFeed)).toHaveLength(2));
    fireEvent.click(screen.getByRole('button', { name: '停用' }));
    expect(await screen.findByRole('button', { name: '生成我的订阅地址' })).toBeTruthy();
  });
});
