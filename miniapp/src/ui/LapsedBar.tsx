import type { ReactNode } from 'react';
import { signInFirst } from '../kit/paths';
import { lapsed } from '../kit/session';
import { useStore } from '../kit/store';
import { Button } from './Button';
import { Banner } from './States';

/** The session ended while one was at work (revoked elsewhere, or too old): the way back in, on whatever page one is. What was typed stays on the device. */
export function LapsedBar(): ReactNode {
  return useStore(lapsed) ? <Banner tone="warn" action={<Button small onTap={() => signInFirst()}>登录</Button>}>登录已过期。写的内容都还在，登录以后回到这里。</Banner> : null;
}
