import { sessionRoutes } from '@branch/shared/members/routes';
import { whyNotPassword } from '@branch/shared/members/rules';
import { paths } from '@branch/shared/paths';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { replace } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box, Picture, Span } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';

/** The first operator, by the one-time link printed at the first production start. Afterwards the authenticator is enrolled. */
export default function BootstrapPage(): ReactNode {
  const { token } = useQuery();
  const name = useRef<TextHandle>(null);
  const login = useRef<TextHandle>(null);
  const password = useRef<TextHandle>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [made, setMade] = useState<Output<typeof sessionRoutes.bootstrap> | null>(null);
  const attempt = useAttempt();
  const create = async (): Promise<void> => {
    const given = { name: name.current?.value.trim() ?? '', login: login.current?.value.trim() ?? '', password: password.current?.value ?? '' };
    const why = whyNotPassword(given.password, [given.name, given.login]);
    setWrong(why ? wordsOf(why) : null);
    if (why) return;
    await attempt.run(async () => setMade(await call(sessionRoutes.bootstrap, { token: token ?? '', ...given })));
  };
  if (made) {
    return (
      <Page title="绑定验证器">
        <Card title="用验证器应用扫这个码">
          <Box className="qr"><Picture src={made.qr} alt="验证器二维码" className="qr-in" fit="contain" /></Box>
          <Box className="para faint">扫不了时，把下面这行填进验证器：</Box>
          <Box className="para"><Span copyable>{made.otpauth}</Span></Box>
        </Card>
        <Banner tone="warn">这个码只显示这一次。绑好以后再去登录，登录时要填验证码。</Banner>
        <Box className="btn-row"><Button kind="primary" wide onTap={() => replace(paths.login())}>绑好了，去登录</Button></Box>
      </Page>
    );
  }
  return (
    <Page title="第一位运维员">
      <Card>
        <Box className="para soft">运维员只负责建立区级组织、任命第一位区级工作人员和审计员，看不到支部里的内容。</Box>
        <Input label="姓名" required maxLength={40} handle={name} error={attempt.error?.field('name')} />
        <Input label="账号" required maxLength={60} autoComplete="username" handle={login} error={attempt.error?.field('login')} />
        <Input label="密码" required type="password" maxLength={128} autoComplete="new-password" hint="至少 12 个字符" handle={password} error={wrong ?? attempt.error?.field('password')} />
        {attempt.error ? <Banner tone="warn">{attempt.error.code === 'bootstrap.used' ? '这个链接已用过或已过期。重新启动服务会打印新的链接。' : attempt.error.message}</Banner> : null}
        <Button kind="primary" wide disabled={attempt.wait > 0} onTap={create}>建立账号</Button>
      </Card>
    </Page>
  );
}
