import { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { meetingKindNames, meetingKinds } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import { shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { replace } from '../../kit/paths';
import { writeJson } from '../../kit/platform';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { DateTime, Select } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { agendaOf, draftKey, type Entry, type Expected, needsReason, onList, sent, whyNotSend } from './entry';
import { HandsCard } from './HandsCard';
import { Roll } from './Roll';

/** The form: what, when and where; who came, from the list of that day; what was decided by show of hands. What is typed is kept on this device at once. */
export function EnterForm({ unitId, meetingId, initial, kept }: { unitId: string; meetingId: string | null; initial: Entry; kept: boolean }): ReactNode {
  const [entry, setEntry] = useState(initial);
  // Text fields are uncontrolled: `version` draws them anew where the form itself changed their text.
  const [version, setVersion] = useState(0);
  const [restored, setRestored] = useState(kept);
  const latest = useRef(entry);
  const attempt = useAttempt();
  const writeId = useWriteId();
  const title = meetingId === null ? '补录线下会议' : '修改补录';
  const change = (part: Partial<Entry>, draw = false): void => {
    latest.current = { ...latest.current, ...part };
    setEntry(latest.current);
    if (meetingId === null) writeJson(draftKey(unitId), latest.current);
    if (draw) setVersion((before) => before + 1);
  };
  const day = shanghaiDay(new Date(entry.startsAt));
  const expected = useRoute(offlineRoutes.expectedOn, unitId ? { unitId, kind: entry.kind, day } : null);
  const list = expected.data;
  const submit = async (): Promise<void> => {
    if (!list) return;
    const body = sent(latest.current, list);
    await attempt.run(async () => {
      const meeting = meetingId === null ? await call(offlineRoutes.enter, { unitId, clientId: writeId.idFor(body), ...body }) : await call(offlineRoutes.mend, { unitId, meetingId, ...body });
      if (meetingId === null) writeJson(draftKey(unitId), null);
      toast(meetingId === null ? '已补录，接下来整理纪要' : '已修改');
      await replace(paths.meeting(unitId, meeting.id));
    });
  };
  const agenda = (i: number, part: Partial<Entry['agenda'][number]>): void => change({ agenda: latest.current.agenda.map((one, at) => (at === i ? { ...one, ...part } : one)) });
  const length = new Date(entry.endsAt).getTime() - new Date(entry.startsAt).getTime();
  return (
    <Page title={title} foot={list ? <Foot entry={entry} list={list} words={meetingId === null ? '补录' : '保存修改'} error={attempt.error?.message ?? null} onSend={submit} /> : undefined}>
      {restored ? <Banner action={<Button small kind="quiet" onTap={() => { writeJson(draftKey(unitId), null); setRestored(false); change({ title: '', place: '', came: [], leave: [], observers: [], decisions: [], reason: '', agenda: agendaOf(entry.kind) }, true); writeJson(draftKey(unitId), null); }}>重新写</Button>}>上次没有提交的内容还在。</Banner> : null}
      <Card>
        <Select label="会议" value={entry.kind} options={meetingKinds.map((value) => ({ value, text: meetingKindNames[value] }))}
          onChange={(kind) => change({ kind, ...(JSON.stringify(latest.current.agenda) === JSON.stringify(agendaOf(latest.current.kind)) ? { agenda: agendaOf(kind) } : {}) }, true)} />
        <Input key={`t${version}`} label="题目" placeholder={meetingKindNames[entry.kind]} maxLength={60} defaultValue={entry.title} error={attempt.error?.field('title')} onValue={(value) => change({ title: value })} />
        <Input key={`p${version}`} label="地点" placeholder="例如：宜山路770号二楼会议室" maxLength={60} defaultValue={entry.place} onValue={(place) => change({ place })} />
        <Box className="two-fields">
          <DateTime label="开始" value={new Date(entry.startsAt)} onChange={(at) => change({ startsAt: at.toISOString(), endsAt: new Date(at.getTime() + length).toISOString() }, true)} />
          <DateTime label="结束" value={new Date(entry.endsAt)} onChange={(at) => change({ endsAt: at.toISOString() }, true)} />
        </Box>
        {needsReason(entry, new Date()) ? <Input key={`r${version}`} label="为什么现在才补录" required hint="会议已经过去 90 天以上，会写在会议页上。" maxLength={200} defaultValue={entry.reason} onValue={(reason) => change({ reason })} /> : null}
      </Card>
      <Card title="议题">
        {entry.agenda.map((item, i) => (
          <Box key={`${version}.${i}`} className="agenda-row">
            <Input label={`议题 ${i + 1}`} maxLength={80} defaultValue={item.title} onValue={(value) => agenda(i, { title: value })} />
            <IconButton icon="x" label={`去掉议题 ${i + 1}`} disabled={entry.agenda.length === 1} onTap={() => change({ agenda: latest.current.agenda.filter((_, at) => at !== i) }, true)} />
          </Box>
        ))}
        <Button icon="plus" disabled={entry.agenda.length >= 20} onTap={() => change({ agenda: [...latest.current.agenda, { title: '', note: '' }] }, true)}>加议题</Button>
      </Card>
      <Async from={expected} rows={3}>
        {(people) => (
          <>
            <Roll unitId={unitId} entry={entry} expected={people} onChange={change} />
            <HandsCard entry={entry} expected={people} version={version} onChange={change} />
          </>
        )}
      </Async>
    </Page>
  );
}

function Foot({ entry, list, words, error, onSend }: { entry: Entry; list: Expected; words: string; error: string | null; onSend: () => Promise<void> }): ReactNode {
  const roll = onList(entry, list);
  return (
    <>
      <Box className="foot-words">应到 {list.expected} · 到会 {roll.came.length} · 请假 {roll.leave.length} · 缺席 {roll.absent}{roll.observers.length > 0 ? ` · 列席 ${roll.observers.length}` : ''}</Box>
      {error ? <Box className="field-error" role="alert">{error}</Box> : null}
      <Act kind="primary" wide whyNot={whyNotSend(entry, list, new Date())} onTap={onSend}>{words}</Act>
    </>
  );
}
