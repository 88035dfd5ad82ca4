import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { differences } from '@branch/shared/meetings/minutes-rules';
import { correctionReason } from '@branch/shared/meetings/objection-rules';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { useRouter } from '@tarojs/taro';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from '../../kit/store';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { Banner, ErrorState } from '../../ui/States';
import { Differences } from '../Differences';
import { Carried, Decision, HeadFigures, MinutesBody } from '../MinutesBody';
import { Actions } from './Actions';
import { type DraftAnswer, editDraft, type Editing, type MinutesDraft } from './draft';
import { PublishSheet } from './PublishSheet';
import { Statements } from './Statements';
import { TypedStatements } from './TypedStatements';
import '../meetings.scss';

/** Editing the minutes: figures and decisions come from the record, words from the secretary. Address: `unit`, `id` of the meeting. */
export default function EditMinutesPage(): ReactNode {
  const { unit = '', id = '' } = useRouter().params;
  const at = { unitId: unit, meetingId: id };
  const read = useRoute(minutesRoutes.draft, unit && id ? at : null);
  const meeting = useRoute(meetingRoutes.meeting, unit && id ? at : null);
  const [draft, setDraft] = useState<MinutesDraft | null>(null);
  const first = read.data;
  useEffect(() => {
    // Only a fresh answer opens the draft (what was kept from before may be an old revision), and only the first: later ones must not overwrite what is typed.
    if (first && !read.loading && !read.error && !draft) setDraft(editDraft({ unitId: unit, meetingId: id }, first));
  }, [first, read.loading, read.error, draft, unit, id]);
  useEffect(() => () => draft?.close(), [draft]);
  if (!draft || !first || !meeting.data) return <Page title="整理纪要">{read.error && !read.error.passing ? <ErrorState failure={read.error} /> : read.data ? <Async from={meeting}>{() => null}</Async> : <Async from={read}>{() => null}</Async>}</Page>;
  return <Editor unitId={unit} meetingId={id} title={meeting.data.title} roomId={meeting.data.roomId} draft={draft} read={first} />;
}

const stateWords: Record<Editing['state'], string> = { saved: '已保存', changed: '有改动，稍后自动保存', saving: '正在保存…', failed: '没有存到服务器，内容在本机，稍后再试', meanwhile: '另一位同志改过，请先看差异' };

function Editor({ unitId, meetingId, title, roomId, draft, read }: { unitId: string; meetingId: string; title: string; roomId: string; draft: MinutesDraft; read: DraftAnswer }): ReactNode {
  const editing = useStore(draft.editing);
  const [sheet, setSheet] = useState<'publish' | 'preview' | 'difference' | null>(null);
  const { content, drawn, theirs } = editing;
  const next = read.publishedVersion + 1;
  const publish = async (): Promise<void> => {
    if (await draft.save()) setSheet('publish');
  };
  return (
    <Page title={next > 1 ? '更正纪要' : '整理纪要'} subtitle={title} foot={(
      <>
        <Box className="saved" live="polite">{stateWords[editing.state]}{editing.failure && !editing.failure.passing ? `：${editing.failure.message}` : ''}</Box>
        <Box className="foot-acts"><Button onTap={() => setSheet('preview')}>预览</Button><Button kind="primary" wide disabled={editing.state === 'meanwhile'} onTap={publish}>发布第 {next} 版</Button></Box>
      </>
    )}>
      {editing.state === 'meanwhile' && theirs ? (
        <Banner tone="warn" title={`${theirs.savedBy?.name ?? '另一位同志'}刚保存过草稿`} action={<Button small onTap={() => setSheet('difference')}>看差异</Button>}>您的文字还在，没有覆盖任何一方。</Banner>
      ) : null}
      {read.corrections.length > 0 ? <Banner tone="info" title="已按本人的意见改好">{read.corrections.map((one) => `第 ${one.seq} 条（${one.by.name}）`).join('、')}。看过后发布第 {next} 版。</Banner> : null}
      <HeadFigures content={content} published={false} />
      <Card title="概况">
        <Box className="two-fields" key={`h${drawn}`}>
          <Input label="地点" placeholder="网上" maxLength={60} defaultValue={content.head.place} onValue={(place) => draft.change((now) => ({ ...now, head: { ...now.head, place } }))} />
          <Input label="记录人" maxLength={40} defaultValue={content.head.recorder} onValue={(recorder) => draft.change((now) => ({ ...now, head: { ...now.head, recorder } }))} />
        </Box>
        <Box className="faint">主持 {content.head.chair}。{read.speakers ? '人数和表决取自补录的名单，不用填。' : '人数、表决和原话取自会议记录，发布时再核对一次，不用填。'}</Box>
      </Card>
      <Carried content={content} aside="取自记录" />
      {content.decisions.length > 0 ? <Card title="决定" aside="取自表决和登记">{content.decisions.map((decision, i) => <Decision key={decision.ballotId ?? i} decision={decision} />)}</Card> : null}
      <Card title="议题小结" aside="可不写">
        {content.agenda.map((item, i) => (
          <Textarea key={`${drawn}.${item.id}`} label={`${i + 1}. ${item.title}`} placeholder="一两句话说清谈了什么、定了什么" maxLength={2000} rows={2} defaultValue={item.summary}
            onValue={(summary) => draft.change((now) => ({ ...now, agenda: now.agenda.map((one) => (one.id === item.id ? { ...one, summary } : one)) }))} />
        ))}
      </Card>
      {read.speakers ? <TypedStatements speakers={read.speakers} draft={draft} editing={editing} /> : <Statements unitId={unitId} roomId={roomId} draft={draft} editing={editing} />}
      <Actions unitId={unitId} draft={draft} editing={editing} />
      <Card title="其他说明" aside="可不写">
        <Textarea key={`r${drawn}`} bare label="其他说明" maxLength={3000} rows={3} defaultValue={content.remarks} onValue={(remarks) => draft.change((now) => ({ ...now, remarks }))} />
      </Card>
      <Sheet open={sheet === 'preview'} title={`预览第 ${next} 版`} onClose={() => setSheet(null)}><MinutesBody content={content} unitId={unitId} roomId={roomId} /></Sheet>
      <Sheet open={sheet === 'difference' && theirs !== null} title="两份草稿的差异" onClose={() => setSheet(null)} foot={(
        <Box className="btn-row even"><Button wide onTap={() => { draft.takeTheirs(); setSheet(null); }}>用对方的</Button><Button wide kind="primary" onTap={async () => { await draft.keepMine(); setSheet(null); }}>用我的</Button></Box>
      )}>
        {theirs ? <Differences items={differences(theirs.content, content)} names={['对方', '我的']} /> : null}
      </Sheet>
      {sheet === 'publish' ? <PublishSheet unitId={unitId} meetingId={meetingId} draft={draft} editing={editing} published={read.publishedVersion} before={read.publishedContent} because={correctionReason(read.corrections)} onClose={() => setSheet(null)} /> : null}
    </Page>
  );
}
