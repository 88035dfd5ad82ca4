import { type ReactNode, useEffect, useState } from 'react';
import { connection } from '../kit/connection';
import { useStore } from '../kit/store';
import { Box, cx } from './host';
import { Icon } from './Icon';

/** Says when the network or the live connection is gone, after 2 s: a short gap is nobody's business. Pages stay usable beneath it. */
export function OfflineBar(): ReactNode {
  const { http, socket, attempt } = useStore(connection);
  const bad = !http || socket === 'off';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!bad) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), 2000);
    return () => clearTimeout(timer);
  }, [bad]);
  return (
    <Box live="polite" role="status" className="offline-place">
      {shown ? (
        <Box className={cx('offline', http && 'is-small')}>
          <Icon name="wifi-off" size="s" />
          {http ? '实时连接已断开，正在隔几秒更新一次' : `网络已断开，正在重连…${attempt > 1 ? `（第 ${attempt} 次）` : ''}`}
        </Box>
      ) : null}
    </Box>
  );
}
