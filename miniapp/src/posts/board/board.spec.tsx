import { meRoutes } from '@branch/shared/members/routes';
import { dutyRoutes } from '@branch/shared/posts/duty-routes';
import { boardRoutes } from '@branch/shared/posts/routes';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { shanghaiDay, shanghaiMoment } from '@branch/shared/time';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { loadMe } from '../../kit/me';
import { Refused } from '../../kit/refused';
import { keep } from '../../kit/session';
import { forgetAnswers } from '../../kit/useRoute';
import BoardPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
jest.mock('../../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR' }) }));

const server = call as unknown as jest.Mock;
const unitId = 'Yw7kQ2mN4pR';
const team = [{ id: 'Ad3mNp6qRs9', name: '何敏' }, { id: 'Sh3mNp6qRs9', name: '赵书记' }];
const tomorrow = shanghaiDay(new Date(Date.now() + 86_400_000));
const message = (more: object) => ({ id: 'Ms3mNp6qRs9', author: { id: 'Lx3mNp6qRs9', name: '林晓' }, text: '打印机一直卡纸', leftAt: new Date().toISOString(), answer: null, waitingHours: null, promisedAt: shanghaiMoment(tomorrow, '10:30').toISOString(), clock: 'waiting', received: null, mine: true, state: 'published', ...more });
const sent: [unknown, unknown][] = [];

async function open(permissions: string[], rows: unknown[], answers = new Map<unknown, unknown>()): Promise<void> {
  sent.length = 0;
  server.mockReset().mockImplementation((route: unknown, input: unknown) => {
    sent.push([route, input]);
    if (route === meRoutes.me) return Promise.resolve({ person: { id: 'Lx3mNp6qRs9', name: '林晓' }, phoneMasked: null, currentUnitId: unitId, permissions: [], demo: false, secondStep: 'off', units: [{ unit: { id: unitId, name: '第一支部', kind: 'branch' }, path: [{ id: unitId, name: '第一支部', kind: 'branch' }], status: 'full', roles: [], permissions }] });
    if (answers.has(route)) { const given = answers.get(route); return given instanceof Refused ? Promise.reject(given) : Promise.resolve(given); }
    if (route === boardRoutes.messages) return Promise.resolve({ items: rows, next: null });
    if (route === dutyRoutes.duty) return Promise.resolve({ today: team[0], days: Array.from({ length: 7 }, (_, i) => ({ weekday: i + 1, person: i === 0 ? team[0] : null })), team });
    return Promise.reject(new Refused('not-found', 404, wordsOf('not-found')));
  });
  keep({ accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId: 'Lx3mNp6qRs9' });
  await act(() => loadMe(true));
  render(<BoardPage />);
  await screen.findByText('打印机一直卡纸');
}

describe('留言板的页面（SITE-9）', () => {
  beforeEach(() => { window.localStorage.clear(); forgetAnswers(); });

  it('留言人看到约定和今天谁值班；没有排班的按钮，也没有回应的按钮', async () => {
    await open(['message.write'], [message({})]);
    expect(screen.getByText('预计明天 10:30 前回应')).toBeTruthy();
    expect(await screen.findByText('今天值班：何敏')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '排值班' })).toBeNull();
    expect(screen.queryByRole('button', { name: '回应' })).toBeNull();
  });

  it('过了约定照实说；别的成员看不到别人的约定', async () => {
    await open(['message.write'], [message({ clock: 'overdue' })]);
    expect(screen.getByText('超过了约定时间，已提醒书记')).toBeTruthy();
  });

  it('网管员一下“收到，正在办”，之后还能回应；别人先说了，知道是谁', async () => {
    const received = message({ mine: false, clock: 'received', waitingHours: 3, received: { by: team[0], at: new Date().toISOString() } });
    await open(['message.answer'], [message({ mine: false, waitingHours: 3 })], new Map([[boardRoutes.receive, received]]));
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: '收到，正在办' })); });
    expect(sent.filter(([route]) => route === boardRoutes.receive)).toEqual([[boardRoutes.receive, { unitId, messageId: 'Ms3mNp6qRs9' }]]);
    expect(await screen.findByText(/收到，正在办 · /)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '收到，正在办' })).toBeNull();
    expect(screen.getByRole('button', { name: '回应' })).toBeTruthy();
  });

  it('两个人同时收，后一个看到前一个是谁', async () => {
    await open(['message.answer'], [message({ mine: false, waitingHours: 0 })], new Map([[boardRoutes.receive, new Refused('message.answered-already', 409, wordsOf('message.answered-already'), null, [], { by: '赵书记', at: new Date().toISOString() })]]));
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: '收到，正在办' })); });
    expect((await screen.findByRole('alert')).textContent).toContain('赵书记');
  });

  it('书记排一周的值班：七天各选一人，存的是整张表', async () => {
    await open(['message.answer', 'duty.set'], [message({ mine: false, waitingHours: 0 })], new Map([[dutyRoutes.setDuty, { today: team[1], days: [], team }]]));
    await act(async () => { fireEvent.click(await screen.findByRole('button', { name: '排值班' })); });
    const sheet = within(await screen.findByRole('dialog'));
    fireEvent.change(sheet.getByLabelText('周二'), { target: { value: team[1]?.id } });
    await act(async () => { fireEvent.click(sheet.getByRole('button', { name: '保存' })); });
    const [, input] = sent.find(([route]) => route === dutyRoutes.setDuty) ?? [];
    expect((input as { days: { weekday: number; personId: string | null }[] }).days.map((day) => day.personId)).toEqual([team[0]?.id, team[1]?.id, null, null, null, null, null]);
    expect(await screen.findByText('今天值班：赵书记')).toBeTruthy();
  });
});
