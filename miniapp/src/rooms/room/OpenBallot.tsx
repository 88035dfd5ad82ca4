import { fewestOptions, mostOptions, optionLength, quorum, whyNotOpenBallot, whyNotOptions, whyNotSecret, whyNotTitle } from '@branch/shared/ballots/rules';
import { type BallotKind, type BallotMode, inherentDisclosure } from '@branch/shared/ballots/words';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { isSeveralDays } from '@branch/shared/meetings/rules';
import type { RoomStanding } from '@branch/shared/meetings/room-state';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { newClientId } from '../../kit/ids';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Button, IconButton } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, Textarea, type TextHandle } from '../../ui/Input';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import type { Meeting, RoomStore } from './room-store';

interface Props { unitId: string; store: RoomStore; state: RoomStanding; meeting: Meeting; onClose: () => void }

const modes: readonly { value: BallotMode; text: string; hint: string }[] = [
  { value: 'named', text: '记名', hint: '结束后，本支部的同志看得到谁投了什么' },
  { value: 'secret', text: '无记名', hint: '只记谁投过、各项几票；谁投了什么没有记录' },
];
const kinds: readonly { value: BallotKind; text: string }[] = [{ value: 'motion', text: '赞成、不赞成、弃权' }, { value: 'single', text: '从几项里选一项' }, { value: 'multiple', text: '从几项里选几项' }];

/** Opening a vote: what is decided, by name or secretly, and what one may answer. Once open, nothing of it can be changed. */
export function OpenBallot({ unitId, store, state, meeting, onClose }: Props): ReactNode {
  const field = useRef<TextHandle>(null);
  const clientId = useRef(newClientId());
  const nextKey = useRef(2);
  const [title, setTitle] = useState('');
  const [mode, setMode] = useState<BallotMode>('named');
  const [kind, setKind] = useState<BallotKind>('motion');
  const [options, setOptions] = useState<readonly { key: number; text: string }[]>([{ key: 0, text: '' }, { key: 1, text: '' }]);
  const [most, setMost] = useState(2);
  const [error, setError] = useState<string | null>(null);
  const changed = (): void => {
    clientId.current = newClientId();
    setError(null);
  };
  const severalDays = isSeveralDays(new Date(meeting.startsAt), new Date(meeting.endsAt));
  const need = quorum(meeting.votingExpected, meeting.strictQuorum);
  const asked = { kind, options: kind === 'motion' ? [] : options.map((option) => option.text), most: kind === 'multiple' ? Math.min(most, options.length) : 1 };
  const running = Object.values(store.view.get().ballots).some((ballot) => ballot.state === 'open');
  const why = whyNotOpenBallot({ open: state.open, isChair: state.me.isChair, running, votingPresent: severalDays ? need : state.votingPresent, votingExpected: meeting.votingExpected, strict: meeting.strictQuorum })
    ?? (mode === 'secret' && !severalDays ? whyNotSecret(meeting.votingExpected) : null) ?? whyNotTitle(title) ?? whyNotOptions(asked);
  const submit = async (): Promise<void> => {
    try {
      store.setBallot(await call(meetingRoutes.openBallot, { unitId, meetingId: meeting.id, clientId: clientId.current, title: field.current?.value ?? '', mode, ...asked }));
      onClose();
    } catch (thrown) {
      setError(asRefused(thrown).message);
      await store.reload();
    }
  };
  return (
    <Sheet open title="发起表决" onClose={onClose} foot={<Act kind="primary" wide whyNot={why} onTap={submit}>开始表决</Act>}>
      <Textarea label="表决事项" placeholder="例如：同意下月起每两周轮流讲一次" maxLength={200} rows={2} handle={field} error={error} onValue={(value) => { setTitle(value); changed(); }} />
      <RadioGroup label="记名还是无记名" value={mode} options={modes} onChange={(next) => { setMode(next); changed(); }} />
      {mode === 'secret' ? <Banner tone="warn">{inherentDisclosure}有表决权的不到五位时，请用纸质票。</Banner> : null}
      <RadioGroup label="怎么选" value={kind} options={kinds} onChange={(next) => { setKind(next); changed(); }} />
      {kind === 'motion' ? null : (
        <>
          {options.map((option, i) => (
            <Box key={option.key} className="option-row">
              <Input label={`选项 ${i + 1}`} maxLength={optionLength} onValue={(text) => { setOptions((now) => now.map((one) => (one.key === option.key ? { ...one, text } : one))); changed(); }} />
              <IconButton icon="x" label={`去掉选项 ${i + 1}`} disabled={options.length <= fewestOptions} onTap={() => { setOptions(options.filter((one) => one.key !== option.key)); changed(); }} />
            </Box>
          ))}
          <Box className="field"><Button icon="plus" disabled={options.length >= mostOptions} onTap={() => { setOptions([...options, { key: nextKey.current, text: '' }]); nextKey.current += 1; changed(); }}>加选项</Button></Box>
          {kind === 'multiple' ? <Select label="每人最多选几项" value={String(asked.most)} options={options.slice(1).map((_, i) => ({ value: String(i + 2), text: `${i + 2} 项` }))} onChange={(value) => { setMost(Number(value)); changed(); }} /> : null}
        </>
      )}
      <Box className="card card-soft">
        <Box className="faint">有表决权的到会 {state.votingPresent} 人，需要 {need} 人（应到有表决权 {meeting.votingExpected} 人的半数{meeting.strictQuorum ? '以上，本次会议从严' : ''}）；{kind === 'motion' ? '赞成' : '哪一项'}超过应到有表决权党员的半数为通过。《支部工作条例》第十一条</Box>
        <Box className="faint">开始以后事项和选项都不能改，结束前谁也看不到票数。</Box>
      </Box>
      <Box className="faint">选举和接收党员要用纸质票，由计票人、监票人当场清点，这里不开放；清点以后登记“线下表决”，一样写进纪要。</Box>
      {meeting.me.mayManage ? <Button kind="quiet" onTap={() => { onClose(); return open(paths.meeting(unitId, meeting.id)); }}>去登记线下表决</Button> : null}
    </Sheet>
  );
}
