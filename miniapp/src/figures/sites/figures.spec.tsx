import { figureRoutes } from '@branch/shared/figures/routes';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { forgetAnswers } from '../../kit/useRoute';
import FiguresPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn(), download: jest.fn() }));
jest.mock('../../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR' }) }));

const server = call as unknown as jest.Mock;
const row = (n: number, more: object) => ({ unitId: `Ab3dEf6hJ9${n}`, unitName: `第${n}支部`, communityName: '虹梅', siteName: `第${n}网站`, state: 'online', posts: n, comments: 0, characters: 23_400, visits: 5, unanswered: 1, daysWithoutUpdate: n * 40, monthsWithoutMeeting: null, ...more });
const asked: unknown[] = [];

describe('网站数字的页面（SITE-10）', () => {
  beforeEach(async () => {
    forgetAnswers();
    asked.length = 0;
    server.mockReset().mockImplementation((route: unknown, input: unknown) => {
      asked.push(input);
      if (route === figureRoutes.sites) return Promise.resolve({ from: '2026-11', to: '2026-11', items: [row(1, {}), row(2, { state: 'rectifying' })], series: [{ month: '2026-10', posts: 4, comments: 1 }, { month: '2026-11', posts: 2, comments: 0 }] });
      return Promise.resolve({ items: [{ title: '给全体党员的标题', at: '2026-11-20T02:00:00Z', value: 1, path: '/posts/post/index?unit=a&id=b' }], next: null, total: 3, closed: 2 });
    });
    render(<FiguresPage />);
    await screen.findByRole('table', { name: '各网站的数字' });
  });

  it('大数按万说，没有记录就说没有；合计和柱子对得上，柱子也能听', () => {
    const cells = within(screen.getByRole('table', { name: '各网站的数字' }));
    expect(cells.getAllByText('2.3 万')).toHaveLength(2);
    expect(cells.getAllByText('没有记录')).toHaveLength(2);
    expect(screen.getByText('2026-10：帖子 4，点评 1')).toBeTruthy();
    expect(screen.getByText('4.7 万')).toBeTruthy();
  });

  it('点一个数，打开它背后的条目；不给看的只说有几条', async () => {
    await act(async () => { fireEvent.click(within(screen.getByRole('table')).getByRole('button', { name: '第1支部 帖子 1，看明细' })); });
    const sheet = within(await screen.findByRole('dialog'));
    expect((await sheet.findByRole('link')).getAttribute('href')).toBe('/posts/post/index?unit=a&id=b');
    expect(sheet.getByText('另有 2 条只有该组织内部看得到，这里只计数。')).toBeTruthy();
    expect(asked.at(-1)).toMatchObject({ siteId: 'Ab3dEf6hJ91', kind: 'posts' });
  });

  it('点列头排序；换时段重新问', async () => {
    const table = screen.getByRole('table');
    fireEvent.click(within(table).getByRole('button', { name: '未更新（天）' }));
    fireEvent.click(within(table).getByRole('button', { name: '未更新（天）' }));
    expect(within(table).getAllByRole('rowheader')[0]?.textContent).toBe('第2支部');
    const before = asked.length;
    await act(async () => { fireEvent.click(screen.getByText('今年')); });
    expect(asked[before]).toMatchObject({ from: expect.stringMatching(/-01$/) as string });
  });
});
