import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Checkbox } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Swipe } from '../../ui/Swipe';
import { toast } from '../../ui/Toast';
import { Actions } from './Actions';
import { CaseView } from './CaseView';
import type { Desk } from './desk';
import type { Picked } from './pick';
import { StopSheet } from './StopSheet';

/** On a phone: the full text of each, pushed right to let pass, left to send back; held, several are chosen. */
export function Phone({ desk, picked }: { desk: Desk; picked: Picked }): ReactNode {
  const [stopping, setStopping] = useState<{ ids: readonly string[]; suggesting: boolean; text: string } | null>(null);
  const judged = desk.tab === 'review' || desk.tab === 'reports';
  const allow = (why: string | null, then: () => void) => () => { if (why) toast(wordsOf(why as RefusalCode)); else then(); };
  return (
    <Box>
      {desk.rows.map((one) => {
        const card = (
          <Card className="case-card">
            {picked.on && judged ? <Checkbox checked={picked.has(one.id)} onChange={() => picked.toggle(one.id)}>{one.title ?? one.author.name}</Checkbox> : null}
            <CaseView one={one} />
            {picked.on && judged ? null : <Actions desk={desk} one={one} onStop={(suggesting) => setStopping({ ids: [one.id], suggesting, text: one.text })} />}
          </Card>
        );
        return judged && !picked.on ? (
          <Swipe key={one.id} right="通过" left="退回" onRight={allow(one.whyNot, () => void desk.decide([one.id], 'pass'))} onLeft={allow(one.whyNot, () => setStopping({ ids: [one.id], suggesting: false, text: one.text }))} onHold={() => picked.start(one.id)}>{card}</Swipe>
        ) : <Box key={one.id}>{card}</Box>;
      })}
      {stopping ? <StopSheet count={stopping.ids.length} suggesting={stopping.suggesting} text={stopping.text} onClose={() => setStopping(null)} onStop={(why) => { setStopping(null); picked.end(); void desk.decide(stopping.ids, 'stop', why); }} /> : null}
    </Box>
  );
}

/** The bar for several: all of them with one tap, one decision with the next. */
export function PhoneFoot({ desk, picked }: { desk: Desk; picked: Picked }): ReactNode {
  const [stopping, setStopping] = useState(false);
  const ids = desk.rows.filter((row) => picked.has(row.id)).map((row) => row.id);
  return (
    <Box className="btn-row even">
      <Button onTap={() => picked.all(desk.rows.map((row) => row.id))}>全选</Button>
      <Button kind="primary" disabled={ids.length === 0} onTap={() => { picked.end(); void desk.decide(ids, 'pass'); }}>通过 {ids.length}</Button>
      <Button disabled={ids.length === 0} onTap={() => setStopping(true)}>退回</Button>
      {stopping ? <StopSheet count={ids.length} suggesting={false} text="" onClose={() => setStopping(false)} onStop={(why) => { setStopping(false); picked.end(); void desk.decide(ids, 'stop', why); }} /> : null}
    </Box>
  );
}
