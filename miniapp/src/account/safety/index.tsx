import { accountRoutes } from '@branch/shared/members/account-routes';
import { whyNotPassword, whyNotUnbindWeChat } from '@branch/shared/members/rules';
import { paths } from '@branch/shared/paths';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import { clock, fullDate } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { weChatCode } from '../../kit/device';
import { useMe } from '../../kit/me';
import { isH5 } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { useProof } from '../../members/StepUp';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import './index.scss';

type Account = Output<typeof accountRoutes.account>;
const steps = { on: ['已绑定', 'success'], off: ['未绑定', 'plain'], advised: ['建议绑定', 'warn'], required: ['需要绑定', 'warn'] } as const;

/** 账号与安全: how I sign in. Every change asks for a fresh proof, ends the other sessions and tells me. */
export default function SafetyPage(): ReactNode {
  const account = useRoute(accountRoutes.account, {});
  const [sheet, setSheet] = useState<'password' | 'weChat' | null>(null);
  const done = async (words: string): Promise<void> => {
    setSheet(null);
    toast(words);
    await account.reload();
  };
  return (
    <Page title="账号与安全">
      <Async from={account} rows={2}>
        {(is) => (
          <>
            <Card title="登录方式">
              <List label="登录方式">
                <Row icon="key" title="账号和密码" hint={is.login ?? '还没有设，设了就能在电脑上登录'} end={is.hasPassword ? '修改' : '设置'} onTap={() => setSheet('password')} />
                <Row icon="message-circle" title="微信" hint={is.weChatSince ? `${fullDate(new Date(is.weChatSince))}绑定` : '绑定后，小程序打开就能用'} end={is.weChatSince ? <Tag tone="success">已绑定</Tag> : '绑定'} onTap={() => setSheet('weChat')} />
                <Row icon="shield-check" title="验证器" hint="登录时再填一个手机上的数字" end={<Tag tone={steps[is.secondStep][1]}>{steps[is.secondStep][0]}</Tag>} to={paths.secondStep()} />
              </List>
            </Card>
            <Card>
              <List label="我的登录与信息">
                <Row icon="device-mobile" title="登录的设备" to={paths.devices()} />
                <Row icon="eye" title="谁看过我的信息" to={paths.looks()} />
              </List>
            </Card>
            <Box className="faint">改动登录方式时要再验证一次身份，别处的登录随即退出，您会收到通知。</Box>
            {sheet === 'password' ? <PasswordSheet is={is} onClose={() => setSheet(null)} onDone={() => done('已保存，别处的登录已退出')} /> : null}
            {sheet === 'weChat' ? <WeChatSheet is={is} onClose={() => setSheet(null)} onDone={done} /> : null}
          </>
        )}
      </Async>
    </Page>
  );
}

function PasswordSheet({ is, onClose, onDone }: { is: Account; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const login = useRef<TextHandle>(null);
  const password = useRef<TextHandle>(null);
  const me = useMe();
  const [wrong, setWrong] = useState<string | null>(null);
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const save = async (): Promise<void> => {
    const given = { login: login.current?.value.trim() ?? '', password: password.current?.value ?? '' };
    const why = whyNotPassword(given.password, [me?.person.name ?? '', given.login]);
    setWrong(why ? wordsOf(why) : null);
    if (why) return;
    await attempt.run(async () => {
      await guarded(() => call(accountRoutes.setPassword, given));
      await onDone();
    });
  };
  return (
    <>
      <Sheet open title={is.hasPassword ? '修改账号和密码' : '设置账号和密码'} onClose={onClose} foot={<Button kind="primary" wide onTap={save}>保存</Button>}>
        {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Input label="账号名" required maxLength={60} autoComplete="username" defaultValue={is.login ?? ''} hint="3 个以上字母、数字或汉字" handle={login} error={attempt.error?.field('login')} />
        <Input label="新密码" required type="password" maxLength={128} autoComplete="new-password" hint="至少 12 个字符，可以是一句只有自己知道的话" handle={password} error={wrong ?? attempt.error?.field('password')} />
      </Sheet>
      {proof}
    </>
  );
}

/** In the mini-program it binds at once; on the web it shows a code to type there. */
function WeChatSheet({ is, onClose, onDone }: { is: Account; onClose: () => void; onDone: (words: string) => Promise<void> }): ReactNode {
  const [code, setCode] = useState<Output<typeof accountRoutes.bindingCode> | null>(null);
  const { guarded, proof } = useProof();
  const step = async (write: () => Promise<void>): Promise<void> => {
    try {
      await guarded(write);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const show = (): Promise<void> => step(async () => setCode(await call(accountRoutes.bindingCode, {})));
  const bind = (): Promise<void> => step(async () => {
    const weChat = await weChatCode();
    if (!weChat) { toast('微信没有答复，请稍后再试'); return; }
    await call(accountRoutes.bindWeChat, { weChatCode: weChat });
    await onDone('已绑定这个微信');
  });
  const unbind = (): Promise<void> => step(async () => {
    await call(accountRoutes.unbindWeChat, {});
    await onDone('已解除微信绑定');
  });
  return (
    <>
      <Sheet open title="微信" onClose={onClose}>
        {code ? (
          <>
            <Box className="para">在微信里打开“在线支部”小程序，到登录页点“用绑定码绑定微信”，填：</Box>
            <Box className="binding-code num" label="绑定码">{code.code}</Box>
            <Box className="faint">{clock(new Date(code.expiresAt))}前有效，只能用一次。绑好后，这一页刷新就看得到。</Box>
          </>
        ) : (
          <>
            <Box className="para soft">{is.weChatSince ? '换了微信，可以绑定新的，旧的随即失效。' : '绑定后，在微信里打开小程序就是登录好的。'}系统只存微信给的编号，看不到您的微信号和好友。</Box>
            <Box className="btn-row"><Button kind="primary" onTap={isH5 ? show : bind}>{isH5 ? '生成绑定码' : '绑定这个微信'}</Button></Box>
            {is.weChatSince ? <Box className="btn-row"><Act whyNot={whyNotUnbindWeChat({ bound: true, hasPassword: is.hasPassword })} onTap={unbind}>解除绑定</Act></Box> : null}
          </>
        )}
      </Sheet>
      {proof}
    </>
  );
}
