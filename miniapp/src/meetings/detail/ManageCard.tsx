import { whyNotShowCode } from '@branch/shared/meetings/calling-rules';
import { whyNotRevise } from '@branch/shared/meetings/rules';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useState } from 'react';
import { open } from '../../kit/paths';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import type { Meeting } from '../meeting-words';
import { AttendanceSheet } from './AttendanceSheet';
import { RepliesSheet } from './RepliesSheet';
import { ExcludeSheet, PostponeSheet, CancelSheet } from './ManageSheets';
import { WithdrawSheet } from './WithdrawSheet';

/** What the secretary does with the meeting: before, and after it was held. */
export function ManageCard({ meeting, onMeeting, onReload }: { meeting: Meeting; onMeeting: (next: Meeting) => void; onReload: () => Promise<void> }): ReactNode {
  const [sheet, setSheet] = useState<'postpone' | 'cancel' | 'exclude' | 'attendance' | 'withdraw' | 'replies' | null>(null);
  const unitId = meeting.unit.id;
  const close = (): void => setSheet(null);
  const changed = (next: Meeting): void => {
    onMeeting(next);
    close();
  };
  const revise = whyNotRevise(meeting);
  return (
    <Card title="书记">
      {meeting.state === 'called' ? (
        <Box className="btn-row">
          <Button icon="list-check" onTap={() => setSheet('replies')}>谁答复了</Button>
          <Act whyNot={revise} onTap={() => open(paths.reviseMeeting(unitId, meeting.id))}>修改</Act>
          <Act whyNot={revise} onTap={() => setSheet('postpone')}>延期</Act>
          <Act whyNot={revise} onTap={() => setSheet('exclude')}>不计入应到</Act>
          <Act kind="danger" whyNot={revise} onTap={() => setSheet('cancel')}>取消会议</Act>
        </Box>
      ) : null}
      {meeting.state === 'open' || meeting.state === 'closed' ? (
        <Box className="btn-row">
          {meeting.state === 'closed' ? <Button kind={meeting.minutesVersion === 0 ? 'primary' : 'plain'} icon="notes" onTap={() => open(paths.editMinutes(unitId, meeting.id))}>{meeting.minutesVersion === 0 ? '整理纪要' : '更正纪要'}</Button> : null}
          {meeting.state === 'open' && meeting.form !== 'online' ? <Act kind="primary" icon="checklist" whyNot={whyNotShowCode(meeting)} onTap={() => open(paths.signInCode(unitId, meeting.id))}>签到码</Act> : null}
          <Button icon="users" onTap={() => setSheet('attendance')}>到会名单</Button>
          {meeting.entered && meeting.state === 'closed' && meeting.minutesVersion === 0 ? <><Button icon="pencil" onTap={() => open(paths.enterMeeting(unitId, meeting.id))}>修改补录</Button><Button onTap={() => setSheet('withdraw')}>撤回补录</Button></> : null}
          {meeting.minutesVersion > 0 ? <Button icon="eye" onTap={() => open(paths.readers(unitId, meeting.id))}>谁还没看</Button> : null}
        </Box>
      ) : null}
      {meeting.state === 'closed' || meeting.state === 'cancelled' ? <Box className="btn-row"><Button icon="refresh" onTap={() => open(paths.callAgain(unitId, meeting.id))}>照这次再开一次</Button></Box> : null}
      <PostponeSheet open={sheet === 'postpone'} meeting={meeting} onClose={close} onDone={changed} />
      <CancelSheet open={sheet === 'cancel'} meeting={meeting} onClose={close} onDone={changed} />
      <ExcludeSheet open={sheet === 'exclude'} meeting={meeting} onClose={close} onDone={async () => { close(); await onReload(); }} />
      {sheet === 'withdraw' ? <WithdrawSheet meeting={meeting} onClose={close} onDone={changed} /> : null}
      {sheet === 'replies' ? <RepliesSheet meeting={meeting} onClose={close} onChanged={onReload} /> : null}
      {sheet === 'attendance' ? <AttendanceSheet unitId={unitId} meetingId={meeting.id} onClose={close} /> : null}
    </Card>
  );
}
