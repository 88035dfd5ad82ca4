import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { QueueCase } from '@branch/shared/moderation/routes';
import { type ReactNode, useState } from 'react';
import { Refused } from '../../kit/refused';
import { ToastHost } from '../../ui/Toast';
import { useDesk } from './desk';

const answers: Record<string, (input: Record<string, unknown>) => unknown> = {};
const sent: [path: string, input: Record<string, unknown>][] = [];
jest.mock('../../kit/call', () => ({
  call: async (route: { method: string; path: string }, input: Record<string, unknown>) => {
    const path = route.path.replace('/units/:unitId/', '');
    if (route.method !== 'GET') sent.push([path, input]);
    return answers[path]?.(input);
  },
}));

const one = (n: number): QueueCase => ({ id: `case${n}`, kind: 'post', targetId: `post${n}`, unit: { id: 'unit', name: '第一支部' }, why: 'held', holdReason: 'column', state: 'open', author: { id: `p${n}`, name: `作者${n}` }, column: null,
  title: `第${n}篇`, text: '正文', cut: false, visibility: 'branch', contentState: 'pending', path: '/x', at: '2026-11-22T01:00:00Z', openedAt: '2026-11-22T01:00:00Z', overdue: false, hits: [], reports: [], assignee: null, decision: null, appeal: null, whyNot: null });

function Queue(): ReactNode {
  const [tab, setTab] = useState<'review' | 'bin'>('review');
  const desk = useDesk('unit', tab);
  return (
    <div>
      <p>待审 {desk.counts?.review ?? '…'}</p>
      {desk.rows.map((row) => <p key={row.id}>{row.title}</p>)}
      <button onClick={() => void desk.decide([desk.rows[0]?.id ?? ''], 'pass')}>通过一条</button>
      <button onClick={() => void desk.decide(desk.rows.map((row) => row.id), 'stop', { rule: 3, reason: '内容是广告，不适合在这里。' })}>全部退回</button>
      <button onClick={() => void desk.undo()}>撤销键</button>
      <button onClick={() => setTab('bin')}>去回收站</button>
      {desk.asking ? <button onClick={() => void desk.confirm(true)}>再确认</button> : null}
      <ToastHost />
    </div>
  );
}

let serial = 0;
async function opened(): Promise<void> {
  serial += 1;
  answers.queue = () => ({ counts: { review: 3, answer: 0, reports: 0, appeals: 0, bin: 0, overdue: 0 }, items: [1, 2, 3].map(one), next: null });
  render(<Queue key={serial} />);
  await screen.findByText('第1篇');
}
const press = async (name: string): Promise<void> => { await act(async () => { fireEvent.click(screen.getByText(name)); }); };
const titles = () => screen.queryAllByText(/^第\d篇$/).map((node) => node.textContent);

describe('审核台上的一条一条', () => {
  beforeEach(() => { sent.length = 0; });

  it('决定了就离开队列，数目跟着减；撤销就回来', async () => {
    answers['queue/:caseId/decide'] = () => one(1);
    answers['queue/undo'] = () => ({ items: [{ id: 'case1', done: true, code: null, by: null, at: null }] });
    await opened();
    await press('通过一条');
    expect(titles()).toEqual(['第2篇', '第3篇']);
    expect(screen.getByText('待审 2')).toBeTruthy();
    await press('撤销键');
    expect(titles()).toEqual(['第1篇', '第2篇', '第3篇']);
    expect(sent).toEqual([['queue/:caseId/decide', { unitId: 'unit', caseId: 'case1', act: 'pass' }], ['queue/undo', { unitId: 'unit', caseIds: ['case1'] }]]);
  });

  it('别人抢先处理了：说是谁，这一条不再回来', async () => {
    answers['queue/:caseId/decide'] = () => { throw new Refused('moderation.decided-already', 409, '别人刚刚处理过了。', null, [], { by: '何敏', at: new Date().toISOString() }); };
    await opened();
    await press('通过一条');
    await waitFor(() => expect(screen.getByText(/^何敏.*已经处理过$/)).toBeTruthy());
    expect(titles()).toEqual(['第2篇', '第3篇']);
  });

  it('没有发成：这一条回到原处，说明原因', async () => {
    answers['queue/:caseId/decide'] = () => { throw new Refused('offline', 0, '网络没有连上，请重试。'); };
    await opened();
    await press('通过一条');
    await waitFor(() => expect(screen.getByText('网络没有连上，请重试。')).toBeTruthy());
    expect(titles()).toEqual(['第1篇', '第2篇', '第3篇']);
  });

  it('一次几条：没有成的回来，说明几条、为什么；撤销只撤成了的', async () => {
    answers['queue/decide'] = () => ({ items: [{ id: 'case1', done: true, code: null, by: null, at: null }, { id: 'case2', done: false, code: 'moderation.own', by: null, at: null }, { id: 'case3', done: true, code: null, by: null, at: null }] });
    answers['queue/undo'] = (input) => ({ items: (input.caseIds as string[]).map((id) => ({ id, done: true, code: null, by: null, at: null })) });
    await opened();
    await press('全部退回');
    expect(titles()).toEqual(['第2篇']);
    expect(screen.getByText('已退回 2 条，1 条没有成：自己的内容请由别的同志处理。')).toBeTruthy();
    await press('撤销键');
    expect(sent[sent.length - 1]).toEqual(['queue/undo', { unitId: 'unit', caseIds: ['case1', 'case3'] }]);
  });

  it('刚退回的，换到回收站就看得到；在那里撤销，回收站重新取一遍', async () => {
    answers['queue/decide'] = () => ({ items: ['case1', 'case2', 'case3'].map((id) => ({ id, done: true, code: null, by: null, at: null })) });
    answers['queue/undo'] = (input) => ({ items: (input.caseIds as string[]).map((id) => ({ id, done: true, code: null, by: null, at: null })) });
    await opened();
    await press('全部退回');
    expect(titles()).toEqual([]);
    await press('去回收站');
    expect(titles()).toEqual(['第1篇', '第2篇', '第3篇']);
    answers.queue = () => ({ counts: { review: 3, answer: 0, reports: 0, appeals: 0, bin: 0, overdue: 0 }, items: [], next: null });
    await press('撤销键');
    expect(titles()).toEqual([]);
  });

  it('后按的先有了答复：撤销的还是后按的那一个；答复没来就撤销，等它来了再撤', async () => {
    const waiting: Record<string, (value: unknown) => void> = {};
    answers['queue/:caseId/decide'] = (input) => new Promise((resolve) => { waiting[String(input.caseId)] = resolve; });
    answers['queue/undo'] = (input) => ({ items: (input.caseIds as string[]).map((id) => ({ id, done: true, code: null, by: null, at: null })) });
    await opened();
    await press('通过一条');
    await press('通过一条');
    await press('撤销键');
    await act(async () => { waiting.case1?.(one(1)); });
    expect(sent.filter(([path]) => path === 'queue/undo')).toEqual([]);
    await act(async () => { waiting.case2?.(one(2)); });
    await waitFor(() => expect(titles()).toEqual(['第2篇', '第3篇']));
    expect(sent.filter(([path]) => path === 'queue/undo')).toEqual([['queue/undo', { unitId: 'unit', caseIds: ['case2'] }]]);
  });

  it('一天退回太多：先问一次，确认了才发', async () => {
    let asked = 0;
    answers['queue/decide'] = (input) => {
      asked += 1;
      if (!input.confirmed) throw new Refused('moderation.confirm-limit', 409, '今天已不予公开 30 条。');
      return { items: ['case1', 'case2', 'case3'].map((id) => ({ id, done: true, code: null, by: null, at: null })) };
    };
    await opened();
    await press('全部退回');
    expect(titles()).toHaveLength(3);
    await press('再确认');
    expect(asked).toBe(2);
    expect(titles()).toEqual([]);
  });
});
