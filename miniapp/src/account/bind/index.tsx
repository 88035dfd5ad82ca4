import { accountRoutes } from '@branch/shared/members/account-routes';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { deviceName, weChatCode } from '../../kit/device';
import { loadMe } from '../../kit/me';
import { returnAfterSignIn } from '../../kit/paths';
import { isH5 } from '../../kit/platform';
import { keep } from '../../kit/session';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

/** In the mini-program: the code from 账号与安全 on a computer binds this WeChat account and signs in. */
export default function BindPage(): ReactNode {
  const code = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const bind = async (): Promise<void> => {
    await attempt.run(async () => {
      const weChat = await weChatCode();
      if (!weChat) { toast('微信没有答复，请稍后再试'); return; }
      keep(await call(accountRoutes.bindByCode, { code: code.current?.value ?? '', weChatCode: weChat, device: deviceName() }));
      await loadMe(true).catch(() => undefined);
      toast('已绑定，以后打开就能用');
      await returnAfterSignIn();
    });
  };
  if (isH5) return <Page title="绑定微信"><Empty icon="device-mobile" text="这一页在微信小程序里打开。" /></Page>;
  return (
    <Page title="绑定微信">
      <Card>
        <Box className="para soft">在电脑上登录，到“我的 → 账号与安全 → 微信”生成绑定码。</Box>
        {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Input label="绑定码" required maxLength={20} autoComplete="off" placeholder="8 位字母和数字" handle={code} onEnter={() => void bind()} />
        <Button kind="primary" wide disabled={attempt.wait > 0} onTap={bind}>绑定并登录</Button>
      </Card>
    </Page>
  );
}
