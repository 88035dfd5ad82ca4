import { leftRoundRoutes } from '@branch/shared/appraisals/routes';
import { render, screen } from '@testing-library/react';
import { openedWith, resetTaro } from '../../../test/taro';
import { call } from '../../kit/call';
import { forgetAnswers } from '../../kit/useRoute';
import LeftPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));

const server = call as unknown as jest.Mock;
const round = { id: 'Ap3dEf6hJ91', unitName: '第一支部', year: 2026, stage: 'rating', openedAt: '2026-11-01T02:00:00Z', expiresAt: '2027-07-01T02:00:00Z' };
const about = { selfReview: { text: '学得不够。', at: '2026-11-03T02:00:00Z', revision: 1 }, received: [{ by: { id: 'P3', name: '周平' }, text: '讲话实在。', at: '2026-11-05T02:00:00Z' }], counts: null, opinion: null, expired: false };

describe('原支部的民主评议', () => {
  const show = async (query: Record<string, string>, answer: unknown) => {
    forgetAnswers();
    resetTaro();
    server.mockReset().mockImplementation((route: unknown) => Promise.resolve(route === leftRoundRoutes.round ? { round, ...about } : answer));
    openedWith(query);
    render(<LeftPage />);
  };

  it('没有就照实说；有就写着哪个支部、到哪一步、看得到哪天', async () => {
    await show({}, { items: [] });
    expect(await screen.findByText(/^没有原支部还在保存期内的民主评议/)).toBeTruthy();
    await show({}, { items: [round] });
    expect((await screen.findByRole('link', { name: /2026 年民主评议/ })).textContent).toContain('2026 年民主评议第一支部 · 民主测评 · 看得到 2027年7月1日');
  });

  it('打开一轮：自评、写给我的互评都在，说清不再参加、哪天删除；没有可写可投的按钮', async () => {
    await show({ id: 'Ap3dEf6hJ91' }, {});
    expect(await screen.findByText('讲话实在。')).toBeTruthy();
    expect(screen.getByText('学得不够。')).toBeTruthy();
    expect(screen.getByText(/不再参加互评和测评；关于您自己的，到 2027年7月1日 为止还看得到，之后彻底删除/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /投|写|改/ })).toBeNull();
  });
});
