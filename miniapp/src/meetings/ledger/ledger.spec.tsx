import { ledgerRoutes } from '@branch/shared/meetings/ledger-routes';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { useMe } from '../../kit/me';
import { forgetAnswers } from '../../kit/useRoute';
import LedgerPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
jest.mock('../../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR' }) }));
jest.mock('../../kit/me', () => ({ ...jest.requireActual<object>('../../kit/me'), useMe: jest.fn() }));

const server = call as unknown as jest.Mock;
const forms = (online: number, offline: number, hybrid = 0) => ({ online, offline, hybrid });
const period = (key: string, name: string, state: string, more: object = {}) => ({ key, name, ...forms(0, 0), planned: 0, state, lastDay: '2026-11-30', ...more });
const ledger = { year: 2026, years: [2026, 2025], from: '2026-01-01', unit: { id: 'Yw7kQ2mN4pR', name: '第一支部' }, ...forms(2, 3),
  kinds: [{ kind: 'themeDay', every: 'month', article: '《中国共产党支部工作条例（试行）》第十六条：每月相对固定 1 天', owed: true, ...forms(1, 2), met: 1, lapsed: 1, soon: 1, periods: [period('2026-09', '9 月', 'lapsed'), period('2026-10', '10 月', 'met', forms(1, 2)), period('2026-11', '11 月', 'soon'), period('2026-12', '12 月', 'coming')] },
    { kind: 'committee', every: 'month', article: '第十二条', owed: false, ...forms(0, 0), met: 0, lapsed: 0, soon: 0, periods: [] },
    { kind: 'discussion', every: null, article: null, owed: false, ...forms(1, 1), met: 0, lapsed: 0, soon: 0, periods: [] }] };
const asked: unknown[] = [];

describe('三会一课台账的页面（MEET-11）', () => {
  const show = async (permissions: string[]) => {
    (useMe as jest.Mock).mockReturnValue({ person: { id: 'P1', name: '林晓' }, currentUnitId: 'Yw7kQ2mN4pR', permissions: [], units: permissions.length > 0 ? [{ unit: { id: 'Yw7kQ2mN4pR', name: '第一支部', kind: 'branch' }, path: [], roles: [], status: 'full', permissions }] : [] });
    render(<LedgerPage />);
    await screen.findByText('主题党日');
  };
  beforeEach(() => {
    forgetAnswers();
    asked.length = 0;
    server.mockReset().mockImplementation((route: unknown, input: unknown) => {
      asked.push(input);
      return Promise.resolve(route === ledgerRoutes.ledger ? ledger : { items: [{ id: 'Ab3dEf6hJ91', kind: 'themeDay', form: 'offline', title: '走访养老院', at: '2026-10-16T06:00:00Z', planned: false, entered: true, minutesVersion: 1 }], next: null, total: 3, closed: 2 });
    });
  });

  it('党员看到：快到期的写在最上面，网上和线下分开写，不欠的不列，条款在旁边', async () => {
    await show(['meeting.read', 'ledger.read']);
    expect(screen.getByText('主题党日（11 月，11 月 30 日前）')).toBeTruthy();
    expect(screen.getByText('线下 2 · 网上 1')).toBeTruthy();
    expect(screen.queryByText('支委会')).toBeNull();
    expect(screen.getByText(/第十六条/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '补录线下会议' })).toBeNull();
  });

  it('点一个数，打开它背后的会议；党小组的只说有几次', async () => {
    await show(['meeting.read', 'meeting.manage', 'ledger.read']);
    expect(screen.getByRole('button', { name: '补录线下会议' })).toBeTruthy();
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: '主题党日 10 月，已开，线下 2 · 网上 1，看会议' })); });
    const sheet = within(await screen.findByRole('dialog'));
    expect((await sheet.findByRole('link')).textContent).toContain('走访养老院');
    expect(sheet.getByText(/另有 2 次是党小组开的/)).toBeTruthy();
    expect(asked.at(-1)).toEqual({ unitId: 'Yw7kQ2mN4pR', kind: 'themeDay', period: '2026-10' });
  });

  it('上级看到的只有次数，点不开', async () => {
    await show([]);
    expect(screen.queryByRole('button', { name: /看会议/ })).toBeNull();
    expect(screen.getByText('会议的内容只有支部里的同志看得到，这里只有次数。')).toBeTruthy();
  });
});
