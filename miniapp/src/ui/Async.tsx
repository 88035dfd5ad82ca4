import type { ReactNode } from 'react';
import type { Loaded } from '../kit/useRoute';
import { signInFirst } from '../kit/paths';
import { Button } from './Button';
import { Box } from './host';
import { Skeleton } from './Progress';
import { Banner, ErrorState } from './States';

/**
 * What a page shows while, after and when not loaded: skeleton, the rows, or the reason with 重试. Rows already there stay, with a line above them
 * saying that they are from before.
 */
export function Async<T>({ from, rows, children }: { from: Loaded<T>; rows?: number; children: (data: T) => ReactNode }): ReactNode {
  if (from.data !== null) {
    return (
      <Box>
        {from.error ? <Banner tone="warn" action={<Button small kind="quiet" onTap={from.reload}>重试</Button>}>{from.error.message} 下面是上次看到的内容。</Banner> : null}
        {children(from.data)}
      </Box>
    );
  }
  if (from.error) {
    const guest = from.error.status === 401 || from.error.code === 'not-found';
    return <ErrorState failure={from.error} onRetry={from.reload}>{guest ? <Button kind="primary" onTap={() => signInFirst()}>登录</Button> : null}</ErrorState>;
  }
  return <Skeleton rows={rows} onRetry={from.reload} />;
}
