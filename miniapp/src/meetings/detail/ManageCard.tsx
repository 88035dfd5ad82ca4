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
import { ExcludeSheet, PostponeSheet, CancelSheet } from './ManageSheets';

/** What the secretary does with the meeting: before, and after it was held. */
export function ManageCard({ meeting, onMeeting, onReload }: { meeting: Meeting; onMeeting: (next: Meeting) => void; onReload: () => Promise<void> }): ReactNode {
  const [sheet, setSheet] = useState<'postpone' | 'cancel' | 'exclude' | 'attendance' | null>(null);
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
          <Act whyNot={revise} onTap={() => open(paths.reviseMeeting(unitId, meeting.id))}>修改</Act>
          <Act whyNot={revise} onTap={() => setSheet('postpone')}>延期</Act>
          <Act whyNot={revise} onTap={() => setSheet('exclude')}>不计入应到</Act>
          <Act kind="danger" whyNot={revise} onTap={() => setSheet('cancel')}>取消会议</Act>
        </Box>
      ) : null}
      {meeting.state !== 'cancelled' ? (
        <Box className="btn-row">
          {meeting.state === 'closed' ? <Button kind={meeting.minutesVersion === 0 ? 'primary' : 'plain'} icon="notes" onTap={() => open(paths.editMinutes(unitId, meeting.id))}>{meeting.minutesVersion === 0 ? '整理纪要' : '更正纪要'}</Button> : null}
          <Button icon="users" onTap={() => setSheet('attendance')}>{meeting.state === 'called' ? '谁答复了' : '到会名单'}</Button>
          {meeting.minutesVersion > 0 ? <Button icon="eye" onTap={() => open(paths.readers(unitId, meeting.id))}>谁还没看</Button> : null}
        </Box>
      ) : null}
      <PostponeSheet open={sheet === 'postpone'} meeting={meeting} onClose={close} onDone={changed} />
      <CancelSheet open={sheet === 'cancel'} meeting={meeting} onClose={close} onDone={changed} />
      <ExcludeSheet open={sheet === 'exclude'} meeting={meeting} onClose={close} onDone={async () => { close(); await onReload(); }} />
      {sheet === 'attendance' ? <AttendanceSheet unitId={unitId} meetingId={meeting.id} before={meeting.state === 'called'} onClose={close} /> : null}
    </Card>
  );
}
