import { accountRoutes } from '@branch/shared/members/account-routes';
import { whyNotEndSecondStep } from '@branch/shared/members/rules';
import type { Output } from '@branch/shared/route';
import { fullDate } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { loadMe } from '../../kit/me';
import { copyText } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { useProof } from '../../members/StepUp';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Box, Picture, Span } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import './index.scss';

type Enrolment = Output<typeof accountRoutes.beginSecondStep>;

/** The authenticator (ORG-6): bind it by a QR code and a first code, keep recovery codes, bind a new phone, take it off. */
export default function SecondStepPage(): ReactNode {
  const account = useRoute(accountRoutes.account, {});
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [ending, setEnding] = useState(false);
  const { guarded, proof } = useProof();
  const step = async (write: () => Promise<unknown>): Promise<void> => {
    try {
      await guarded(write);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const begin = (): Promise<void> => step(async () => setEnrolment(await call(accountRoutes.beginSecondStep, {})));
  const renew = (): Promise<void> => step(async () => setCodes((await call(accountRoutes.renewRecovery, {})).recoveryCodes));
  const keep = (): Promise<void> => step(async () => {
    await call(accountRoutes.keepSecondStep, {});
    toast('不停用，照常使用');
    await account.reload();
  });
  const end = (): Promise<void> => {
    setEnding(false);
    return step(async () => {
      await call(accountRoutes.endSecondStep, {});
      toast('已停用，登录不再要验证码');
      await Promise.all([account.reload(), loadMe(true)]);
    });
  };
  if (codes) return <Page title="备用码"><RecoveryCodes codes={codes} onKept={() => { setCodes(null); setEnrolment(null); void account.reload(); }} /></Page>;
  if (enrolment) {
    return <Page title="绑定验证器"><Enrol enrolment={enrolment} onCancel={() => setEnrolment(null)} onDone={async (made) => { setCodes(made); await loadMe(true).catch(() => undefined); }} /></Page>;
  }
  return (
    <Page title="验证器">
      <Async from={account} rows={1}>
        {(is) => is.secondStep === 'on' ? (
          <>
            {is.secondStepEnds ? (
              <Banner tone="warn" title={`${is.secondStepEnds.by}说您的验证器丢了，${fullDate(new Date(is.secondStepEnds.at))}停用`}>
                {`理由：${is.secondStepEnds.reason}。真丢了不用管它，停用以后凭密码或微信登录，再绑新的。`}
                <Box className="btn-row"><Button kind="primary" onTap={keep}>还在用，不停用</Button></Box>
              </Banner>
            ) : null}
            <Card title="已绑定"><Facts rows={[['绑定时间', is.secondStepSince ? fullDate(new Date(is.secondStepSince)) : '—'], ['备用码', is.recoveryLeft > 0 ? `还剩 ${is.recoveryLeft} 个` : '用完了，请换新']]} /></Card>
            {is.recoveryLeft < 3 ? <Banner tone="warn">备用码快用完了。手机丢了就靠它登录，请换一组新的。</Banner> : null}
            <Box className="btn-row"><Button icon="refresh" onTap={renew}>换新备用码</Button><Button icon="device-mobile" onTap={begin}>换手机，重新绑定</Button></Box>
            <Box className="btn-row"><Act kind="danger" whyNot={whyNotEndSecondStep({ on: true, required: is.secondStepRequired })} onTap={() => setEnding(true)}>停用验证器</Act></Box>
          </>
        ) : (
          <>
            {is.secondStep === 'required' ? <Banner tone="warn" title="您的职务要先绑定验证器">绑定之前，成员能做的事照常；名册、会议管理等职务上的事要等绑定之后。</Banner> : null}
            <Card title="什么是验证器">
              <Box className="para">手机上的一个应用，每 30 秒换一个 6 位数字。绑定后，用密码登录时再填这个数字，密码被人知道了也进不来。</Box>
              <Box className="para soft">常见的有 Microsoft Authenticator、Google Authenticator、Aegis，任选一个。不用联网，不收集您的信息。</Box>
            </Card>
            <Box className="btn-row"><Button kind="primary" wide onTap={begin}>开始绑定</Button></Box>
          </>
        )}
      </Async>
      <Confirm open={ending} title="停用验证器？" yes="停用" danger onYes={end} onClose={() => setEnding(false)}>以后只凭密码就能登录。备用码一并作废。</Confirm>
      {proof}
    </Page>
  );
}

function Enrol({ enrolment, onDone, onCancel }: { enrolment: Enrolment; onDone: (codes: readonly string[]) => Promise<void>; onCancel: () => void }): ReactNode {
  const code = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const confirm = async (): Promise<void> => {
    await attempt.run(async () => onDone((await call(accountRoutes.confirmSecondStep, { code: code.current?.value.trim() ?? '' })).recoveryCodes));
  };
  return (
    <>
      <Card title="1. 用验证器应用扫码">
        <Box className="qr"><Picture src={enrolment.qr} alt="验证器二维码" className="qr-in" fit="contain" /></Box>
        <Box className="para faint">扫不了时，在验证器里选“手动输入”，账号随意，密钥填：</Box>
        <Box className="para"><Span className="code num" copyable>{enrolment.secret.match(/.{1,4}/g)?.join(' ') ?? enrolment.secret}</Span> <Button small icon="copy" onTap={async () => toast((await copyText(enrolment.secret)) ? '已复制' : '没有复制成功')}>复制密钥</Button></Box>
      </Card>
      <Card title="2. 填验证器上的 6 位数字">
        {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Input label="动态验证码" required type="tel" maxLength={10} autoComplete="one-time-code" handle={code} onEnter={() => void confirm()} error={attempt.error?.field('code')} />
        <Box className="btn-row"><Button kind="primary" disabled={attempt.wait > 0} onTap={confirm}>{attempt.wait > 0 ? `${attempt.wait} 秒后再试` : '完成绑定'}</Button><Button onTap={onCancel}>取消</Button></Box>
      </Card>
    </>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }): ReactNode {
  return (
    <>
      <Banner tone="warn" title="只显示这一次">手机丢了、验证器没了，登录时用其中一个代替验证码，每个只能用一次。请抄下来放好，不要存在同一部手机里。</Banner>
      <Card title="备用码"><Box className="recovery">{codes.map((code) => <Span key={code} className="code num" copyable>{code}</Span>)}</Box></Card>
      <Box className="btn-row"><Button icon="copy" onTap={async () => toast((await copyText(codes.join('\n'))) ? '已复制' : '没有复制成功')}>全部复制</Button><Button kind="primary" onTap={onKept}>都记好了</Button></Box>
    </>
  );
}
