import { dutyRoutes } from '@branch/shared/posts/duty-routes';
import { weekdayNames } from '@branch/shared/posts/first-response';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

type Week = Output<typeof dutyRoutes.duty>;

/** Who answers the board today; the secretary sets the week. */
export function Duty({ unitId, maySet }: { unitId: string; maySet: boolean }): ReactNode {
  const from = useRoute(dutyRoutes.duty, { unitId });
  const [set, setSet] = useState<Week | null>(null);
  const [open, setOpen] = useState(false);
  const week = set ?? from.data;
  if (!week || (!week.today && !maySet)) return null;
  return (
    <Box className="card-end duty">
      <Box className="soft">{week.today ? `今天值班：${week.today.name}` : '今天没有排值班，班子里的人都会收到留言。'}</Box>
      {maySet ? <Button small kind="quiet" onTap={() => setOpen(true)}>排值班</Button> : null}
      {open ? <SetDuty unitId={unitId} week={week} onClose={() => setOpen(false)} onSet={(now) => { setSet(now); setOpen(false); toast('值班表已保存'); }} /> : null}
    </Box>
  );
}

function SetDuty({ unitId, week, onClose, onSet }: { unitId: string; week: Week; onClose: () => void; onSet: (week: Week) => void }): ReactNode {
  const [days, setDays] = useState(() => week.days.map((day) => day.person?.id ?? ''));
  const attempt = useAttempt();
  const save = async (): Promise<void> => { await attempt.run(async () => { onSet(await call(dutyRoutes.setDuty, { unitId, days: days.map((personId, i) => ({ weekday: i + 1, personId: personId || null })) })); }); };
  return (
    <Sheet open title="每周值班" onClose={onClose} foot={<Box className="btn-row even"><Button wide onTap={onClose}>取消</Button><Button wide kind="primary" onTap={save}>保存</Button></Box>}>
      <Box className="soft para">留言先告诉当天值班的人。到了约定时间还没有回应，提醒书记一次。</Box>
      {weekdayNames.map((name, i) => (
        <Select key={name} label={`周${name}`} value={days[i] ?? ''} onChange={(personId) => setDays(days.map((was, at) => (at === i ? personId : was)))}
          options={[{ value: '', text: '不排，大家都收到' }, ...week.team.map((person) => ({ value: person.id, text: person.name }))]} />
      ))}
      {attempt.error ? <Box className="field-error" role="alert">{attempt.error.message}</Box> : null}
    </Sheet>
  );
}
