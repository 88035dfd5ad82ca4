import { act, fireEvent, render, screen } from '@testing-library/react';
import type { QueueCase } from '@branch/shared/moderation/routes';
import type { ReactNode } from 'react';
import { Swipe } from '../../ui/Swipe';
import type { Desk } from './desk';
import { Phone, PhoneFoot } from './Phone';
import { usePicked } from './pick';
import { Wide } from './Wide';

// The history is asked of the server, which is not here: it never answers.
jest.mock('../../kit/call', () => ({ call: () => new Promise(() => undefined), absolute: (address: string) => address }));

const one = (n: number, more: Partial<QueueCase> = {}): QueueCase => ({ id: `case${n}`, kind: 'post', targetId: `post${n}`, unit: { id: 'unit', name: '第一支部' }, why: 'held', holdReason: 'column', state: 'open', author: { id: `p${n}`, name: `作者${n}` }, column: { id: 'c', name: '谈谈新想法' },
  title: `第${n}篇`, text: `正文${n}`, cut: false, visibility: 'branch', contentState: 'pending', path: '/x', at: '2026-11-22T01:00:00Z', openedAt: '2026-11-22T01:00:00Z', overdue: false, hits: [], reports: [], assignee: null, decision: null, appeal: null, whyNot: null, ...more });

type Called = [name: string, ids: readonly string[], act?: string];
function deskOf(rows: readonly QueueCase[], called: Called[]): Desk {
  return { unitId: 'unit', tab: 'review', rows, counts: null, found: { data: null, error: null, loading: false, reload: async () => undefined, set: () => undefined } as unknown as Desk['found'], asking: null, confirm: async () => undefined, settle: () => undefined,
    decide: async (ids, act, why) => { called.push([`decide ${why?.rule ?? ''}`.trim(), ids, act]); }, undo: async () => { called.push(['undo', []]); } };
}
const rows = [one(1), one(2), one(3), one(4, { whyNot: 'moderation.own' })];

function WideDesk({ called }: { called: Called[] }): ReactNode {
  return <Wide desk={deskOf(rows, called)} picked={usePicked()} empty="没有了" onTab={(tab) => { called.push(['tab', [tab]]); }} />;
}
function PhoneDesk({ called }: { called: Called[] }): ReactNode {
  const picked = usePicked();
  const desk = deskOf(rows, called);
  return <div><Phone desk={desk} picked={picked} />{picked.on ? <PhoneFoot desk={desk} picked={picked} /> : null}</div>;
}
const press = (key: string, more: object = {}) => fireEvent.keyDown(document.body, { key, ...more });
const current = () => document.querySelector('[aria-current="true"]')?.textContent ?? '';

describe('审核台的键盘', () => {
  it('J、K 上下，A 通过看着的这一条，Z 撤销，到头到尾都停住', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    expect(current()).toContain('第1篇');
    press('k');
    press('j'); press('j');
    expect(current()).toContain('第3篇');
    press('k');
    press('a');
    press('z');
    expect(called).toEqual([['decide', ['case2'], 'pass'], ['undo', []]]);
    for (let i = 0; i < 9; i += 1) press('J');
    expect(current()).toContain('第4篇');
  });

  it('光圈跟着看着的这一条走；数字键换一栏', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    expect(document.activeElement?.textContent).toContain('第1篇');
    press('j');
    expect(document.activeElement?.textContent).toContain('第2篇');
    press('5');
    expect(called).toEqual([['tab', ['bin']]]);
  });

  it('X 选几条，A 一起通过；自己的不让决定', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    press('x'); press('j'); press('j'); press('x'); press('a');
    expect(called).toEqual([['decide', ['case1', 'case3'], 'pass']]);
    press('j'); press('a');
    expect(called).toHaveLength(1);
  });

  it('连着按两下 A，第二下是下一条，不是同一条再来一次', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    press('a'); press('a');
    expect(called).toEqual([['decide', ['case1'], 'pass'], ['decide', ['case2'], 'pass']]);
  });

  it('Shift 加点，选中一段', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    fireEvent.click(screen.getByRole('button', { name: /第3篇/ }), { shiftKey: true });
    press('a');
    expect(called).toEqual([['decide', ['case1', 'case2', 'case3'], 'pass']]);
  });

  it('R 打开理由，点一条就退回，带着规则编号；表单里打字不算按键', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    press('r');
    fireEvent.keyDown(screen.getByLabelText('理由'), { key: 'a' });
    press('a');
    expect(called).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /不发广告和推销/ }));
    expect(called).toEqual([['decide 3', ['case1'], 'stop']]);
  });

  it('自己写理由不够十个字，说明差在哪里，不发出去', () => {
    const called: Called[] = [];
    render(<WideDesk called={called} />);
    press('r');
    fireEvent.click(screen.getByRole('button', { name: '退回给作者' }));
    expect(screen.getByText('请选一条规则。')).toBeTruthy();
    fireEvent.click(screen.getByLabelText(/第 5 条/));
    fireEvent.input(screen.getByLabelText('理由'), { target: { value: '不行' } });
    fireEvent.click(screen.getByRole('button', { name: '退回给作者' }));
    expect(screen.getByText(/至少 10 个字\），作者会看到。$/)).toBeTruthy();
    expect(called).toEqual([]);
  });

  it('问号打开按键表', () => {
    render(<WideDesk called={[]} />);
    press('?', { shiftKey: true });
    expect(screen.getByRole('dialog', { name: '按键' })).toBeTruthy();
  });
});

describe('手机上的手势', () => {
  const touch = (x: number, y = 0) => ({ touches: [{ clientX: x, clientY: y }], changedTouches: [{ clientX: x, clientY: y }] });
  const row = (text: string) => screen.getByText(text).closest('.swipe-row') as HTMLElement;
  const push = (node: HTMLElement, by: number) => { fireEvent.touchStart(node, touch(100)); fireEvent.touchMove(node, touch(100 + by)); fireEvent.touchEnd(node, touch(100 + by)); };

  it('往右推通过，往左推选理由；推得不够远、上下滑都不算', () => {
    const called: Called[] = [];
    render(<PhoneDesk called={called} />);
    push(row('正文1'), 40);
    fireEvent.touchStart(row('正文1'), touch(100));
    fireEvent.touchMove(row('正文1'), touch(220, 300));
    fireEvent.touchEnd(row('正文1'), touch(220, 300));
    expect(called).toEqual([]);
    push(row('正文1'), 140);
    expect(called).toEqual([['decide', ['case1'], 'pass']]);
    push(row('正文2'), -140);
    expect(screen.getByRole('dialog', { name: /退回/ })).toBeTruthy();
  });

  it('按住就进入多选：全选、通过，一共三下', () => {
    jest.useFakeTimers();
    const called: Called[] = [];
    render(<PhoneDesk called={called} />);
    fireEvent.touchStart(row('正文2'), touch(100));
    act(() => { jest.advanceTimersByTime(600); });
    jest.useRealTimers();
    fireEvent.click(screen.getByRole('button', { name: '全选' }));
    fireEvent.click(screen.getByRole('button', { name: '通过 4' }));
    expect(called).toEqual([['decide', ['case1', 'case2', 'case3', 'case4'], 'pass']]);
  });

  it('没有左边的动作，就推不动', () => {
    const right = jest.fn();
    render(<Swipe right="通过" left="退回" onRight={right}><p>一行</p></Swipe>);
    push(row('一行'), -140);
    expect(right).not.toHaveBeenCalled();
    push(row('一行'), 140);
    expect(right).toHaveBeenCalledTimes(1);
  });
});
