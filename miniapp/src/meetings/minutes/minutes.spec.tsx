import { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { openedWith, resetTaro } from '../../../test/taro';
import { call, download } from '../../kit/call';
import { forgetAnswers } from '../../kit/useRoute';
import MinutesPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn(), download: jest.fn(() => Promise.resolve()) }));

const server = call as unknown as jest.Mock;
const statement = (seq: number, text: string, original = text) => ({ seq, speaker: '林晓', at: '11月22日 周日 19:40', agendaItemId: null, text, original });
// As it was published before anything was carried over or owners had ids.
const content = { head: { place: '网上', chair: '赵书记', recorder: '', startedAt: '11月22日 周日 19:30', endedAt: '11月22日 周日 20:25', expected: 5, votingExpected: 5, present: 4, votingPresent: 4, observers: [], leave: [], absent: 1 },
  agenda: [], statements: [statement(4, '提前发材料。', '材料提前一天发出来。'), statement(5, '同意。')], decisions: [], actions: [{ text: '排表', owner: '周平', due: null }], remarks: '' };
const version = { version: 1, content, publishedAt: '2026-11-22T13:00:00Z', publishedBy: { id: 'p1', name: '赵书记' }, reason: null, sha256: 'abcdef012345', signature: null };
const long = () => new Date(Date.now() - 6 * 86_400_000).toISOString();
const soon = () => new Date(Date.now() + 86_400_000).toISOString();
const objection = { id: 'o1', version: 1, seq: 4, by: { id: 'p2', name: '林晓' }, at: new Date().toISOString(), state: 'open', answeredBy: null, answeredAt: null, words: '漏了一天', wording: '提前一天发。', answer: null, mine: false };
const me = { attended: true, acknowledgedVersion: 1, mayEdit: false, expected: true, isChair: false, quoted: [] as { seq: number; since: string; until: string }[] };
const sent: [unknown, Record<string, unknown>][] = [];

async function opened(more: { me?: Partial<typeof me>; objections?: object[]; items?: object[]; latest?: object }): Promise<void> {
  forgetAnswers();
  sent.length = 0;
  server.mockReset().mockImplementation((route: unknown, input: Record<string, unknown>) => {
    sent.push([route, input]);
    if (route === minutesRoutes.minutes) return Promise.resolve({ meeting: { id: 'm1', title: '读书会', roomId: 'r1' }, latest: { ...version, ...more.latest }, versions: [{ ...version, differences: [] }], objections: more.objections ?? [], lateStatements: [], me: { ...me, ...more.me } });
    if (route === actionItemRoutes.items) return Promise.resolve({ items: more.items ?? [] });
    return Promise.resolve({});
  });
  openedWith({ unit: 'u1', id: 'm1' });
  render(<MinutesPage />);
  await screen.findByText('提前发材料。');
}
const press = (button: HTMLElement) => act(async () => { fireEvent.click(button); });

describe('纪要页：原话、异议、签字、导出、要做的事', () => {
  beforeEach(resetTaro);

  it('有删节的，原话一下就看得到；没删节的没有这个按钮；没签字照实说', async () => {
    await opened({});
    expect(screen.queryByText('原话：材料提前一天发出来。')).toBeNull();
    await press(screen.getByRole('button', { name: '看第 4 条的原话' }));
    expect(screen.getByText('原话：材料提前一天发出来。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '看第 5 条的原话' })).toBeNull();
    expect(screen.getByText('第 1 版还没有签字，等主持人赵书记。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '签字' })).toBeNull();
    expect(screen.queryByText('这句写得不对')).toBeNull();
  });

  it('线下的会后记下的话，写着谁的名字谁能提异议，先放现在的写法；别人名下的旧异议不挂在这一句上', async () => {
    const typed = { ...statement(2, '教手机。', ''), at: '', typed: true };
    await opened({ latest: { content: { ...content, statements: [statement(5, '提前发材料。'), typed] } }, me: { quoted: [{ seq: 2, since: long(), until: soon() }] }, objections: [{ ...objection, seq: 2, by: { id: 'p3', name: '周平' }, state: 'declined', words: null, wording: null }] });
    expect(screen.queryByText('异议未采纳')).toBeNull();
    await press(screen.getByText('这句写得不对'));
    const sheet = within(screen.getByRole('dialog'));
    expect((sheet.getByRole('textbox', { name: '应当写成' }) as HTMLTextAreaElement).defaultValue).toBe('教手机。');
    expect(sheet.getByText(/^会后记下的话没有原话可查/)).toBeTruthy();
  });

  it('被引用的人在期限内能提异议，先放原话；过了期限或提过的没有按钮', async () => {
    await opened({ me: { quoted: [{ seq: 4, since: long(), until: soon() }, { seq: 5, since: long(), until: '2020-01-01T00:00:00Z' }] } });
    const buttons = screen.getAllByText('这句写得不对');
    expect(buttons).toHaveLength(1);
    await press(buttons[0] as HTMLElement);
    const sheet = within(screen.getByRole('dialog'));
    expect(sheet.getByRole('button', { name: '提交' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.input(sheet.getByRole('textbox', { name: '哪里不对' }), { target: { value: '漏了“一天”两个字' } });
    await press(sheet.getByRole('button', { name: '提交' }));
    expect(sent.find(([route]) => route === objectionRoutes.object)?.[1]).toEqual({ unitId: 'u1', meetingId: 'm1', version: 1, seq: 4, words: '漏了“一天”两个字', wording: '材料提前一天发出来。' });
  });

  it('书记看到理由和写法，写了答复才能采纳；人人看得到这一条有异议', async () => {
    await opened({ me: { mayEdit: true }, objections: [objection] });
    expect(screen.getByText('本人有异议，等答复')).toBeTruthy();
    expect(screen.getByText('希望写成：提前一天发。')).toBeTruthy();
    await press(screen.getByRole('button', { name: '答复林晓对第 4 条的异议' }));
    const sheet = within(screen.getByRole('dialog'));
    expect(sheet.getByRole('button', { name: '采纳' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.input(sheet.getByRole('textbox', { name: '答复' }), { target: { value: '核对过，照改' } });
    await press(sheet.getByRole('button', { name: '采纳' }));
    expect(sent.find(([route]) => route === objectionRoutes.answer)?.[1]).toEqual({ unitId: 'u1', meetingId: 'm1', objectionId: 'o1', accept: true, reason: '核对过，照改' });
  });

  it('自己的异议，书记自己答不了，按钮说为什么；采纳了的指到下一版', async () => {
    await opened({ me: { mayEdit: true }, objections: [{ ...objection, mine: true }, { ...objection, id: 'o2', seq: 5, state: 'accepted', answer: '照改', answeredBy: { id: 'p3', name: '钱副书记' }, answeredAt: soon() }] });
    expect(screen.getByRole('button', { name: '答复林晓对第 4 条的异议' }).getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('自己的异议请由另一位负责同志答复。')).toBeTruthy();
    expect(screen.getByRole('button', { name: '去发布第 2 版（已按意见改好 1 处）' })).toBeTruthy();
  });

  it('主持人签字先问一句；导出写着第几版；经办人说办好了', async () => {
    await opened({ me: { isChair: true }, items: [{ id: 'i1', text: '排表', owner: '周平', ownerId: 'p4', due: '2027-01-05', meeting: { id: 'm1', title: '读书会', closedAt: null }, done: null, mayFinish: true, reopened: null, mayReopen: false }] });
    await press(screen.getByRole('button', { name: '签字' }));
    await press(within(screen.getByRole('dialog')).getByRole('button', { name: '签字' }));
    expect(sent.find(([route]) => route === minutesRoutes.sign)?.[1]).toEqual({ unitId: 'u1', meetingId: 'm1', version: 1 });
    await press(screen.getByRole('button', { name: '导出' }));
    await press(screen.getByRole('button', { name: '纪要第 1 版（Word）' }));
    expect(download).toHaveBeenCalledWith(minutesRoutes.export, { unitId: 'u1', meetingId: 'm1', version: 1 }, '读书会-纪要-第1版.docx');
    await press(screen.getByRole('button', { name: '“排表”办好了' }));
    const sheet = within(screen.getByRole('dialog'));
    fireEvent.input(sheet.getByRole('textbox', { name: '办得怎么样' }), { target: { value: '表已发' } });
    await press(sheet.getByRole('button', { name: '办好了' }));
    expect(sent.find(([route]) => route === actionItemRoutes.finish)?.[1]).toEqual({ unitId: 'u1', itemId: 'i1', words: '表已发' });
  });

  it('说早了的事重新打开：写一句为什么，列表里看得到是谁、为什么', async () => {
    const item = { id: 'i1', text: '借投影仪', owner: '周平', ownerId: 'p4', due: null, meeting: { id: 'm1', title: '读书会', closedAt: null } };
    const by = { id: 'p4', name: '周平' };
    const items = [{ ...item, done: { at: '2026-11-20T02:00:00Z', by, words: '借到了' }, mayFinish: false, reopened: null, mayReopen: true }] as object[];
    await opened({ items });
    await press(await screen.findByRole('button', { name: '重新打开“借投影仪”' }));
    const sheet = within(screen.getByRole('dialog'));
    expect(sheet.getByRole('button', { name: '重新打开' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.input(sheet.getByRole('textbox', { name: '为什么重新打开' }), { target: { value: '又坏了，还要再借' } });
    items.splice(0, 1, { ...item, done: null, mayFinish: true, reopened: { at: '2026-11-21T02:00:00Z', by, words: '又坏了，还要再借' }, mayReopen: false });
    await press(sheet.getByRole('button', { name: '重新打开' }));
    expect(sent.find(([route]) => route === actionItemRoutes.reopen)?.[1]).toEqual({ unitId: 'u1', itemId: 'i1', words: '又坏了，还要再借' });
    expect(await screen.findByText(/周平.+重新打开：又坏了，还要再借/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '“借投影仪”办好了' })).toBeTruthy();
  });
});
