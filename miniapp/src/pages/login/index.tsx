import { demoRoutes } from '@branch/shared/demo';
import { sessionRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { deviceName, weChatCode } from '../../kit/device';
import { call } from '../../kit/call';
import { loadMe } from '../../kit/me';
import { open, returnAfterSignIn } from '../../kit/paths';
import { isH5 } from '../../kit/platform';
import { keep } from '../../kit/session';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Avatar } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { useSilentWeChat } from './weChat';
import './index.scss';

/** Sign in: account and password, the TOTP code when the server asks for it; in WeChat first in silence. In the demo the printed people stand below. */
export default function LoginPage(): ReactNode {
  const login = useRef<TextHandle>(null);
  const password = useRef<TextHandle>(null);
  const code = useRef<TextHandle>(null);
  const [codeAsked, setCodeAsked] = useState(false);
  const attempt = useAttempt();
  const weChat = useSilentWeChat(weChatCode, arrive);
  const demo = useRoute(demoRoutes.people, {});

  const signIn = async (account?: { login: string; password: string }): Promise<void> => {
    const words = code.current?.value.trim() ?? '';
    const given = account ?? { login: login.current?.value.trim() ?? '', password: password.current?.value ?? '' };
    await attempt.run(async () => {
      const answer = await call(sessionRoutes.signIn, { ...given, client: isH5 ? 'h5' : 'weapp', device: deviceName(), ...(words && !account ? { code: words } : {}) });
      await arrive(answer);
    });
  };
  const failed = attempt.error?.code;
  useEffect(() => {
    if (failed === 'sign-in.code-needed' || failed === 'sign-in.code-wrong') setCodeAsked(true);
  }, [failed]);
  useEffect(() => {
    if (codeAsked) code.current?.focus();
  }, [codeAsked]);

  const people = demo.data ?? [];
  return (
    <Page title="登录" signsIn>
      {weChat === 'asking' ? <Banner>正在用微信登录…</Banner> : null}
      {weChat === 'not-bound' ? <Banner title="这个微信还没有绑定支部">用书记给的邀请码激活一次，以后打开就能用。</Banner> : null}
      <Card>
        <Box as="form" className="login-form" dom={{ noValidate: true, onSubmit: (event: Event) => event.preventDefault() }}>
          <Input label="账号" name="username" maxLength={60} autoComplete="username" handle={login} onEnter={() => password.current?.focus()} error={attempt.error?.field('login')} />
          <Input label="密码" name="password" type="password" maxLength={128} autoComplete="current-password" handle={password} onEnter={() => void signIn()} />
          {codeAsked ? <Input label="动态验证码" maxLength={20} autoComplete="one-time-code" hint="打开验证器应用，填 6 位数字；手机丢了可以填备用码" handle={code} onEnter={() => void signIn()} /> : null}
          {attempt.error ? <Banner tone="warn">{failed === 'sign-in.code-needed' ? '密码对了，请再输入动态验证码。' : attempt.error.message}</Banner> : null}
          <Button kind="primary" wide disabled={attempt.wait > 0} onTap={() => signIn()}>{attempt.wait > 0 ? `${attempt.wait} 秒后再试` : '登录'}</Button>
        </Box>
      </Card>
      <Card>
        <List label="还没有账号">
          <Row icon="key" title="用邀请码激活" hint="名册里有您，书记给过邀请码" onTap={() => void open(paths.activate())} />
          {isH5 ? null : <Row icon="link" title="用绑定码绑定微信" hint="已在电脑上登录，在“账号与安全”里生成" onTap={() => void open(paths.bindWeChat())} />}
          <Row icon="user-plus" title="申请加入支部" hint="还不在名册里，或没有邀请码" onTap={() => void open(paths.join())} />
        </List>
      </Card>
      {people.length > 0 ? (
        <Card title="演示身份" aside="人物均为虚构，点一下就登录">
          <List label="演示身份">
            {people.map((person) => (
              <Row key={person.login} start={<Avatar name={person.name} seed={person.login} />} title={`${person.name} · ${person.role}`} hint={person.unit} end={person.login} onTap={() => signIn(person)} />
            ))}
          </List>
        </Card>
      ) : null}
      <Box className="faint login-note">忘记密码时，请支部书记重新发一个邀请码，用它再激活一次即可，内容都在。</Box>
    </Page>
  );
}

/** Keeps the tokens, learns who came, and goes to where the reader wanted to be. */
async function arrive(answer: Parameters<typeof keep>[0]): Promise<void> {
  keep(answer);
  await loadMe(true).catch(() => undefined);
  await returnAfterSignIn();
}
