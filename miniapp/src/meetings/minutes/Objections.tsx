import type { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { usualObjectionDays, whyNotAnswerObjection, whyNotObject } from '@branch/shared/meetings/objection-rules';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { dateAndClock } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Textarea, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { shownAt } from '../meeting-words';

export type Minutes = Output<typeof minutesRoutes.minutes>;
type Objection = Minutes['objections'][number];
type At = { unitId: string; meetingId: string };

const stateNames: Record<Objection['state'], string> = { open: '本人有异议，等答复', accepted: '异议已采纳', declined: '异议未采纳' };

/** Beneath a statement: that its speaker objected, for everybody; and for the speaker the way to object. */
export function StatementNote({ minutes, seq, onObject }: { minutes: Minutes; seq: number; onObject: (seq: number) => void }): ReactNode {
  const statement = minutes.latest.content.statements.find((one) => one.seq === seq);
  // The number of typed words may have been another's once.
  const made = minutes.objections.filter((one) => one.seq === seq && (!statement?.typed || one.by.name === statement.speaker)).slice(-1)[0];
  const mine = minutes.me.quoted.find((one) => one.seq === seq);
  // A statement that was corrected since may be objected to again; the server's own rule decides.
  const since = mine ? new Date(mine.since).getTime() : 0;
  const may = mine && new Date() <= new Date(mine.until) && !(made && new Date(made.at).getTime() >= since);
  if (!made && !may) return null;
  return (
    <Box className="statement-note">
      {made ? <Tag tone={made.state === 'open' ? 'warn' : 'plain'}>{stateNames[made.state]}{made.state === 'accepted' && made.version < minutes.latest.version ? '，已更正' : ''}</Tag> : null}
      {may ? <Button small label={`对第 ${seq} 条的写法提异议，${dateAndClock(new Date(mine.until))} 前`} onTap={() => onObject(seq)}>这句写得不对</Button> : null}
    </Box>
  );
}

/** Objections with their words, for the speaker and for whoever answers; others see that they are there. */
export function ObjectionsCard({ minutes, at, onChange }: { minutes: Minutes; at: At; onChange: () => Promise<void> }): ReactNode {
  const [answering, setAnswering] = useState<Objection | null>(null);
  const { objections, me, latest } = minutes;
  if (objections.length === 0) return null;
  const waiting = objections.filter((one) => one.state === 'open').length;
  const right = objections.filter((one) => one.state === 'accepted' && one.version === latest.version).length;
  return (
    <Card title="对引用的异议" aside={waiting > 0 ? `${waiting} 条等答复` : '都已答复'}>
      {objections.map((one) => (
        <Box key={one.id} className="para">
          <Box className="row-line"><Box>第 {one.seq} 条 · {one.by.name}<Box className="faint">第 {one.version} 版 · {shownAt(one.at)}</Box></Box><Tag tone={one.state === 'open' ? 'warn' : 'plain'}>{one.state === 'open' ? '等答复' : one.state === 'accepted' ? '已采纳' : '未采纳'}</Tag></Box>
          {one.words === null ? null : <Box className="soft">{one.mine ? '您说' : '理由'}：{one.words}</Box>}
          {one.wording === null ? null : <Box className="soft">{one.wording === '' ? '希望删去这一条。' : `希望写成：${one.wording}`}</Box>}
          {one.answeredBy ? <Box>{one.answeredBy.name}答复{one.answer === null ? '过' : `：${one.answer}`}</Box> : null}
          {one.state === 'open' && me.mayEdit ? <Box className="btn-row"><Act small whyNot={one.mine ? 'objection.own' : null} label={`答复${one.by.name}对第 ${one.seq} 条的异议`} onTap={() => setAnswering(one)}>答复</Act></Box> : null}
        </Box>
      ))}
      {right > 0 && me.mayEdit ? <Box className="btn-row"><Button kind="primary" onTap={() => open(paths.editMinutes(at.unitId, at.meetingId))}>去发布第 {latest.version + 1} 版（已按意见改好 {right} 处）</Button></Box> : null}
      {right > 0 && !me.mayEdit ? <Box className="faint">已采纳的异议会成为新的一版；发布前仍以这一版为准。</Box> : null}
      {answering ? <AnswerSheet at={at} objection={answering} quoted={latest.content.statements.find((one) => one.seq === answering.seq)?.text ?? ''} onClose={() => setAnswering(null)} onDone={onChange} /> : null}
    </Card>
  );
}

/** The speaker says what is not right, and how it should stand. */
export function ObjectSheet({ minutes, at, seq, onClose, onDone }: { minutes: Minutes; at: At; seq: number; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const draft = useDraft(`objection:${at.meetingId}:${seq}`);
  const statement = minutes.latest.content.statements.find((one) => one.seq === seq);
  const quoted = statement?.text ?? '';
  const [wording, setWording] = useState(statement?.typed ? quoted : statement?.original ?? '');
  const [words, setWords] = useState(draft.initial);
  const [error, setError] = useState<string | null>(null);
  const { version } = minutes.latest;
  const why = whyNotObject({ latest: version, version, mine: true, since: { at: new Date(), days: usualObjectionDays }, made: false, words, wording, quoted }, new Date());
  const submit = async (): Promise<void> => {
    try {
      await call(objectionRoutes.object, { ...at, version, seq, words, wording });
      draft.clear();
      toast('已告诉书记，答复时会通知您');
      onClose();
      await onDone();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title={`对第 ${seq} 条提异议`} onClose={onClose} foot={<Act kind="primary" wide whyNot={why} onTap={submit}>提交</Act>}>
      <Box className="original">现在写的：{quoted}</Box>
      <Textarea label="应当写成" hint={`${statement?.typed ? '会后记下的话没有原话可查，先放的是现在的写法。' : '先放的是您的原话。'}留空表示请删去这一条。`} maxLength={2000} rows={3} defaultValue={wording} onValue={setWording} />
      <Textarea label="哪里不对" hint="书记看得到。已发布的这一版不会改；采纳了会发新的一版。" maxLength={500} rows={2} defaultValue={draft.initial} error={error} onValue={(value) => { draft.save(value); setWords(value); }} />
    </Sheet>
  );
}

/** An officer accepts or declines, with a reason either way. */
function AnswerSheet({ at, objection, quoted, onClose, onDone }: { at: At; objection: Objection; quoted: string; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const field = useRef<TextHandle>(null);
  const judge = (reason: string) => whyNotAnswerObjection({ mine: false, answered: false }, reason);
  const [why, setWhy] = useState(judge(''));
  const [error, setError] = useState<string | null>(null);
  const answer = async (accept: boolean): Promise<void> => {
    try {
      await call(objectionRoutes.answer, { ...at, objectionId: objection.id, accept, reason: field.current?.value ?? '' });
      toast(accept ? '已采纳，草稿已按本人的写法改好' : '已答复本人');
      onClose();
      await onDone();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title={`答复${objection.by.name}的异议`} onClose={onClose} foot={<Box className="btn-row even"><Act wide whyNot={why} quietReason onTap={() => answer(false)}>不采纳</Act><Act wide kind="primary" whyNot={why} quietReason onTap={() => answer(true)}>采纳</Act></Box>}>
      <Box className="original">现在写的：{quoted}</Box>
      <Box className="original">{objection.wording === '' ? '希望删去这一条。' : `希望写成：${objection.wording ?? ''}`}</Box>
      <Box className="para soft">理由：{objection.words}</Box>
      <Textarea label="答复" hint="至少 5 个字，本人会看到。" maxLength={500} rows={2} handle={field} error={error} onValue={(value) => setWhy(judge(value))} />
    </Sheet>
  );
}
