import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { reminderTimeNames, whyNotRemindReplies } from '@branch/shared/meetings/calling-rules';
import type { PersonRef } from '@branch/shared/fields';
import { leaveCategoryNames } from '@branch/shared/meetings/words';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Avatar } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { type Meeting, shownAt } from '../meeting-words';

type Replies = Output<typeof callingRoutes.replies>;
const whatWords = (what: string): string => (what === 'reply' ? '提醒答复' : (reminderTimeNames as Record<string, string>)[what] ?? '提醒');
const last = (all: Replies): Date | null => all.reminded.filter((one) => one.what === 'reply').reduce<Date | null>((latest, one) => { const at = new Date(one.at); return latest && latest > at ? latest : at; }, null);

/** For the officers: who comes, who is on leave and why, who has not said; those may be reminded, within the two of each person. */
export function RepliesSheet({ meeting, onClose, onChanged }: { meeting: Meeting; onClose: () => void; onChanged: () => Promise<void> }): ReactNode {
  const at = { unitId: meeting.unit.id, meetingId: meeting.id };
  const replies = useRoute(callingRoutes.replies, at);
  const remind = async (): Promise<void> => {
    try {
      const { reminded, heldBack } = await call(callingRoutes.remindReplies, at);
      toast(`已提醒 ${reminded} 人${heldBack > 0 ? `；${heldBack} 人已经提醒过两次，不再打扰` : ''}`);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await replies.reload();
  };
  const include = async (person: PersonRef): Promise<void> => {
    try {
      await call(callingRoutes.include, { ...at, personId: person.id });
      toast(`${person.name}重新计入应到`);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await Promise.all([replies.reload(), onChanged()]);
  };
  return (
    <Sheet open title="谁答复了" onClose={onClose}>
      <Async from={replies}>
        {(all) => (
          <>
            <Box className="para">参加 {all.joining.length} · 请假 {all.leaving.length} · 没答复 {all.silent.length}{all.excluded.length > 0 ? ` · 不计入应到 ${all.excluded.length}` : ''}</Box>
            {meeting.state === 'called' && all.silent.length > 0 ? (
              <Box className="btn-row"><Act kind="primary" icon="bell" whyNot={whyNotRemindReplies({ state: 'called', silent: all.silent.length, reachable: all.silent.filter((one) => one.left > 0).length, lastAt: last(all) }, new Date())} onTap={remind}>提醒未回复的</Act></Box>
            ) : null}
            <Box className="faint">每人每次会最多提醒两次，会前的自动提醒也算在内。</Box>
            {all.reminded.map((one, i) => <Box key={i} className="faint">{shownAt(one.at)} {whatWords(one.what)} {one.people} 人</Box>)}
            <Group title="没答复" rows={all.silent.map((one) => ({ person: one.person, hint: one.left === 0 ? '已提醒两次' : one.left === 1 ? '已提醒一次' : undefined }))} />
            <Group title="请假" rows={all.leaving.map((one) => ({ person: one.person, hint: [one.category ? leaveCategoryNames[one.category] : '', one.reason].filter(Boolean).join('：') }))} />
            <Group title="参加" rows={all.joining.map((person) => ({ person }))} />
            <Group title="不计入应到" rows={all.excluded.map((one) => ({ person: one.person, hint: `${one.reason}（${one.approvedBy}批准）`, end: meeting.state === 'called' ? <Button small label={`${one.person.name}重新计入应到`} onTap={() => include(one.person)}>重新计入</Button> : null }))} />
          </>
        )}
      </Async>
    </Sheet>
  );
}

function Group({ title, rows }: { title: string; rows: readonly { person: PersonRef; hint?: string | undefined; end?: ReactNode }[] }): ReactNode {
  if (rows.length === 0) return null;
  return (
    <Box>
      <Box as="h3" className="h2 tight">{title} {rows.length}</Box>
      <List label={title}>{rows.map(({ person, hint, end }) => <Row key={person.id} start={<Avatar size="s" name={person.name} seed={person.id} />} title={person.name} hint={hint} end={end} />)}</List>
    </Box>
  );
}
