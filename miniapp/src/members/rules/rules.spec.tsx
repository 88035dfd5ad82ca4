import { ruleRoutes } from '@branch/shared/members/directory-routes';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { call } from '../../kit/call';
import { useMe } from '../../kit/me';
import { forgetAnswers } from '../../kit/useRoute';
import RulesPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));
jest.mock('../../kit/query', () => ({ useQuery: () => ({ unit: 'Yw7kQ2mN4pR' }) }));
jest.mock('../../kit/me', () => ({ ...jest.requireActual<object>('../../kit/me'), useMe: jest.fn() }));

const server = call as unknown as jest.Mock;
const rule = (kind: string, more: object) => ({ id: 'Ab3dEf6hJ91', kind, perMonth: null, days: null, effectiveFrom: '2026-11-01', resolution: '支部党员大会 10 月 20 日通过', adoptedBy: { id: 'P1', name: '赵书记' }, state: 'inForce', ...more });
const ahead = (days: number) => shanghaiDay(new Date(Date.now() + days * oneDay));
const sent: unknown[] = [];
const press = (name: string) => act(async () => { fireEvent.click(screen.getByRole('button', { name })); });

describe('制度页（product.md 2.6）', () => {
  const show = async (permissions: string[], items: object[]) => {
    forgetAnswers();
    sent.length = 0;
    server.mockReset().mockImplementation((route: unknown, input: unknown) => {
      if (route === ruleRoutes.adopt) sent.push(input);
      return Promise.resolve(route === ruleRoutes.rules ? { items } : {});
    });
    (useMe as jest.Mock).mockReturnValue({ person: { id: 'P1', name: '赵书记' }, currentUnitId: 'Yw7kQ2mN4pR', permissions: [], units: [{ unit: { id: 'Yw7kQ2mN4pR', name: '第一支部', kind: 'branch' }, path: [], roles: [], status: 'full', permissions }] });
    render(<RulesPage />);
    await screen.findByText(/不溯及既往；历次都留着/);
  };

  it('什么都没通过，照实说报到没有要求、异议是三天；成员没有登记的按钮', async () => {
    await show(['rule.read'], []);
    expect(await screen.findByText('支部还没有通过自己的规定：报到没有次数要求；对纪要里引用的话，发布后 3 天内可以提异议。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '登记新规定' })).toBeNull();
  });

  it('两项各列历次；没有现行规定的一项写着“未另行规定”', async () => {
    await show(['rule.read'], [rule('objectionDays', { days: 7, state: 'coming', effectiveFrom: '2099-01-01' }), rule('checkInQuota', { perMonth: 4 })]);
    const days = within(await screen.findByRole('list', { name: '对纪要里引用的话提异议的天数' }));
    expect(days.getByText('未另行规定，发布后 3 天内')).toBeTruthy();
    expect(days.getByText(/^发布后 7 天内/).textContent).toContain('将生效');
    const quota = within(screen.getByRole('list', { name: '每月报到次数' }));
    expect(quota.getByText(/^每月 4 次/).textContent).toContain('现行');
    expect(quota.queryByText('不设指标')).toBeNull();
    expect(screen.queryByRole('button', { name: '撤下' })).toBeNull();
  });

  it('书记登记异议的天数：今天起不行，31 天不行，都说得出为什么；填好了送出天数、日子和决议', async () => {
    await show(['rule.read', 'rule.adopt'], []);
    await press('登记新规定');
    fireEvent.change(screen.getByRole('combobox', { name: '哪一项' }), { target: { value: 'objectionDays' } });
    const type = (name: RegExp, value: string) => fireEvent.input(screen.getByRole(name.source.includes('几天') ? 'spinbutton' : 'textbox', { name }), { target: { value } });
    const day = (value: string) => fireEvent.change(screen.getByLabelText('何时生效'), { target: { value } });
    type(/^发布后几天内/, '31');
    await press('登记');
    expect(screen.getByText('填 1 至 30 的整数')).toBeTruthy();
    type(/^发布后几天内/, '7');
    day(ahead(0));
    await press('登记');
    expect(screen.getByText('按天计的规定最早从明天起生效，不溯及既往。')).toBeTruthy();
    expect(sent).toEqual([]);
    day(ahead(3));
    type(/^依据的决议/, '支部党员大会 11 月 20 日通过');
    await press('登记');
    expect(sent).toEqual([{ unitId: 'Yw7kQ2mN4pR', kind: 'objectionDays', perMonth: null, days: 7, effectiveFrom: ahead(3), resolution: '支部党员大会 11 月 20 日通过' }]);
  });
});
