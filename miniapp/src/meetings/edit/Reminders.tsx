import { type ReminderTime, reminderTimeNames, reminderTimes, whyNotReminders } from '@branch/shared/meetings/calling-rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { ReactNode } from 'react';
import { Checkbox } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Box } from '../../ui/host';

/** When everyone is reminded. The rule that would refuse a third time switches it off here. */
export function Reminders({ chosen, onChange }: { chosen: readonly ReminderTime[]; onChange: (next: ReminderTime[]) => void }): ReactNode {
  return (
    <Field label="提醒" group hint="每人每次会最多提醒两次，夜里十点到早上八点不出声；请了假的不提醒。">
      {() => <Box>{reminderTimes.map((time) => {
        const on = chosen.includes(time);
        const why = on ? null : whyNotReminders([...chosen, time]);
        return <Checkbox key={time} checked={on} disabled={why !== null} hint={why ? wordsOf(why) : undefined} onChange={(next) => onChange(reminderTimes.filter((one) => (one === time ? next : chosen.includes(one))))}>{reminderTimeNames[time]}</Checkbox>;
      })}</Box>}
    </Field>
  );
}
