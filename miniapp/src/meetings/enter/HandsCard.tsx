import { threshold } from '@branch/shared/ballots/rules';
import { type Hands, whyNotHands } from '@branch/shared/meetings/offline-rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { ReactNode } from 'react';
import { Tag } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input } from '../../ui/Input';
import { type Entry, type Expected, onList } from './entry';

const numberOf = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : 0);
const sides = [['approve', '赞成'], ['against', '不赞成'], ['abstain', '弃权']] as const;

/** Decisions by show of hands: the figures are checked, whether it passed is reckoned. */
export function HandsCard({ entry, expected, version, onChange }: { entry: Entry; expected: Expected; version: number; onChange: (part: Partial<Entry>, draw?: boolean) => void }): ReactNode {
  const { votingPresent } = onList(entry, expected);
  const need = threshold(expected.votingExpected);
  const change = (i: number, part: Partial<Hands>): void => onChange({ decisions: entry.decisions.map((one, at) => (at === i ? { ...one, ...part } : one)) });
  return (
    <Card title="举手表决" aside="没有就不填">
      <Box className="faint">有表决权的到会 {votingPresent} 人，需要 {expected.quorumNeeded} 人才能表决；赞成 {need} 人以上为通过。《支部工作条例》第十一条</Box>
      {entry.decisions.map((one, i) => {
        const counted = one.approve + one.against + one.abstain > 0;
        const why = one.title.trim() === '' && !counted ? null : whyNotHands(one, { votingPresent, votingExpected: expected.votingExpected });
        return (
          <Box key={`${version}.${i}`} className="edit-statement">
            <Box className="agenda-row"><Input label={`事项 ${i + 1}`} placeholder="例如：同意每季度走访一次" maxLength={200} defaultValue={one.title} onValue={(title) => change(i, { title })} /><IconButton icon="x" label={`去掉事项 ${i + 1}`} onTap={() => onChange({ decisions: entry.decisions.filter((_, at) => at !== i) }, true)} /></Box>
            <Box className="hands">{sides.map(([side, name]) => <Input key={side} label={name} type="number" maxLength={4} defaultValue={one[side] > 0 ? String(one[side]) : ''} onValue={(value) => change(i, { [side]: numberOf(value) })} />)}</Box>
            {why ? <Box className="field-error" role="alert">{wordsOf(why)}</Box> : counted ? <Box className="row-line"><Box className="soft">没有举手 {votingPresent - one.approve - one.against - one.abstain} 人</Box><Tag tone={one.approve >= need ? 'success' : 'plain'}>{one.approve >= need ? '通过' : '未通过'}</Tag></Box> : null}
          </Box>
        );
      })}
      <Button icon="plus" disabled={entry.decisions.length >= 50} onTap={() => onChange({ decisions: [...entry.decisions, { title: '', approve: 0, against: 0, abstain: 0 }] }, true)}>加一项</Button>
    </Card>
  );
}
