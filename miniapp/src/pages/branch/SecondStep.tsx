import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { open } from '../../kit/paths';
import { Button } from '../../ui/Button';
import { Banner } from '../../ui/States';

/** Where the installation withholds an office's rights until an authenticator is bound: why the desk is missing, and the way to it. */
export function SecondStepBanner(): ReactNode {
  return <Banner tone="warn" title="您的职务要先绑定验证器" action={<Button small onTap={() => open(paths.secondStep())}>去绑定</Button>}>绑定之后，工作台马上就有。</Banner>;
}
