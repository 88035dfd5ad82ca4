import { myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { whyNotDispute } from '@branch/shared/meetings/rules';
import type { Output } from '@branch/shared/route';
import { clock } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Textarea, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { howNames } from '../meeting-words';

type Mine = Output<typeof myAttendanceRoutes.mine>;

/** Each sees their own presence as the server kept it, and may say that it is wrong. */
export function MyPresence({ unitId, meetingId }: { unitId: string; meetingId: string }): ReactNode {
  const mine = useRoute(myAttendanceRoutes.mine, { unitId, meetingId });
  const [open, setOpen] = useState(false);
  if (!mine.data) return null;
  const { expected, attended, how, intervals, dispute } = mine.data;
  return (
    <Card title="我的到会记录" aside={attended ? '已到会' : '未到会'}>
      <Box className="soft">{attended ? `计为到会：${how.map((one) => howNames[one] ?? '').join('、')}` : '没有记上到会。'}</Box>
      {intervals.length > 0 ? <Box className="faint">在场 {intervals.map((one) => `${clock(new Date(one.from))}–${one.to ? clock(new Date(one.to)) : ''}`).join('，')}。时段只有您自己和书记看得到，短时断线不算离开。</Box> : null}
      {dispute ? <Said dispute={dispute} /> : null}
      {expected && !attended && !dispute?.answeredAt ? <Box className="btn-row"><Button onTap={() => setOpen(true)}>{dispute ? '改一改我说的' : '我到了，但没记上'}</Button></Box> : null}
      {open ? <DisputeSheet unitId={unitId} meetingId={meetingId} before={dispute?.words ?? ''} onClose={() => setOpen(false)} onDone={mine.set} /> : null}
    </Card>
  );
}

function Said({ dispute }: { dispute: NonNullable<Mine['dispute']> }): ReactNode {
  return (
    <Box className="para">
      <Box className="soft">您说：{dispute.words}</Box>
      <Box>{dispute.accepted === null ? '书记核实后会答复，答复时您会收到通知。' : `${dispute.answeredBy?.name ?? ''}${dispute.accepted ? '已为您补记' : '没有更正'}：${dispute.answer ?? ''}`}</Box>
    </Box>
  );
}

function DisputeSheet({ unitId, meetingId, before, onClose, onDone }: { unitId: string; meetingId: string; before: string; onClose: () => void; onDone: (mine: Mine) => void }): ReactNode {
  const draft = useDraft(`dispute:${meetingId}`);
  const field = useRef<TextHandle>(null);
  const judge = (words: string) => whyNotDispute({ state: 'closed', expected: true, attended: false, answered: false }, words);
  const first = draft.initial || before;
  const [why, setWhy] = useState(judge(first));
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      onDone(await call(myAttendanceRoutes.dispute, { unitId, meetingId, words: field.current?.value ?? '' }));
      draft.clear();
      toast('已告诉书记');
      onClose();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title="我到了，但没记上" onClose={onClose} foot={<Act kind="primary" wide whyNot={why} quietReason={why === 'dispute.words-needed'} onTap={submit}>告诉书记</Act>}>
      <Textarea label="当时的情况" placeholder="例如：我全程在听，手机没电了，没有签上" hint="书记核实后答复您；补记的到会会注明是补记。" maxLength={500} rows={3} handle={field} defaultValue={first} error={error} onValue={(value) => { draft.save(value); setWhy(judge(value)); }} />
    </Sheet>
  );
}
