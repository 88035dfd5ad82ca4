import { type ReactNode, useEffect, useState } from 'react';
import { copyText } from '../kit/platform';
import { Button } from './Button';
import { Box, cx } from './host';
import { Icon } from './Icon';
import type { IconName } from '../../config/icon-names';

/** Nothing here: one sentence why, and one action this reader may take. */
export function Empty({ text, icon = 'mood-empty', children }: { text: string; icon?: IconName; children?: ReactNode }): ReactNode {
  return <Box className="empty"><Icon name={icon} size="l" /><Box className="empty-text">{text}</Box>{children}</Box>;
}

export interface Failure {
  message: string;
  requestId?: string | null;
  /** From a 429: seconds to wait. */
  retryAfter?: number | null;
}

/** It did not work: what the server said, a way to try again, and the number to tell an administrator. */
export function ErrorState({ failure, onRetry, children }: { failure: Failure; onRetry?: () => void; children?: ReactNode }): ReactNode {
  const [wait, setWait] = useState(failure.retryAfter ?? 0);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const { requestId } = failure;
  return (
    <Box className="empty" role="alert">
      <Icon name="alert-circle" size="l" />
      <Box className="empty-text">{failure.message}</Box>
      <Box className="btn-row center">
        {onRetry ? <Button icon="refresh" disabled={wait > 0} onTap={onRetry}>{wait > 0 ? `${wait} 秒后重试` : '重试'}</Button> : null}
        {children}
      </Box>
      {requestId ? <Button kind="quiet" small icon="copy" onTap={() => copyText(requestId)}>编号 {requestId}</Button> : null}
    </Box>
  );
}

/** A sentence in a coloured box, above what it is about. */
export function Banner({ tone = 'info', title, children, action }: { tone?: 'info' | 'warn' | 'success' | 'brand'; title?: ReactNode; children?: ReactNode; action?: ReactNode }): ReactNode {
  const icon: IconName = tone === 'warn' ? 'alert-triangle' : tone === 'success' ? 'check' : 'info-circle';
  return (
    <Box className={cx('banner', `banner-${tone}`)} role="status">
      <Icon name={icon} className="banner-icon" />
      <Box className="banner-words">{title ? <Box className="banner-title">{title}</Box> : null}{children}</Box>
      {action ? <Box className="banner-action">{action}</Box> : null}
    </Box>
  );
}
