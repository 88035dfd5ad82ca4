import type { PersonRef } from '@branch/shared/fields';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { whyNotWindow } from '@branch/shared/meetings/rules';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Input, Textarea, type TextHandle } from '../../ui/Input';
import { DateTime } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { PeopleSheet } from '../PeopleSheet';
import type { Meeting } from '../meeting-words';

interface Props {
  open: boolean;
  meeting: Meeting;
  onClose: () => void;
  onDone: (next: Meeting) => void | Promise<void>;
}

/** Another time, with the reason; everyone is told. */
export function PostponeSheet({ open, meeting, onClose, onDone }: Props): ReactNode {
  const reason = useRef<TextHandle>(null);
  const [from, setFrom] = useState(new Date(meeting.startsAt));
  const [written, setWritten] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const to = new Date(from.getTime() + new Date(meeting.endsAt).getTime() - new Date(meeting.startsAt).getTime());
  const submit = async (): Promise<void> => {
    try {
      await onDone(await call(meetingRoutes.postpone, { unitId: meeting.unit.id, meetingId: meeting.id, startsAt: from.toISOString(), endsAt: to.toISOString(), reason: reason.current?.value ?? '' }));
      toast('已改期，并通知大家');
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open={open} title="延期" onClose={onClose} foot={<Act kind="primary" wide whyNot={whyNotWindow(from, to, new Date())} disabled={!written} onTap={submit}>改到这个时间</Act>}>
      <DateTime label="改到" value={from} onChange={setFrom} />
      <Textarea label="原因" required maxLength={200} rows={2} handle={reason} error={error} onValue={(value) => setWritten(value.trim() !== '')} />
    </Sheet>
  );
}

/** Cancelled, with the reason; it stays on record. */
export function CancelSheet({ open, meeting, onClose, onDone }: Props): ReactNode {
  const reason = useRef<TextHandle>(null);
  const [written, setWritten] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await onDone(await call(meetingRoutes.cancel, { unitId: meeting.unit.id, meetingId: meeting.id, reason: reason.current?.value ?? '' }));
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open={open} title="取消会议？" onClose={onClose} foot={<Button kind="danger" wide disabled={!written} onTap={submit}>取消会议</Button>}>
      <Box className="para">会通知大家，会议留在记录里。</Box>
      <Textarea label="原因" required maxLength={200} rows={2} handle={reason} error={error} onValue={(value) => setWritten(value.trim() !== '')} />
    </Sheet>
  );
}

/** Someone not counted in 应到, with reason and who approved; shown in the attendance. */
export function ExcludeSheet({ open, meeting, onClose, onDone }: Omit<Props, 'onDone'> & { onDone: () => Promise<void> }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const approvedBy = useRef<TextHandle>(null);
  const [person, setPerson] = useState<PersonRef | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (!person) return;
    try {
      await call(meetingRoutes.exclude, { unitId: meeting.unit.id, meetingId: meeting.id, personId: person.id, reason: reason.current?.value ?? '', approvedBy: approvedBy.current?.value ?? '' });
      toast(`${person.name}不计入应到`);
      setPerson(null);
      await onDone();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  if (choosing) return <PeopleSheet open={open} unitId={meeting.unit.id} title="谁不计入应到" onClose={() => setChoosing(false)} onChoose={(chosen) => { setPerson(chosen); setChoosing(false); }} />;
  return (
    <Sheet open={open} title="不计入应到" onClose={onClose} foot={<Button kind="primary" wide disabled={!person} onTap={submit}>确定</Button>}>
      <Box className="row-line"><Box>{person ? person.name : '还没有选人'}</Box><Button small onTap={() => setChoosing(true)}>{person ? '换一位' : '选人'}</Button></Box>
      <Input label="原因" required placeholder="例如：长期在国外，无法参加" maxLength={200} handle={reason} error={error} />
      <Input label="批准人" required placeholder="例如：支委会 10 月 12 日决定" maxLength={60} handle={approvedBy} />
    </Sheet>
  );
}
