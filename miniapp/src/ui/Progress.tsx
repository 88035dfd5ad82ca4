import { type ReactNode, useEffect, useState } from 'react';
import { Box, cx } from './host';

/** How far, of how much; the words stand beside it. `mark` draws a line (the votes needed). */
export function Progress({ value, max, label, mark }: { value: number; max: number; label: string; mark?: number }): ReactNode {
  const part = max > 0 ? Math.min(100, (value / max) * 100) : 0;
  return (
    <Box className="progress" role="progressbar" label={label} dom={{ 'aria-valuenow': value, 'aria-valuemin': 0, 'aria-valuemax': max }}>
      <Box className="progress-bar" style={{ width: `${part}%` }} />
      {mark === undefined || max <= 0 ? null : <Box className="progress-mark" style={{ left: `${Math.min(100, (mark / max) * 100)}%` }} />}
    </Box>
  );
}

/** Grey lines where text will come, after 300 ms: a fast answer never flickers. After 8 s it says that the network is slow. */
export function Skeleton({ rows = 3, onRetry }: { rows?: number; onRetry?: () => void }): ReactNode {
  const [stage, setStage] = useState<'wait' | 'show' | 'slow'>('wait');
  useEffect(() => {
    const show = setTimeout(() => setStage('show'), 300);
    const slow = setTimeout(() => setStage('slow'), 8000);
    return () => {
      clearTimeout(show);
      clearTimeout(slow);
    };
  }, []);
  if (stage === 'wait') return null;
  return (
    <Box className="skeleton" role="status" label="正在加载">
      {Array.from({ length: rows }, (_, i) => <Box key={i} className="card" silent><Box className="bone bone-title" /><Box className="bone" /><Box className={cx('bone', 'bone-short')} /></Box>)}
      {stage === 'slow' ? <Box className="skeleton-slow">网络较慢，继续等待{onRetry ? '，或者重试' : ''}</Box> : null}
    </Box>
  );
}

/** Bars over months or units, one scale from zero; figures are said in words, and a table with the same rows stands beneath where they matter. */
export function BarChart({ label, bars, highlight, unit = '' }: { label: string; bars: readonly { key: string; name: string; value: number }[]; highlight?: string; unit?: string }): ReactNode {
  const top = Math.max(1, ...bars.map((bar) => bar.value));
  const words = `${label}：${bars.map((bar) => `${bar.name} ${bar.value}${unit}`).join('，')}`;
  return (
    <Box className="bars" role="img" label={words}>
      {bars.map((bar) => (
        <Box key={bar.key} className="bar-col" silent>
          <Box className="bar-space"><Box className={cx('bar-fill', bar.key === highlight && 'is-on')} style={{ height: `${(bar.value / top) * 100}%` }} /></Box>
          <Box className="bar-name">{bar.name}</Box>
        </Box>
      ))}
    </Box>
  );
}

/** What happened, in order. */
export function Timeline({ items }: { items: readonly { key: string; title: ReactNode; hint?: ReactNode; done?: boolean }[] }): ReactNode {
  return (
    <Box as="ol" className="timeline">
      {items.map((item) => (
        <Box as="li" key={item.key} className={cx('timeline-item', item.done && 'is-done')}>
          <Box className="timeline-dot" silent />
          <Box className="timeline-words"><Box>{item.title}</Box>{item.hint ? <Box className="row-hint">{item.hint}</Box> : null}</Box>
        </Box>
      ))}
    </Box>
  );
}
