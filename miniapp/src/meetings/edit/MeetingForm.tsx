import type { PersonRef } from '@branch/shared/fields';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { whyNotWindow } from '@branch/shared/meetings/rules';
import { meetingTemplates, refilled } from '@branch/shared/meetings/templates';
import { meetingFormNames, meetingForms, meetingKindNames, meetingKinds } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { newClientId } from '../../kit/ids';
import { replace } from '../../kit/paths';
import { writeJson } from '../../kit/platform';
import { asRefused, type Refused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { DocumentUploads, useDocuments } from '../../ui/Documents';
import { Box } from '../../ui/host';
import { Input, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { DateTime, Select } from '../../ui/Select';
import { Banner, ErrorState } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { PeopleSheet } from '../PeopleSheet';
import { draftKey, type Plan, sent } from './plan';
import { Reminders } from './Reminders';

interface Props {
  title: string;
  unitId: string;
  /** null: a new meeting. */
  meetingId: string | null;
  /** The meeting this one is called after. */
  after?: string;
  /** What is known of a called meeting; a new one asks. */
  expected: { expected: number; votingExpected: number; quorumNeeded: number } | null;
  /** What 重新写 goes back to. */
  fresh: Plan;
  initial: Plan;
  kept: boolean;
}

/** The form: kind, title, time, agenda; materials and the rest for who wants them. What is typed is kept on this device at once. */
export function MeetingForm({ title, unitId, meetingId, after, expected: known, fresh, initial, kept }: Props): ReactNode {
  const plan = useRef(initial);
  const asked = useRoute(meetingRoutes.expectedNow, meetingId === null && unitId ? { unitId, kind: plan.current.kind } : null);
  const expected = known ?? asked.data;
  const clientId = useRef(newClientId());
  // Text fields are uncontrolled: `version` draws them anew where the form itself changed their text or number.
  const [version, setVersion] = useState(0);
  const [failure, setFailure] = useState<Refused | null>(null);
  const [restored, setRestored] = useState(kept);
  const [more, setMore] = useState(initial.materials.length > 0 || initial.files.length > 0 || initial.observers.length > 0);
  const [inviting, setInviting] = useState(false);
  const documents = useDocuments(unitId, 10, initial.files, (files) => change({ files }));
  const [blank, setBlank] = useState(initial.agenda.every((item) => item.title.trim() === ''));
  const change = (part: Partial<Plan>, draw = false): void => {
    plan.current = { ...plan.current, ...part };
    clientId.current = newClientId();
    if (meetingId === null) writeJson(draftKey(unitId, after), plan.current);
    if (part.agenda) setBlank(plan.current.agenda.every((item) => item.title.trim() === ''));
    if (draw) setVersion((before) => before + 1);
  };
  const row = <K extends 'agenda' | 'materials'>(name: K, i: number, part: Partial<Plan[K][number]>): void => change({ [name]: plan.current[name].map((one, at) => (at === i ? { ...one, ...part } : one)) } as Partial<Plan>);
  const now = plan.current;
  const submit = async (): Promise<void> => {
    try {
      const body = sent(plan.current);
      const meeting = meetingId === null
        ? await call(meetingRoutes.call, { unitId, clientId: clientId.current, ...body, strictQuorum: plan.current.strictQuorum, ...(after === undefined ? {} : { after }) })
        : await call(meetingRoutes.revise, { unitId, meetingId, ...body });
      if (meetingId === null) writeJson(draftKey(unitId, after), null);
      toast(meetingId === null ? `已通知 ${meeting.expected + meeting.observers.length} 人` : '已修改');
      await replace(paths.meeting(unitId, meeting.id));
    } catch (thrown) {
      setFailure(asRefused(thrown));
    }
  };
  const uploading = documents.items.some((item) => item.state === 'sending');
  const why = whyNotWindow(new Date(now.startsAt), new Date(now.endsAt), new Date()) ?? (blank ? 'meeting.no-agenda' : null);
  const length = new Date(now.endsAt).getTime() - new Date(now.startsAt).getTime();

  if (asked.error && !asked.error.passing) return <Page title={title}><ErrorState failure={asked.error} /></Page>;
  return (
    <Page title={title} foot={(
      <>
        {expected ? <Box className="foot-words">将通知 {expected.expected + now.observers.length} 人 · 有表决权 {expected.votingExpected} 人 · 表决需到会 {expected.quorumNeeded} 人</Box> : null}
        {failure ? <Box className="field-error" role="alert">{failure.message}</Box> : null}
        <Act kind="primary" wide whyNot={why} disabled={uploading} onTap={submit}>{meetingId === null ? '发出通知' : '保存修改'}</Act>
      </>
    )}>
      {restored ? <Banner action={<Button small kind="quiet" onTap={() => { writeJson(draftKey(unitId, after), null); plan.current = fresh; documents.put(fresh.files); setRestored(false); setVersion(version + 1); }}>重新写</Button>}>上次没有发出的内容还在。</Banner> : null}
      <Card>
        <Select label="会议" hint="选好会的种类，题目、议题和形式就先填上了，都可以改；您写过的不会动。" value={now.kind} options={meetingKinds.map((value) => ({ value, text: meetingKindNames[value] }))}
          onChange={(kind) => change({ kind, ...refilled(plan.current, { kind }) }, true)} />
        <Input key={`t${version}`} label="题目" placeholder={meetingKindNames[now.kind]} maxLength={60} defaultValue={now.title} error={failure?.field('title')} onValue={(value) => change({ title: value })} />
        <Box className="two-fields">
          <DateTime label="开始" value={new Date(now.startsAt)} onChange={(at) => change(refilled(plan.current, { startsAt: at.toISOString(), endsAt: new Date(at.getTime() + length).toISOString() }), true)} />
          <DateTime label="结束" value={new Date(now.endsAt)} onChange={(at) => change({ endsAt: at.toISOString() }, true)} />
        </Box>
        <Box className="field-hint">北京时间。照顾外地和国外的同志，可以开几天。</Box>
      </Card>

      <Card title="议题">
        {now.agenda.map((item, i) => (
          <Box key={`${version}.${i}`} className="agenda-row">
            <Input label={`议题 ${i + 1}`} maxLength={80} defaultValue={item.title} autoFocus={item.title === '' && i > 0} onValue={(value) => row('agenda', i, { title: value })} onEnter={() => change({ agenda: [...plan.current.agenda, { title: '', note: '' }] }, true)} />
            <IconButton icon="x" label={`去掉议题 ${i + 1}`} disabled={now.agenda.length === 1} onTap={() => change({ agenda: plan.current.agenda.filter((_, at) => at !== i) }, true)} />
          </Box>
        ))}
        <Button icon="plus" disabled={now.agenda.length >= 20} onTap={() => change({ agenda: [...plan.current.agenda, { title: '', note: '' }] }, true)}>加议题</Button>
      </Card>

      {more ? (
        <Card title="主题、材料和其他">
          <Textarea key={`m${version}`} label="主题" placeholder={meetingTemplates[now.kind].themeHint} maxLength={300} rows={2} defaultValue={now.theme} onValue={(value) => change({ theme: value })} />
          <Select label="形式" hint="网上会议是线下的补充，台账按形式分开计。" value={now.form} options={meetingForms.map((value) => ({ value, text: meetingFormNames[value] }))} onChange={(form) => change({ form }, true)} />
          {now.materials.map((material, i) => (
            <Box key={`${version}.m${i}`} className="edit-statement">
              <Box className="agenda-row"><Input label={`材料 ${i + 1} 的题目`} maxLength={60} defaultValue={material.title} onValue={(value) => row('materials', i, { title: value })} /><IconButton icon="x" label={`去掉材料 ${i + 1}`} onTap={() => change({ materials: plan.current.materials.filter((_, at) => at !== i) }, true)} /></Box>
              <Textarea label={`材料 ${i + 1} 的内容`} maxLength={5000} rows={4} defaultValue={material.text} onValue={(value) => row('materials', i, { text: value })} />
            </Box>
          ))}
          <Button icon="plus" disabled={now.materials.length >= 10} onTap={() => change({ materials: [...plan.current.materials, { title: '', text: '' }] }, true)}>加材料</Button>
          <Box className="field">
            <Box className="field-label"><Box>文件</Box></Box>
            <DocumentUploads documents={documents} />
            <Button icon="upload" disabled={documents.items.length >= 10} onTap={documents.choose}>附文件</Button>
            <Box className="field-hint">PDF、Word、Excel，每个 10 MB 以内。</Box>
          </Box>
          <Observers people={now.observers} onAdd={() => setInviting(true)} onRemove={(id) => change({ observers: plan.current.observers.filter((person) => person.id !== id) }, true)} />
          <Reminders chosen={now.reminders} onChange={(reminders) => change({ reminders }, true)} />
          {meetingId === null ? <Switch checked={now.strictQuorum} onChange={(strictQuorum) => change({ strictQuorum }, true)} hint="默认半数即可；打开后要超过半数">到会人数从严</Switch> : null}
        </Card>
      ) : <Button wide kind="quiet" icon="chevron-down" onTap={() => setMore(true)}>主题、材料和其他</Button>}
      <PeopleSheet unitId={unitId} title="请谁列席" open={inviting} onClose={() => setInviting(false)} onChoose={(person) => {
        setInviting(false);
        if (plan.current.observers.every((one) => one.id !== person.id)) change({ observers: [...plan.current.observers, person] }, true);
      }} />
    </Page>
  );
}

/** Who sits in: reads and speaks, is not counted in 应到 and has no vote. */
function Observers({ people, onAdd, onRemove }: { people: readonly PersonRef[]; onAdd: () => void; onRemove: (id: string) => void }): ReactNode {
  return (
    <Box className="field">
      <Box className="field-label"><Box>列席</Box></Box>
      {people.map((person) => <Box key={person.id} className="row-line"><Box>{person.name}</Box><IconButton icon="x" label={`${person.name}不列席`} onTap={() => onRemove(person.id)} /></Box>)}
      <Button icon="user-plus" disabled={people.length >= 100} onTap={onAdd}>请人列席</Button>
      <Box className="field-hint">能看、能发言，不计入应到，没有表决权。应到的同志不用列席。</Box>
    </Box>
  );
}
