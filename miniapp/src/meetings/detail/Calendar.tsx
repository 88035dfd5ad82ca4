import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { paths } from '@branch/shared/paths';
import { shanghaiDay } from '@branch/shared/time';
import type { ReactNode } from 'react';
import { download } from '../../kit/call';
import { open } from '../../kit/paths';
import { addToPhone } from '../../kit/phone-calendar';
import { isH5 } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { toast } from '../../ui/Toast';
import type { Meeting } from '../meeting-words';

/** Into the phone's calendar by a tap; in a browser as a file, which every calendar opens. */
export function AddToCalendar({ meeting }: { meeting: Meeting }): ReactNode {
  const add = async (): Promise<void> => {
    const startsAt = new Date(meeting.startsAt);
    if (isH5) {
      try {
        await download(callingRoutes.calendar, { unitId: meeting.unit.id, meetingId: meeting.id }, `会议-${shanghaiDay(startsAt)}.ics`);
        toast('日历文件下载好了，点开就加进日历');
      } catch (thrown) {
        toast(asRefused(thrown).message);
      }
      return;
    }
    const added = await addToPhone({ title: meeting.title, startsAt, endsAt: new Date(meeting.endsAt), description: meeting.shareText.split('\n').at(-1) ?? '' });
    if (added === 'added') toast('已加入手机日历');
    else if (added === 'cannot') toast('这个微信版本还不能加日历，可以用订阅日历。');
  };
  return (
    <Box className="btn-row">
      <Button icon="calendar-plus" onTap={add}>加入日历</Button>
      <Button kind="quiet" onTap={() => open(paths.calendarFeed(meeting.unit.id))}>订阅支部的会</Button>
    </Box>
  );
}
