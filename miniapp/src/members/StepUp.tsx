import { sessionRoutes } from '@branch/shared/members/routes';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { call } from '../kit/call';
import { weChatCode } from '../kit/device';
import { isH5 } from '../kit/platform';
import { Refused } from '../kit/refused';
import { useAttempt } from '../kit/useAttempt';
import { Button } from '../ui/Button';
import { Box } from '../ui/host';
import { Input, type TextHandle } from '../ui/Input';
import { Sheet } from '../ui/Sheet';
import { Banner } from '../ui/States';

/**
 * Steps that need a fresh proof (exports, full phone numbers, appointments): `guarded` does them, and where the server asks for a proof, asks for
 * password and code and does them again. `proof` must stand somewhere in the page.
 */
export function useProof(): { guarded: <T>(write: () => Promise<T>) => Promise<T>; proof: ReactNode } {
  const [open, setOpen] = useState(false);
  const waiting = useRef<{ resolve: () => void; reject: (reason: Refused) => void } | null>(null);
  const password = useRef<TextHandle>(null);
  const code = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const guarded = useCallback(async <T,>(write: () => Promise<T>): Promise<T> => {
    try {
      return await write();
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.code !== 'step-up.required') throw thrown;
      await new Promise<void>((resolve, reject) => {
        waiting.current = { resolve, reject };
        setOpen(true);
      });
      return write();
    }
  }, []);
  const close = (): void => {
    setOpen(false);
    attempt.clear();
    waiting.current?.reject(new Refused('step-up.required', 403, '没有验证身份，这一步没有做。'));
    waiting.current = null;
  };
  const prove = async (byWeChat = false): Promise<void> => {
    const words = code.current?.value.trim() ?? '';
    const ok = await attempt.run(async () => call(sessionRoutes.prove, { ...(byWeChat ? { weChatCode: await weChatCode() ?? '' } : { password: password.current?.value ?? '' }), ...(words ? { code: words } : {}) }));
    if (!ok) return;
    setOpen(false);
    waiting.current?.resolve();
    waiting.current = null;
  };
  const proof = (
    <Sheet open={open} title="请再验证一次身份" onClose={close} foot={<Button kind="primary" wide disabled={attempt.wait > 0} onTap={() => prove()}>{attempt.wait > 0 ? `${attempt.wait} 秒后再试` : '验证'}</Button>}>
      <Box className="para soft">这一步涉及职务、他人信息或登录方式。验证后五分钟内不再询问。</Box>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Input label="密码" type="password" maxLength={128} autoComplete="current-password" handle={password} />
      <Input label="动态验证码" hint="没有绑定验证器的不用填；手机丢了可以填备用码" maxLength={20} autoComplete="one-time-code" handle={code} onEnter={() => void prove()} />
      {isH5 ? null : <Button wide onTap={() => prove(true)}>没有设密码，用微信验证</Button>}
    </Sheet>
  );
  return { guarded, proof };
}
