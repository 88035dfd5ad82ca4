import { sessionRoutes } from '@branch/shared/members/routes';
import { whyNotPassword } from '@branch/shared/members/rules';
import { paths } from '@branch/shared/paths';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { deviceName, weChatCode } from '../../kit/device';
import { loadMe } from '../../kit/me';
import { open, returnAfterSignIn } from '../../kit/paths';
import { isH5 } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { keep } from '../../kit/session';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Checkbox } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

/**
 * Activate an account (ORG-5): the roster knows name and phone, the invitation code is the second proof. A used account is bound anew by a fresh code.
 * In WeChat the phone itself is the key, so account and password may be left out. Consents are separate and never pre-ticked.
 */
export default function ActivatePage(): ReactNode {
  const { code } = useQuery();
  const invitation = useRef<TextHandle>(null);
  const name = useRef<TextHandle>(null);
  const phone = useRef<TextHandle>(null);
  const login = useRef<TextHandle>(null);
  const password = useRef<TextHandle>(null);
  const [directoryPhone, setDirectoryPhone] = useState(false);
  const [photo, setPhoto] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const attempt = useAttempt();
  const value = (field: typeof name): string => field.current?.value.trim() ?? '';

  const activate = async (): Promise<void> => {
    const account = value(login);
    const secret = password.current?.value ?? '';
    const why = secret ? whyNotPassword(secret, [value(name), account]) : null;
    setWrong(why ? wordsOf(why) : null);
    if (why) return;
    await attempt.run(async () => {
      const wechatCode = await weChatCode();
      keep(await call(sessionRoutes.activate, {
        invitation: value(invitation), name: value(name), phone: value(phone), client: isH5 ? 'h5' : 'weapp', device: deviceName(),
        ...(account ? { login: account } : {}), ...(secret ? { password: secret } : {}), ...(wechatCode ? { wechatCode } : {}),
        consents: [...(directoryPhone ? ['directoryPhone' as const] : []), ...(photo ? ['photo' as const] : [])],
      }));
      await loadMe(true).catch(() => undefined);
      toast('已激活，欢迎您');
      await returnAfterSignIn();
    });
  };

  const failed = attempt.error;
  const shown = failed && failed.fields.length === 0 ? failed.message : failed ? '有的内容填得不对，请看标出的地方。' : null;
  return (
    <Page title="激活账号">
      <Card>
        <Input label="邀请码" required maxLength={40} defaultValue={code ?? ''} hint="书记给您的 10 位字母和数字，7 天内有效，只能用一次" autoComplete="off" handle={invitation} error={failed?.field('invitation')} />
        <Input label="姓名" required maxLength={40} autoComplete="name" hint="和名册上的一样" handle={name} error={failed?.field('name')} />
        <Input label="手机号" required type="tel" maxLength={20} autoComplete="tel" hint="名册上登记的号码，只用来核对" handle={phone} error={failed?.field('phone')} />
      </Card>
      <Card title={isH5 ? '以后这样登录' : '也想在电脑上用（可不填）'}>
        <Input label="账号" required={isH5} maxLength={60} autoComplete="username" hint="3 个以上字母、数字或汉字" handle={login} error={failed?.field('login')} />
        <Input label="密码" required={isH5} type="password" maxLength={128} autoComplete="new-password" hint="至少 12 个字符，可以是一句只有自己知道的话" handle={password} error={wrong ?? failed?.field('password')} />
      </Card>
      <Card title="同意事项" aside="都可以不选，以后随时能改">
        <Checkbox checked={directoryPhone} onChange={setDirectoryPhone} hint="不选时，通讯录里只有姓名和单位">本支部党员可以在通讯录里看到我的手机号</Checkbox>
        <Checkbox checked={photo} onChange={setPhoto} hint="不选时，有您的照片不会放到网站上">支部可以在网站上使用有我的活动照片</Checkbox>
      </Card>
      {shown ? <Banner tone="warn" action={failed?.code === 'roster.no-match' ? <Button small onTap={() => open(paths.join())}>申请加入</Button> : failed?.code === 'account.active-already' ? <Button small onTap={() => open(paths.login())}>去登录</Button> : undefined}>{shown}</Banner> : null}
      <Box className="btn-row"><Button kind="primary" wide disabled={attempt.wait > 0} onTap={activate}>{attempt.wait > 0 ? `${attempt.wait} 秒后再试` : '激活并登录'}</Button></Box>
    </Page>
  );
}
