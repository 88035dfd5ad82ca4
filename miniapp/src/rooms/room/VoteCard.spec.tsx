import { motionOptions } from '@branch/shared/ballots/words';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import type { Ballot } from './room-store';
import { VoteCard } from './VoteCard';
import { VoteResult } from './VoteResult';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
const server = call as unknown as jest.Mock;
const base: Ballot = { id: 'Bb3dEf6hJ91', title: '同意每两周轮流讲一次', mode: 'named', kind: 'motion', options: [...motionOptions], most: 1, state: 'open', eligible: 11, voted: 3, threshold: 6, article: '《中国共产党支部工作条例（试行）》第十一条', openedAt: '2026-11-28T02:00:00Z', closedAt: null, hasVoted: false, mine: null, mayVote: true, result: null, named: null };
const books = [{ key: '1', text: '平凡的世界' }, { key: '2', text: '乡土中国' }, { key: '3', text: '红岩' }];

describe('会议室里的表决', () => {
  const changed: Ballot[] = [];
  const show = (more: Partial<Ballot>) => render(<VoteCard unitId="Yw7kQ2mN4pR" ballot={{ ...base, ...more }} onBallot={(ballot) => changed.push(ballot)} onSettle={() => undefined} />);
  const press = async (name: string | RegExp) => { await act(async () => { fireEvent.click(screen.getByRole('button', { name })); }); };
  beforeEach(() => { changed.length = 0; server.mockReset(); });

  it('无记名：写明谁也看不到；两下投完；答复里没有选了什么，页面也不留', async () => {
    server.mockResolvedValue({ choices: null, voted: 4, eligible: 11, replayed: false });
    show({ mode: 'secret' });
    expect(screen.getByText(/谁也看不到您投了什么/)).toBeTruthy();
    expect(screen.getByText(/如果大家选得都一样/)).toBeTruthy();
    await press('不赞成');
    await press('投不赞成');
    expect(server).toHaveBeenCalledTimes(1);
    expect(changed).toMatchObject([{ hasVoted: true, mine: null, voted: 4 }]);
  });

  it('多选：选够了别的点不了，一项没选投不出去；投出的是选中的几项', async () => {
    server.mockResolvedValue({ choices: ['1', '3'], voted: 4, eligible: 11, replayed: false });
    show({ kind: 'multiple', options: books, most: 2 });
    expect(screen.getByRole('button', { name: /投出（选了 0 项/ }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getByRole('checkbox', { name: '平凡的世界' }));
    fireEvent.click(screen.getByRole('checkbox', { name: '红岩' }));
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: '乡土中国' }).disabled).toBe(true);
    await press(/投出（选了 2 项，最多 2 项）/);
    await press('投出');
    expect(server.mock.calls[0]?.[1]).toMatchObject({ choices: ['1', '3'] });
  });

  it('投过的、没有表决权的，各看到各的话；没有结果', () => {
    const { unmount } = show({ hasVoted: true, mayVote: false, mine: ['approve'] });
    expect(screen.getByText(/您已投：赞成/)).toBeTruthy();
    unmount();
    show({ mayVote: false });
    expect(screen.getAllByText('您在这次表决中没有表决权。').length).toBeGreaterThan(0);
    expect(screen.getByRole('button', { name: '赞成' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('结果是条形和表格；无记名的没有名字；从前存下的记名表决照样看得到', async () => {
    const options = [{ key: '1', text: '平凡的世界', votes: 7, passed: true }, { key: '2', text: '乡土中国', votes: 2, passed: false }, { key: '3', text: '红岩', votes: 0, passed: false }];
    const closing = { kind: 'ballotClosed' as const, ballotId: base.id, title: '读哪一本', passed: true, approve: 0, against: 0, abstain: 0, mode: 'secret' as const, of: 'single' as const, options };
    const { unmount } = render(<VoteResult closing={closing} ballot={{ ...base, mode: 'secret', kind: 'single', options: books, state: 'closed', voted: 9, result: { approve: 0, against: 0, abstain: 0, options, notVoted: 2, eligible: 11, threshold: 6, passed: true, article: base.article } }} />);
    expect(screen.getByText('“平凡的世界”超过应到会有表决权党员的半数。')).toBeTruthy();
    expect(screen.getByRole('progressbar', { name: '平凡的世界 7 票，应到有表决权 11，需 6' })).toBeTruthy();
    await press('看表格');
    const table = within(screen.getByRole('table', { name: '各项票数' }));
    expect(table.getAllByRole('row').map((row) => row.textContent)).toEqual(['选项票数占应到', '平凡的世界763.6%', '乡土中国218.2%', '红岩00%', '未投218.2%']);
    expect(screen.getByText(/谁投了什么没有记录，也查不出来/)).toBeTruthy();
    unmount();
    render(<VoteResult closing={{ kind: 'ballotClosed', ballotId: base.id, title: '旧的一次', passed: false, approve: 3, against: 1, abstain: 0 }} ballot={undefined} />);
    expect(screen.getByText('赞成 3 · 不赞成 1 · 弃权 0')).toBeTruthy();
    expect(screen.getByText('未通过')).toBeTruthy();
  });
});
