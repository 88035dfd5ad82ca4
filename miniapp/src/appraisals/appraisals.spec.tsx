import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../kit/call';
import { useMe } from '../kit/me';
import { forgetAnswers } from '../kit/useRoute';
import PaperPage from './paper/index';
import RoundPage from './round/index';

jest.mock('../kit/call', () => ({ call: jest.fn() }));
jest.mock('../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR', id: 'Ap3dEf6hJ91' }) }));
jest.mock('../kit/me', () => ({ ...jest.requireActual<object>('../kit/me'), useMe: jest.fn() }));

const server = call as unknown as jest.Mock;
const round = { id: 'Ap3dEf6hJ91', year: 2026, stage: 'rating', openedAt: '2026-11-01T02:00:00Z', expiresAt: '2027-07-01T02:00:00Z', expired: false, mode: 'online', cap: 1, keepDays: 90, people: 4, electors: 9, voted: 3, paperReason: null,
  moves: [{ stage: 'selfReview', by: { id: 'P2', name: '赵书记' }, at: '2026-11-01T02:00:00Z' }], me: { takesPart: true, leftOut: null, selfReview: null, draft: null, written: 0, elector: true, rated: false } };
const mine = { selfReview: null, received: [{ by: { id: 'P3', name: '周平' }, text: '讲话实在。', at: '2026-11-05T02:00:00Z' }], counts: null, opinion: null, expired: false };
const people = ['赵书记', '周平', '何敏'].map((name, n) => ({ id: `P${n + 2}`, name }));

describe('民主评议的页面', () => {
  let sent: unknown[] = [];
  let rated = false;
  const answers = new Map<unknown, () => unknown>([
    [appraisalRoutes.rounds, () => ({ items: [round] })], [appraisalRoutes.round, () => round], [appraisalRoutes.mine, () => mine], [appraisalRoutes.paper, () => ({ mayRate: !rated, rated, cap: 1, people })],
    [appraisalRoutes.rate, () => { rated = true; return { voted: 4, electors: 9, replayed: false }; }],
  ]);
  beforeEach(() => {
    forgetAnswers();
    sent = [];
    rated = false;
    (useMe as jest.Mock).mockReturnValue({ person: { id: 'P1', name: '林晓' }, currentUnitId: 'Yw7kQ2mN4pR', permissions: [], units: [{ unit: { id: 'Yw7kQ2mN4pR', name: '第一支部', kind: 'branch' }, path: [], roles: [], status: 'full', permissions: ['appraisal.read', 'appraisal.write'] }] });
    server.mockReset().mockImplementation((route: unknown, input: unknown) => { if (route === appraisalRoutes.rate) sent.push(input); return Promise.resolve(answers.get(route)?.()); });
  });

  it('党员看到：走到哪一步、要做什么、谁看得到、留到什么时候；没有支委会的入口', async () => {
    render(<RoundPage />);
    await screen.findByText('已投 3 / 9 人');
    expect(screen.getByRole('button', { name: '投测评票' })).toBeTruthy();
    expect(screen.getByText('讲话实在。')).toBeTruthy();
    expect(screen.getByText(/结束后 90 天彻底删除/)).toBeTruthy();
    expect(screen.getByText(/大家选得都一样，票数自己就说明了/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '支委会：进度与意见' })).toBeNull();
  });

  it('一张票：没选完、优秀超过名额都投不了，旁边写着为什么；投了就是“已经计入”', async () => {
    render(<PaperPage />);
    const vote = await screen.findByRole('button', { name: '投票' });
    expect(vote.getAttribute('aria-disabled')).toBe('true');
    const choose = (name: string, grade: string) => fireEvent.click(within(screen.getByRole('group', { name: `${name}的等次` })).getByRole('button', { name: grade }));
    choose('赵书记', '优秀');
    choose('周平', '优秀');
    fireEvent.click(screen.getByRole('button', { name: '其余 1 位都填“合格”' }));
    expect(screen.getByText('选“优秀”的超过了名额，请调整。')).toBeTruthy();
    choose('周平', '基本合格');
    fireEvent.click(screen.getByRole('button', { name: '投票' }));
    await act(async () => { fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '投票' })); });
    expect(sent).toEqual([{ unitId: 'Yw7kQ2mN4pR', appraisalId: 'Ap3dEf6hJ91', grades: [{ personId: 'P2', grade: 'excellent' }, { personId: 'P3', grade: 'barelyQualified' }, { personId: 'P4', grade: 'qualified' }] }]);
    await screen.findByText('您的票已经计入');
    expect(screen.queryByRole('button', { name: '投票' })).toBeNull();
  });
});
