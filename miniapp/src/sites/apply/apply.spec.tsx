import { meRoutes } from '@branch/shared/members/routes';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { checklistOf } from '@branch/shared/sites/checklist';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { call } from '../../kit/call';
import { loadMe } from '../../kit/me';
import { Refused } from '../../kit/refused';
import { keep } from '../../kit/session';
import { forgetAnswers } from '../../kit/useRoute';
import ApplyPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));

const server = call as unknown as jest.Mock;
const unitId = 'Yw7kQ2mN4pR';
const items = checklistOf(2).items.map((item) => ({ ...item, fact: null }));
const content = { name: '软件园之家', banner: '', introduction: '', theme: 'red', columns: [{ id: 'Ab3dEf6hJ9k', kind: 'news', name: '支部动态' }], duty: '', checks: [] };
const blank = { id: null, state: 'writing', revision: 0, content, checklist: { version: 2, items }, savedAt: null, savedBy: null, admins: [{ id: 'Lx3mNp6qRs9', name: '何敏' }], submittedAt: null, dueAt: null, siteState: 'draft', openTasks: 0 };
const me = { person: { id: 'Lx3mNp6qRs9', name: '赵书记' }, phoneMasked: null, currentUnitId: unitId, permissions: [], demo: false, units: [{ unit: { id: unitId, name: '软件园支部', kind: 'branch' }, path: [], status: 'full', roles: ['secretary'], permissions: ['site.apply'] }] };

/** What the page sent to be kept, and what it gets back. */
const saved: { revision: number; content: typeof content }[] = [];
async function opened(answers: { save?: (input: { revision: number; content: typeof content }) => unknown; submit?: () => unknown; first?: unknown } = {}): Promise<void> {
  saved.length = 0;
  server.mockReset().mockImplementation((route: unknown, input: { revision: number; content: typeof content }) => {
    if (route === meRoutes.me) return Promise.resolve(me);
    if (route === applicationRoutes.application) return Promise.resolve(answers.first ?? blank);
    if (route === applicationRoutes.submit) return answers.submit?.() ?? Promise.reject(new Error('nobody submits here'));
    saved.push(input);
    return answers.save ? answers.save(input) : Promise.resolve({ ...blank, revision: input.revision + 1, content: input.content });
  });
  keep({ accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId: 'Lx3mNp6qRs9' });
  await act(() => loadMe(true));
  render(<ApplyPage />);
  await screen.findByRole('textbox', { name: /网站名称/ });
}
const type = (name: RegExp, value: string): void => { fireEvent.input(screen.getByRole('textbox', { name }), { target: { value } }); };

describe('申请上线的四步', () => {
  beforeEach(() => { window.localStorage.clear(); forgetAnswers(); });

  it('写下的字先说“正在保存”，存到服务器才说“已保存”', async () => {
    await opened();
    expect(screen.getByText('已保存')).toBeTruthy();
    type(/简介/, '七家公司的党员在一起。');
    expect(await screen.findByText('正在保存…')).toBeTruthy();
    await waitFor(() => expect(saved).toHaveLength(1), { timeout: 4000 });
    expect(saved[0]).toMatchObject({ revision: 0, content: { introduction: '七家公司的党员在一起。' } });
    expect(await screen.findByText('已保存')).toBeTruthy();
  });

  it('没有网络：先存在这台设备上，重新打开还在，连上就交给服务器', async () => {
    await opened({ save: () => Promise.reject(new Refused('offline', 0, '网络没有连上')) });
    type(/简介/, '地铁里写的一段。');
    expect(await screen.findByText('网络没连上，先存在这台设备上', {}, { timeout: 4000 })).toBeTruthy();
    document.body.innerHTML = '';
    forgetAnswers();
    await opened();
    expect((screen.getByRole('textbox', { name: /简介/ }) as HTMLTextAreaElement).value).toBe('地铁里写的一段。');
    await waitFor(() => expect(saved[0]).toMatchObject({ revision: 0, content: { introduction: '地铁里写的一段。' } }));
  });

  it('另一位书记先存了：两份都在，由人选；选自己的，按他的版本接着存', async () => {
    let first = true;
    await opened({ save: (input) => {
      if (!first) return Promise.resolve({ ...blank, revision: input.revision + 1, content: input.content });
      first = false;
      return Promise.reject(new Refused('conflict.changed', 409, wordsOf('conflict.changed'), null, [], { by: '李副书记', revision: 4, content: { ...content, name: '副书记写的' } }));
    } });
    type(/网站名称/, '书记写的');
    expect(await screen.findByText('李副书记刚保存过这份申请', {}, { timeout: 4000 })).toBeTruthy();
    expect((screen.getByRole('textbox', { name: /网站名称/ }) as HTMLInputElement).value).toBe('书记写的');
    fireEvent.click(screen.getByRole('button', { name: '用我写的' }));
    await waitFor(() => expect(saved[1]).toMatchObject({ revision: 4, content: { name: '书记写的' } }));
  });

  it('交得太早：说清哪几步缺什么，一点就到，写过的都在', async () => {
    const fields = [{ path: 'introduction', message: '简介至少 20 个字', step: 0 }, { path: 'checks.privacy', message: '“不泄露个人信息”还没有自查', step: 3 }];
    await opened({ submit: () => Promise.reject(new Refused('site.incomplete', 422, wordsOf('site.incomplete'), null, fields)) });
    for (let i = 0; i < 3; i += 1) fireEvent.click(screen.getByRole('button', { name: '下一步' }));
    fireEvent.click(screen.getByRole('button', { name: '提交申请' }));
    expect(await screen.findByText('“不泄露个人信息”还没有自查')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '去补“基本信息”' }));
    expect(await screen.findByText('简介至少 20 个字')).toBeTruthy();
    expect((screen.getByRole('textbox', { name: /网站名称/ }) as HTMLInputElement).value).toBe('软件园之家');
  });
});
