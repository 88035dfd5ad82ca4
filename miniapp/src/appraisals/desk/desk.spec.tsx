import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { useMe } from '../../kit/me';
import { forgetAnswers } from '../../kit/useRoute';
import AppraisalDeskPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
jest.mock('../../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR', id: 'Ap3dEf6hJ91' }) }));
jest.mock('../../kit/me', () => ({ ...jest.requireActual<object>('../../kit/me'), useMe: jest.fn() }));

const round = { id: 'Ap3dEf6hJ91', year: 2026, stage: 'peerReview', openedAt: '2026-11-01T02:00:00Z', expiresAt: '2027-07-01T02:00:00Z', expired: false, mode: null, cap: null, keepDays: 90, people: 3, electors: 0, voted: 0, paperReason: null, moves: [], me: { takesPart: true, leftOut: null, selfReview: null, draft: null, written: 0, elector: false, rated: false } };
const row = (name: string, group: string | null) => ({ person: { id: `P${name}`, name }, group: group && { id: `G${group}`, name: group }, status: 'full', leftOut: null, takesPart: true, reviewed: true, received: 1, counts: null, opinion: null });

describe('支委会的评议桌面', () => {
  const show = async (items: object[]) => {
    forgetAnswers();
    (useMe as jest.Mock).mockReturnValue({ person: { id: 'P1', name: '赵书记' }, currentUnitId: 'Yw7kQ2mN4pR', permissions: [], units: [{ unit: { id: 'Yw7kQ2mN4pR', name: '第一支部', kind: 'branch' }, path: [], roles: [], status: 'full', permissions: ['appraisal.read', 'appraisal.judge'] }] });
    (call as unknown as jest.Mock).mockReset().mockImplementation((route: unknown) => Promise.resolve(route === appraisalRoutes.desk ? { items, reminded: [], paper: null, electors: 0, voted: 0, fewestRaters: 5, fewestPapers: 0 } : round));
    render(<AppraisalDeskPage />);
    await screen.findByText('按姓名排列，不排名');
  };

  it('有党小组的分组列，没有编组的在最后；没有小组的一张名单', async () => {
    await show([row('何敏', '第一党小组'), row('林晓', '第一党小组'), row('赵书记', null)]);
    expect(within(screen.getByRole('list', { name: '第一党小组' })).getAllByRole('listitem').map((item) => item.textContent)).toEqual([expect.stringContaining('何敏'), expect.stringContaining('林晓')]);
    expect(within(screen.getByRole('list', { name: '未编入党小组' })).getByText('赵书记')).toBeTruthy();
    expect(screen.queryByRole('list', { name: '每位同志' })).toBeNull();
  });

  it('支部没有党小组，就是一张名单，没有小标题', async () => {
    await show([row('何敏', null), row('林晓', null)]);
    expect(within(screen.getByRole('list', { name: '每位同志' })).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByText('未编入党小组')).toBeNull();
  });
});
