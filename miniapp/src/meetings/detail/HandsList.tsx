import type { ReactNode } from 'react';
import { Tag } from '../../ui/Badge';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Progress } from '../../ui/Progress';
import type { Meeting } from '../meeting-words';

/** Decisions taken by show of hands, as they were entered: figures, not who voted how. */
export function HandsList({ hands }: { hands: Meeting['hands'] }): ReactNode {
  return (
    <Card title="举手表决">
      {hands.map(({ id, title, ...result }) => (
        <Box key={id} className="decision">
          <Box className="decision-head"><Box className="para">{title}</Box><Tag tone={result.passed ? 'success' : 'plain'}>{result.passed ? '通过' : '未通过'}</Tag></Box>
          <Progress value={result.approve} max={result.eligible} mark={result.threshold} label={`赞成 ${result.approve}，有表决权 ${result.eligible}，需 ${result.threshold}`} />
          <Box className="card-end"><Box className="faint">赞成 {result.approve} · 不赞成 {result.against} · 弃权 {result.abstain}</Box><Box className="faint">线 {result.threshold}</Box></Box>
          <Box className="faint">{result.article}</Box>
        </Box>
      ))}
    </Card>
  );
}
