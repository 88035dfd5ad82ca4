import type { ChangedLine } from '@branch/shared/posts/blocks';
import type { ReactNode } from 'react';
import { Box, cx, Span } from '../ui/host';
import './difference.scss';

/** So many unchanged lines stay around a change; longer stretches are said as a number. */
const around = 2;
const words: Record<ChangedLine['change'], string> = { same: '', gone: '删', new: '增' };

/** What changed, line by line: a word and a sign as well as a colour. */
export function Difference({ lines }: { lines: readonly ChangedLine[] }): ReactNode {
  if (lines.every((line) => line.change === 'same')) return <Box className="faint">文字没有差别。</Box>;
  const near = (i: number): boolean => lines.slice(Math.max(0, i - around), i + around + 1).some((line) => line.change !== 'same');
  const rows: ReactNode[] = [];
  let skipped = 0;
  const tell = (i: number): void => {
    if (skipped > 0) rows.push(<Box key={`s${i}`} className="delta-skip">……{skipped} 行没有变……</Box>);
    skipped = 0;
  };
  lines.forEach((line, i) => {
    if (!near(i)) {
      skipped += 1;
      return;
    }
    tell(i);
    rows.push(<Box key={i} className={cx('delta', `delta-${line.change}`)}><Span className="delta-sign">{words[line.change]}</Span><Box className="delta-text">{line.text || ' '}</Box></Box>);
  });
  tell(lines.length);
  return <Box className="deltas">{rows}</Box>;
}
