import { demoRoutes } from '@branch/shared/demo';
import { meRoutes, sessionRoutes } from '@branch/shared/members/routes';
import { refusals } from '@branch/shared/refusals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import Taro from '@tarojs/taro';
import { call } from '../../kit/call';
import { writeJson } from '../../kit/platform';
import { Refused } from '../../kit/refused';
import { forget, session } from '../../kit/session';
import LoginPage from './index';

jest.mock('../../kit/call', () => ({ call: jest.fn() }));

const server = call as unknown as jest.Mock;
const tokens = { accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId: 'AbcdefghijK' };
const people = [{ role: '书记', name: '赵书记', login: 'shuji', password: 'yishan770-demo', unit: '宜山路770号联合党总支' }];
let signIns: Record<string, unknown>[] = [];

/** A server that answers sign-ins in this order; a Refused is thrown. */
function answering(answers: unknown[], demo: unknown[] = []): void {
  signIns = [];
  server.mockReset().mockImplementation((route: unknown, input: Record<string, unknown>) => {
    if (route === demoRoutes.people) return demo.length > 0 ? Promise.resolve(demo) : Promise.reject(new Refused('not-found', 404, refusals['not-found'][1]));
    if (route === meRoutes.me) return Promise.resolve({ person: { id: tokens.personId, name: '赵书记' }, phoneMasked: null, units: [], permissions: [], currentUnitId: null, demo: true });
    if (route !== sessionRoutes.signIn) return Promise.reject(new Error('not asked for here'));
    signIns.push(input);
    const next = answers[signIns.length - 1];
    return next instanceof Refused ? Promise.reject(next) : Promise.resolve(next);
  });
}

const refused = (code: 'sign-in.failed' | 'sign-in.code-needed' | 'sign-in.code-wrong' | 'sign-in.wait', status: number, retryAfter: number | null = null): Refused => new Refused(code, status, refusals[code][1], null, [], {}, retryAfter);

function fill(login: string, password: string): void {
  fireEvent.input(screen.getByLabelText('账号'), { target: { value: login } });
  fireEvent.input(screen.getByLabelText('密码'), { target: { value: password } });
}

describe('signing in', () => {
  beforeEach(() => {
    window.localStorage.clear();
    forget();
    (Taro.switchTab as jest.Mock).mockClear();
    (Taro.reLaunch as jest.Mock).mockClear();
  });

  it('says in words that account or password is wrong, and keeps what was typed', async () => {
    answering([refused('sign-in.failed', 401)]);
    render(<LoginPage />);
    fill('shuji', 'not the password');
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText('账号或密码不对。')).toBeTruthy();
    expect((screen.getByLabelText('账号') as HTMLInputElement).value).toBe('shuji');
    expect((screen.getByLabelText('密码') as HTMLInputElement).value).toBe('not the password');
    expect(session.get()).toBe('out');
  });

  it('asks an officer with an authenticator for the code, tells a wrong one, and goes back to the page wanted', async () => {
    writeJson('return-to', { target: '/meetings/minutes/index?unit=a&id=b', at: Date.now() });
    answering([refused('sign-in.code-needed', 401), refused('sign-in.code-wrong', 401), tokens]);
    render(<LoginPage />);
    fill('quji', 'yishan770-demo');
    expect(screen.queryByLabelText('动态验证码')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    const code = await screen.findByLabelText('动态验证码');
    fireEvent.input(code, { target: { value: '000000' } });
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText(refusals['sign-in.code-wrong'][1])).toBeTruthy();
    fireEvent.input(code, { target: { value: '271828' } });
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(Taro.reLaunch).toHaveBeenCalledWith({ url: '/meetings/minutes/index?unit=a&id=b' }));
    expect(signIns[0]).not.toHaveProperty('code');
    expect(signIns[2]).toMatchObject({ login: 'quji', password: 'yishan770-demo', code: '271828', client: 'h5' });
    expect(session.get()).toBe('in');
  });

  it('counts down on the button after too many tries', async () => {
    answering([refused('sign-in.wait', 429, 4)]);
    render(<LoginPage />);
    fill('shuji', 'guess after guess');
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    const waiting = await screen.findByRole('button', { name: '4 秒后再试' });
    fireEvent.click(waiting);
    expect(signIns).toHaveLength(1);
  });

  it('in the demo, one tap on a printed person signs in as that person', async () => {
    answering([tokens], people);
    render(<LoginPage />);
    fireEvent.click(await screen.findByRole('button', { name: /赵书记 · 书记/ }));
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/branch/index' }));
    expect(signIns[0]).toMatchObject({ login: 'shuji', password: 'yishan770-demo' });
  });
});
