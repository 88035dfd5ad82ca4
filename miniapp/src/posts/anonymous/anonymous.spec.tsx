import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { call } from '../../kit/call';
import { forgetAnswers } from '../../kit/useRoute';
import AnonymousPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
const query: { post?: string } = {};
jest.mock('../../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR', ...query }) }));

const server = call as unknown as jest.Mock;
const sent: [unknown, Record<string, unknown>][] = [];
const mine = { kind: 'post', targetId: 'Ab3dEf6hJ91', postId: 'Ab3dEf6hJ91', title: '想说的话', text: '工位的事', at: '2026-11-20T02:00:00Z', state: 'published', stopped: false, rule: null, ruleName: null, reason: null, suggestion: null, appeal: null, whyNotAppeal: null, opened: 'safety' };
const stopped = { ...mine, state: 'rejected', opened: null, stopped: true, rule: 1, ruleName: '不骂人，不攻击人', reason: '请换一种说法再发出来。', suggestion: '工位旁边有烟味。' };

async function open(smallGroup = false, item: object = mine): Promise<void> {
  server.mockReset().mockImplementation((route: unknown, input: Record<string, unknown>) => {
    sent.push([route, input]);
    if (route === anonymousRoutes.here) return Promise.resolve({ columns: [{ id: 'Co3dEf6hJ91', kind: 'discussion', name: '说说心里话' }], smallGroup, leftToday: 4 });
    return Promise.resolve(route === anonymousRoutes.mine ? { items: [item] } : { id: 'Ne3dEf6hJ91' });
  });
  render(<AnonymousPage />);
  await screen.findByText('今天还能匿名 4 次');
}

describe('匿名的页面（MOD-7）', () => {
  beforeEach(() => { forgetAnswers(); sent.length = 0; delete query.post; window.localStorage.clear(); });

  it('人少先提醒；写明什么情况下会查看作者；看过的照实标出', async () => {
    await open(true);
    expect(screen.getByText(/不到五个人/)).toBeTruthy();
    expect(screen.getByText(/两级组织的两位同志同意/)).toBeTruthy();
    expect(await screen.findByText('已按规定查看作者：人身安全紧急')).toBeTruthy();
  });

  it('发出的只有栏目、标题、文字和范围；打的字不留在这台设备上', async () => {
    await open();
    expect(screen.queryByText(/不到五个人/)).toBeNull();
    fireEvent.change(screen.getByLabelText(/标题/), { target: { value: '想说' } });
    fireEvent.input(screen.getByLabelText(/内容/), { target: { value: '烟味很重' } });
    fireEvent.change(screen.getByLabelText(/内容/), { target: { value: '烟味很重' } });
    expect(JSON.stringify({ ...window.localStorage })).not.toContain('烟味');
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: '匿名发出' })); });
    const [, input] = sent.find(([route]) => route === anonymousRoutes.post) ?? [];
    expect(Object.keys(input ?? {}).sort()).toEqual(['clientId', 'columnId', 'text', 'title', 'unitId', 'visibility']);
    expect(input).toMatchObject({ text: '烟味很重', visibility: 'branch' });
    expect(JSON.stringify({ ...window.localStorage })).not.toContain('烟味');
  });

  it('被退回的：看得到第几条规则、理由、全文和下一步；能申诉，能把原文放回去改好再发，打的字不留在这台设备上', async () => {
    await open(false, stopped);
    expect(await screen.findByText('第 1 条 不骂人，不攻击人')).toBeTruthy();
    expect(screen.getByText('请换一种说法再发出来。')).toBeTruthy();
    expect(screen.getByText(/三个工作日内；申诉不会让人知道您是谁/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '申诉' }));
    fireEvent.input(screen.getByLabelText(/为什么请再看一看/), { target: { value: '说的是事，不是人。' } });
    fireEvent.change(screen.getByLabelText(/为什么请再看一看/), { target: { value: '说的是事，不是人。' } });
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: '送出申诉' })); });
    expect(sent.find(([route]) => route === anonymousRoutes.appeal)?.[1]).toEqual({ unitId: 'Yw7kQ2mN4pR', kind: 'post', targetId: 'Ab3dEf6hJ91', words: '说的是事，不是人。' });
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: '改好再发' })); });
    expect((screen.getByLabelText(/标题/) as HTMLInputElement).value).toBe('想说的话');
    expect((screen.getByLabelText(/内容/) as HTMLTextAreaElement).value).toBe('工位的事');
    expect(JSON.stringify({ ...window.localStorage })).not.toMatch(/工位|是事/);
  });

  it('撤回先问一句，撤回的就是这一条', async () => {
    await open();
    await act(async () => { fireEvent.click(await screen.findByRole('button', { name: '撤回' })); });
    const buttons = screen.getAllByRole('button', { name: '撤回' });
    await act(async () => { fireEvent.click(buttons[buttons.length - 1] as HTMLElement); });
    expect(sent.find(([route]) => route === anonymousRoutes.retract)?.[1]).toEqual({ unitId: 'Yw7kQ2mN4pR', kind: 'post', targetId: 'Ab3dEf6hJ91' });
  });
});
