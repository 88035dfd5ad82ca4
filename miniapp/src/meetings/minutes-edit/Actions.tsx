import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input } from '../../ui/Input';
import { Day } from '../../ui/Select';
import { PeopleSheet } from '../PeopleSheet';
import type { Editing, MinutesDraft } from './draft';

/** What is to be done, by whom and until when; each owner finds it in the catch-up and in the minutes. */
export function Actions({ unitId, draft, editing }: { unitId: string; draft: MinutesDraft; editing: Editing }): ReactNode {
  const [choosing, setChoosing] = useState<number | null>(null);
  const { actions } = editing.content;
  const change = (i: number, part: Partial<(typeof actions)[number]>, draw = false): void => draft.change((now) => ({ ...now, actions: now.actions.map((one, at) => (at === i ? { ...one, ...part } : one)) }), draw);
  return (
    <Card title="要做的事" aside={actions.length > 0 ? `${actions.length} 件` : '可不写'}>
      {actions.map((action, i) => (
        <Box key={`${editing.drawn}.${i}`} className="edit-statement">
          <Box className="agenda-row"><Input label={`第 ${i + 1} 件`} placeholder="例如：排出轮讲表" maxLength={200} defaultValue={action.text} autoFocus={action.text === ''} onValue={(text) => change(i, { text })} /><IconButton icon="x" label={`去掉第 ${i + 1} 件`} onTap={() => draft.change((now) => ({ ...now, actions: now.actions.filter((_, at) => at !== i) }), true)} /></Box>
          <Box className="two-fields">
            <Box className="field"><Box className="agenda-row"><Input label="谁来做" maxLength={40} defaultValue={action.owner} onValue={(owner) => change(i, { owner, ownerId: null })} /><IconButton icon="users" label={`选第 ${i + 1} 件由谁来做`} onTap={() => setChoosing(i)} /></Box></Box>
            <Day label="什么时候前" value={action.due ?? ''} onChange={(due) => change(i, { due })} />
          </Box>
        </Box>
      ))}
      <Button icon="plus" disabled={actions.length >= 50} onTap={() => draft.change((now) => ({ ...now, actions: [...now.actions, { text: '', owner: '', due: null }] }), true)}>加一件</Button>
      <PeopleSheet unitId={unitId} title="谁来做" open={choosing !== null} onClose={() => setChoosing(null)} onChoose={(person) => { if (choosing !== null) change(choosing, { owner: person.name, ownerId: person.id }, true); setChoosing(null); }} />
    </Card>
  );
}
