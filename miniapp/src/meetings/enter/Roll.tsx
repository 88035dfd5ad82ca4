import { leaveCategories, leaveCategoryNames } from '@branch/shared/meetings/words';
import { type ReactNode, useState } from 'react';
import { Avatar } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Select } from '../../ui/Select';
import { PeopleSheet } from '../PeopleSheet';
import { type Entry, type Expected, marked, onList, standingOf, type Standing } from './entry';

const standings: readonly { value: Standing; text: string }[] = [{ value: 'came', text: '到会' }, { value: 'leave', text: '请假' }, { value: 'absent', text: '缺席' }];

/** Everybody who was expected on that day: came, on leave, or absent. */
export function Roll({ unitId, entry, expected, onChange }: { unitId: string; entry: Entry; expected: Expected; onChange: (part: Partial<Entry>) => void }): ReactNode {
  const [inviting, setInviting] = useState(false);
  const roll = onList(entry, expected);
  const chairs = [...expected.items.map((one) => one.person), ...roll.observers].filter((one) => roll.came.includes(one.id) || roll.observers.some((observer) => observer.id === one.id));
  return (
    <Card title="谁到了" aside={`应到 ${expected.expected} 人`}>
      <Box className="faint">按开会那天的名单：有表决权的 {expected.votingExpected} 人。没有勾的都记缺席。</Box>
      <Box className="btn-row"><Button small icon="checks" onTap={() => onChange({ came: expected.items.map((one) => one.person.id), leave: [] })}>全部到会</Button><Button small kind="quiet" onTap={() => onChange({ came: [], leave: [] })}>清空</Button></Box>
      <Box as="ul" className="roll" label="应到名单">
        {expected.items.map(({ person, company, votes }) => {
          const standing = standingOf(entry, person.id);
          const category = entry.leave.find((one) => one.personId === person.id)?.category ?? 'work';
          return (
            <Box as="li" key={person.id} className="roll-row">
              <Box className="roll-who"><Avatar size="s" name={person.name} seed={person.id} /><Box className="roll-words"><Box>{person.name}</Box><Box className="faint">{[company, votes ? null : '没有表决权'].filter(Boolean).join(' · ')}</Box></Box></Box>
              <Chips label={person.name} options={standings} value={standing} onChange={(value) => onChange(marked(entry, person.id, value, category))} />
              {standing === 'leave' ? <Select label={`${person.name}请假的原因`} value={category} options={leaveCategories.map((value) => ({ value, text: leaveCategoryNames[value] }))} onChange={(value) => onChange(marked(entry, person.id, 'leave', value))} /> : null}
            </Box>
          );
        })}
      </Box>
      {chairs.length > 0 ? <Select label="主持人" value={chairs.some((one) => one.id === entry.chairId) ? entry.chairId : ''} options={[...(chairs.some((one) => one.id === entry.chairId) ? [] : [{ value: '', text: '请选择' }]), ...chairs.map((one) => ({ value: one.id, text: one.name }))]} onChange={(chairId) => onChange({ chairId })} /> : null}
      <Box className="field">
        <Box className="field-label"><Box>列席</Box></Box>
        {roll.observers.map((person) => <Box key={person.id} className="row-line"><Box>{person.name}</Box><IconButton icon="x" label={`${person.name}没有列席`} onTap={() => onChange({ observers: entry.observers.filter((one) => one.id !== person.id) })} /></Box>)}
        <Button icon="user-plus" disabled={roll.observers.length >= 100} onTap={() => setInviting(true)}>加列席的人</Button>
      </Box>
      <PeopleSheet unitId={unitId} title="谁列席" open={inviting} onClose={() => setInviting(false)} onChoose={(person) => {
        setInviting(false);
        if (entry.observers.every((one) => one.id !== person.id)) onChange({ observers: [...entry.observers, person] });
      }} />
    </Card>
  );
}
