import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomStanding } from '@branch/shared/meetings/room-state';
import { unitRoutes } from '@branch/shared/members/routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Checkbox, RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { OpenBallot } from './OpenBallot';
import type { Meeting, RoomStore } from './room-store';

export type ChairQuestion = 'ballot' | 'handOver' | 'takeOver' | 'close';

interface Props {
  unitId: string;
  store: RoomStore;
  state: RoomStanding;
  meeting: Meeting;
  myId: string;
  onClose: () => void;
}

/** What the chair is asked before a larger move. */
export function ChairSheet({ asking, ...props }: Props & { asking: ChairQuestion | null }): ReactNode {
  if (asking === null) return null;
  if (asking === 'ballot') return <OpenBallot {...props} />;
  if (asking === 'close') return <CloseMeeting {...props} />;
  return <HandOver {...props} takeOver={asking === 'takeOver'} />;
}

function CloseMeeting({ unitId, store, meeting, state, onClose }: Props): ReactNode {
  const field = useRef<TextHandle>(null);
  const [adjourned, setAdjourned] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      store.setMeeting(await call(meetingRoutes.close, { unitId, meetingId: meeting.id, ...(adjourned ? { adjourned: true, reason: field.current?.value ?? '' } : {}) }));
      toast('会议已结束');
      onClose();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
    await store.reload();
  };
  return (
    <Sheet open title="结束会议？" onClose={onClose} foot={<Box className="btn-row even"><Button wide onTap={onClose}>再开一会儿</Button><Button wide kind="danger" onTap={submit}>{adjourned ? '流会' : '结束会议'}</Button></Box>}>
      <Box className="para">结束后不能再发言，记录从此不变，纪要草稿会自动生成。{state.hands.length > 0 ? `还有 ${state.hands.length} 人排队发言。` : ''}</Box>
      <Checkbox checked={adjourned} onChange={setAdjourned} hint="因到会人数不足等原因没有开成，写入记录">流会</Checkbox>
      {adjourned ? <Input label="流会原因" maxLength={200} handle={field} defaultValue="到会人数不足" /> : null}
      {error ? <Box className="field-error" role="alert">{error}</Box> : null}
    </Sheet>
  );
}

function HandOver({ unitId, store, state, myId, takeOver, onClose }: Props & { takeOver: boolean }): ReactNode {
  const field = useRef<TextHandle>(null);
  const unit = useRoute(unitRoutes.unit, takeOver ? null : { unitId });
  const [to, setTo] = useState<string | null>(takeOver ? myId : null);
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (to === null) return;
    try {
      store.take((await call(roomRoutes.handOver, { unitId, roomId: state.roomId, personId: to, reason: field.current?.value ?? '' })).entry);
      onClose();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title={takeOver ? '接管主持' : '交出主持'} onClose={onClose} foot={<Button kind="primary" wide disabled={to === null} onTap={submit}>{takeOver ? '接管主持' : '交给这位同志'}</Button>}>
      {takeOver ? <Box className="para">主持人已离开。接管会写入会议记录。</Box> : (
        <Async from={unit} rows={1}>
          {(one) => {
            const officers = one.officers.filter((held) => ['secretary', 'deputySecretary', 'committeeMember'].includes(held.role) && held.person.id !== myId);
            const people = [...new Map(officers.map((held) => [held.person.id, held.person])).values()];
            return people.length === 0 ? <Empty text="本支部没有别的书记、副书记或委员可以接主持。" /> : <RadioGroup label="交给谁" value={to} onChange={setTo} options={people.map((person) => ({ value: person.id, text: person.name }))} />;
          }}
        </Async>
      )}
      <Input label="说明（写入记录）" maxLength={200} handle={field} error={error} />
    </Sheet>
  );
}
