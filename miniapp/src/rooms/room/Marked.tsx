import type { ReactNode } from 'react';
import { useStore } from '../../kit/store';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { marks } from './room-marks';

/** Beneath a line that an officer noted, for officers only. It listens by itself, so that a mark redraws one row. */
export function Marked({ seq }: { seq: number }): ReactNode {
  return useStore(marks).seqs.includes(seq) ? <Box className="line-note">已记入要点</Box> : null;
}

/** How many lines are noted, and what becomes of them. */
export function MarksCard(): ReactNode {
  const { seqs } = useStore(marks);
  return <Card title="记入要点" aside={`${seqs.length} 条`}><Box className="faint">长按或右击一条发言，选“记入要点”，散会后它一定在纪要草稿里。只有书记、副书记看得到。</Box></Card>;
}
