import { sessionRoutes } from '@branch/shared/members/routes';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { deviceName } from '../../kit/device';
import { isH5 } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import type { keep } from '../../kit/session';

export type WeChatState = 'none' | 'asking' | 'not-bound' | 'failed';

/** Inside WeChat: signs in without a tap where this WeChat account is bound; otherwise says so, and the form stands there anyway. */
export function useSilentWeChat(codeOf: () => Promise<string | null>, arrive: (answer: Parameters<typeof keep>[0]) => Promise<void>): WeChatState {
  const [state, setState] = useState<WeChatState>(isH5 ? 'none' : 'asking');
  useEffect(() => {
    if (isH5) return;
    let here = true;
    void (async () => {
      try {
        const code = await codeOf();
        if (code === null) throw new Error('WeChat gave no code');
        await arrive(await call(sessionRoutes.signInByWeChat, { code, device: deviceName() }));
      } catch (thrown) {
        if (here) setState(asRefused(thrown).code === 'sign-in.not-bound' ? 'not-bound' : 'failed');
      }
    })();
    return () => {
      here = false;
    };
  }, [codeOf, arrive]);
  return state;
}
