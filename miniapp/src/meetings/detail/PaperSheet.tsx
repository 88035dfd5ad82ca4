import { mostOptions, optionLength } from '@branch/shared/ballots/rules';
import { paperRoutes } from '@branch/shared/meetings/paper-routes';
import { whyNotPaper } from '@branch/shared/meetings/paper-rules';
import { characters } from '@branch/shared/meetings/rules';
import type { Output } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { newClientId } from '../../kit/ids';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Button, IconButton } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, Textarea } from '../../ui/Input';
import { Day } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Meeting } from '../meeting-words';

export type PaperVote = Output<typeof paperRoutes.paperVotes>['items'][number];

type Entry = Pick<PaperVote, 'title' | 'most' | 'eligible' | 'voted' | 'passed' | 'conclusion' | 'countedBy' | 'supervisedBy' | 'place' | 'heldOn'>;
const number = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : 0);
const fresh = (meeting: Meeting): Entry => ({ title: '', most: 1, eligible: meeting.votingExpected, voted: 0, passed: true, conclusion: '', countedBy: '', supervisedBy: '', place: '', heldOn: shanghaiDay(new Date(meeting.openedAt ?? meeting.startsAt)) });

/** The count of a paper vote, as it was announced; a correction begins with what stands. */
export function PaperSheet({ meeting, before, onClose, onDone }: { meeting: Meeting; before: PaperVote | null; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const [entry, setEntry] = useState<Entry>(before ?? fresh(meeting));
  const [options, setOptions] = useState<readonly { key: number; text: string; votes: number }[]>(before ? before.options.map((option, key) => ({ ...option, key })) : [{ key: 0, text: '同意', votes: 0 }, { key: 1, text: '不同意', votes: 0 }, { key: 2, text: '弃权', votes: 0 }]);
  const nextKey = useRef(options.length);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | null>(null);
  const clientId = useRef(newClientId());
  const put = (part: Partial<Entry>): void => {
    clientId.current = newClientId();
    setError(null);
    setEntry((now) => ({ ...now, ...part }));
  };
  const row = (key: number, part: { text?: string; votes?: number }): void => {
    clientId.current = newClientId();
    setOptions((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
  };
  const { title, most, eligible, voted, passed, conclusion, countedBy, supervisedBy, place, heldOn } = entry;
  const figures = { title, most, eligible, voted, passed, conclusion, countedBy, supervisedBy, place, heldOn, options: options.map(({ text, votes }) => ({ text, votes })) };
  const why = whyNotPaper(figures, shanghaiDay(new Date())) ?? (before && characters(reason.trim()) < 5 ? 'paper.reason-needed' : null);
  const submit = async (): Promise<void> => {
    try {
      const at = { unitId: meeting.unit.id, meetingId: meeting.id };
      if (before) await call(paperRoutes.correct, { ...at, paperVoteId: before.id, basedOn: before.number, reason, ...figures });
      else await call(paperRoutes.record, { ...at, clientId: clientId.current, ...figures });
      toast(before ? '已更正，原来的登记还在' : '已登记，会写进纪要');
      await onDone();
    } catch (thrown) {
      const failure = asRefused(thrown);
      setError(failure.field('place') ? '请写明地点。' : failure.message);
    }
  };
  return (
    <Sheet open title={before ? '更正线下表决' : '登记线下表决'} onClose={onClose} foot={<Act kind="primary" wide whyNot={why} disabled={place.trim() === ''} onTap={submit}>{before ? '记下更正' : '登记'}</Act>}>
      <Textarea label="表决事项" placeholder="例如：选举新一届支部委员会委员" maxLength={200} rows={2} defaultValue={title} error={error} onValue={(value) => put({ title: value })} />
      {options.map((option, i) => (
        <Box key={option.key} className="agenda-row">
          <Input label={`第 ${i + 1} 项`} maxLength={optionLength} defaultValue={option.text} onValue={(text) => row(option.key, { text })} />
          <Input label={`第 ${i + 1} 项得票`} type="number" maxLength={5} defaultValue={String(option.votes)} onValue={(text) => row(option.key, { votes: number(text) })} />
          <IconButton icon="x" label={`去掉第 ${i + 1} 项`} disabled={options.length === 1} onTap={() => setOptions(options.filter((one) => one.key !== option.key))} />
        </Box>
      ))}
      <Box className="field">
        <Button icon="plus" disabled={options.length >= mostOptions} onTap={() => { setOptions([...options, { key: nextKey.current, text: '', votes: 0 }]); nextKey.current += 1; }}>加一项</Button>
      </Box>
      <Box className="two-fields">
        <Input label="应到有表决权" type="number" maxLength={5} defaultValue={String(eligible)} onValue={(text) => put({ eligible: number(text) })} />
        <Input label="收回的票" type="number" maxLength={5} defaultValue={voted ? String(voted) : ''} onValue={(text) => put({ voted: number(text) })} />
        <Input label="每张票最多选几项" type="number" maxLength={2} defaultValue={String(most)} onValue={(text) => put({ most: number(text) || 1 })} />
      </Box>
      <RadioGroup label="宣布的结果" value={passed ? 'yes' : 'no'} options={[{ value: 'yes', text: '通过' }, { value: 'no', text: '未通过' }]} onChange={(value) => put({ passed: value === 'yes' })} />
      <Input label="结论（可不写）" placeholder="例如：林晓、周航当选" maxLength={200} defaultValue={conclusion} onValue={(value) => put({ conclusion: value })} />
      <Box className="two-fields">
        <Input label="计票人" maxLength={60} defaultValue={countedBy} onValue={(value) => put({ countedBy: value })} />
        <Input label="监票人" maxLength={60} defaultValue={supervisedBy} onValue={(value) => put({ supervisedBy: value })} />
        <Input label="地点" maxLength={60} defaultValue={place} onValue={(value) => put({ place: value })} />
        <Day label="日期" value={heldOn} onChange={(value) => put({ heldOn: value })} />
      </Box>
      {before ? <Textarea label="为什么更正" required maxLength={300} rows={2} onValue={setReason} /> : <Box className="faint">登记后不能改；发现抄错了，另记一条更正并写明理由，原来的登记留着。</Box>}
    </Sheet>
  );
}
