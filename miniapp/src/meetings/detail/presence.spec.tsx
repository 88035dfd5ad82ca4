import { presenceRoutes } from '@branch/shared/meetings/presence-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { forgetAnswers } from '../../kit/useRoute';
import { AttendanceSheet } from './AttendanceSheet';
import { QuorumCard } from './QuorumCard';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
const server = call as unknown as jest.Mock;
const at = (clock: string) => `2026-11-28T${clock}:00+08:00`;
const one = (id: string, name: string, more: object = {}) => ({ person: { id, name }, company: '晴川芯片', status: 'full', observer: false, votes: true, reply: null, leaveCategory: null, excluded: null, attended: false, how: [], firstAt: null, present: false, ...more });
const curve = { from: at('19:30'), to: at('20:30'), needed: 2, votingExpected: 3, severalDays: false, points: [{ at: at('19:30'), present: 1 }, { at: at('19:36'), present: 3 }, { at: at('20:10'), present: 1 }], ballots: [{ title: '轮流讲', openedAt: at('20:00'), closedAt: at('20:05'), present: 3 }],
  marks: [{ at: at('19:30'), text: '会议开始', present: 1 }, { at: at('19:36'), text: '达到表决所需人数', present: 3 }, { at: at('20:00'), text: '开始表决：轮流讲', present: 3 }, { at: at('20:10'), text: '低于表决所需人数', present: 1 }, { at: at('20:30'), text: '会议结束', present: 1 }] };

describe('到会的曲线和名单（MEET-5）', () => {
  beforeEach(() => {
    forgetAnswers();
    server.mockReset().mockImplementation((route: unknown) => Promise.resolve(
      route === presenceRoutes.quorum ? curve
        : route === presenceRoutes.person ? { person: { id: 'P1', name: '林晓' }, how: ['signedIn'], intervals: [{ from: at('19:31'), to: at('19:50') }, { from: at('19:58'), to: null }] }
          : route === meetingRoutes.attendance ? { items: [one('P1', '林晓', { attended: true, how: ['signedIn'] }), one('P2', '周航', { reply: 'leave', leaveCategory: 'family' }), one('P3', '陈一鸣'), one('P4', '李社工', { observer: true, attended: true, how: ['spoke'] }), one('P5', '王工', { excluded: { reason: '长期在国外', approvedBy: '支委会' } })], expected: 3, attended: 1, votingExpected: 3, votingPresent: 1, onLeave: 1, absent: 1, observers: 1 }
            : { items: [] }));
  });

  it('图给看得见的人，旁边的表说同样的话：何时够、何时不够、表决时几人', async () => {
    const { container } = render(<QuorumCard unitId="U" meetingId="M" running={false} />);
    const table = within(await screen.findByRole('table', { name: '到会的有表决权党员，需 2 人才能表决' }));
    expect(table.getAllByRole('row').slice(1).map((row) => row.textContent)).toEqual(['19:30会议开始1 人，不够', '19:36达到表决所需人数3 人', '20:00开始表决：轮流讲3 人', '20:10低于表决所需人数1 人，不够', '20:30会议结束1 人，不够']);
    const steps = [...container.querySelectorAll<HTMLElement>('.curve-step')].map((step) => [step.style.left, step.style.height].map((value) => Math.round(parseFloat(value))));
    expect(steps).toEqual([[0, 33], [10, 100], [67, 33]]);
    expect(container.querySelector<HTMLElement>('.curve-vote')?.style.left).toBe('50%');
    expect(container.querySelector('.curve')?.closest('[aria-hidden="true"]')).toBeTruthy();
  });

  it('应到、实到、请假、缺席、列席、不计入，每个数点开是人；点人看时段', async () => {
    render(<AttendanceSheet unitId="U" meetingId="M" onClose={() => undefined} />);
    const names = () => within(screen.getByRole('dialog')).getAllByRole('listitem').map((row) => ['林晓', '周航', '陈一鸣', '李社工', '王工'].find((name) => row.textContent?.includes(name)));
    await screen.findByRole('button', { name: '应到 3' });
    expect(names()).toEqual(['林晓', '周航', '陈一鸣']);
    for (const [figure, who] of [['实到 1', '林晓'], ['请假 1', '周航'], ['缺席 1', '陈一鸣'], ['列席 1', '李社工'], ['不计入 1', '王工']] as const) {
      fireEvent.click(screen.getByRole('button', { name: figure }));
      expect(names()).toEqual([who]);
    }
    fireEvent.click(screen.getByRole('button', { name: '实到 1' }));
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: /林晓/ })); });
    const person = within(await screen.findByRole('dialog', { name: '林晓' }));
    expect((await person.findAllByRole('listitem')).map((row) => row.textContent)).toEqual([expect.stringContaining('19:31–19:50'), expect.stringContaining('19:58 起')]);
  });
});
