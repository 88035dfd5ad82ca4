import { moderationSettingRoutes as routes } from '@branch/shared/moderation/settings-routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { toast } from '../../ui/Toast';
import { Closures } from './Closures';
import { Moderators } from './Moderators';
import './index.scss';

/** What moderation goes by here: words that hold, first posts, the emergency switch, columns' moderators. */
export default function ModerationSettingsPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  return (
    <Page title="审核设置" desk="queue">
      {may(me, 'words.read', unitId) ? <><Words unitId={unitId} /><Try unitId={unitId} /><FirstPosts unitId={unitId} /></> : null}
      <Closures unitId={unitId} mayClose={may(me, 'closure.set', unitId)} />
      <Moderators unitId={unitId} mayAppoint={may(me, 'moderator.appoint', unitId)} />
    </Page>
  );
}

function Words({ unitId }: { unitId: string }): ReactNode {
  const found = useRoute(routes.words, { unitId });
  const word = useRef<TextHandle>(null);
  const note = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const add = async (): Promise<void> => {
    const content = { word: word.current?.value ?? '', note: note.current?.value ?? '' };
    await attempt.run(async () => {
      await call(routes.addWord, { unitId, clientId: write.idFor(content), ...content });
      write.done();
      if (word.current) word.current.value = '';
      if (note.current) note.current.value = '';
      await found.reload();
    });
  };
  const remove = async (wordId: string): Promise<void> => {
    try { await call(routes.removeWord, { unitId, wordId }); await found.reload(); } catch (thrown) { toast(asRefused(thrown).message); }
  };
  return (
    <Async from={found} rows={2}>
      {({ items, hits }) => (
        <>
          <Card title={`词表 ${items.length} 个`}>
            <Box className="soft">含有这些词的内容先留住，由人看过再公开；不会自动删除。全角半角、大小写、空格标点都认得出。</Box>
            <Input label="加一个词" maxLength={40} handle={word} error={attempt.error?.message} onEnter={add} />
            <Input label="为什么" maxLength={100} handle={note} hint="可以不写，给以后接手的同志看。" />
            <Button icon="plus" onTap={add}>加进词表</Button>
            {items.length > 0 ? <Box className="set-gap"><List label="词表">{items.map((one) => <Row key={one.id} title={one.word} hint={<Meta parts={[one.note, one.own ? ago(one.addedAt) : `${one.unit.name}统一设置`]} />} end={one.own ? <Button kind="quiet" small onTap={() => remove(one.id)}>去掉</Button> : <Tag>上级</Tag>} />)}</List></Box> : null}
          </Card>
          {hits.length > 0 ? <Card title="最近提醒的句子"><List label="最近提醒的句子">{hits.slice(0, 10).map((hit, i) => <Row key={i} title={`“${hit.sentence}”`} hint={<Meta parts={[hit.word, ago(hit.at)]} />} />)}</List></Card> : null}
        </>
      )}
    </Async>
  );
}

function Try({ unitId }: { unitId: string }): ReactNode {
  const text = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const [hits, setHits] = useState<readonly { word: string; sentence: string }[] | null>(null);
  const run = () => attempt.run(async () => setHits((await call(routes.tryText, { unitId, text: text.current?.value ?? '' })).hits));
  return (
    <Card title="试一段文字">
      <Textarea label="文字" bare maxLength={5000} rows={3} placeholder="贴一段文字，看看会不会被留住。不会存下来。" handle={text} error={attempt.error?.message} />
      <Box className="set-gap"><Button onTap={async () => { await run(); }}>试一试</Button></Box>
      {hits === null ? null : hits.length === 0 ? <Box className="soft">不会留住，直接公开。</Box> : hits.map((hit) => <Box key={hit.word} className="soft">会留住：“{hit.word}”，在“{hit.sentence}”里</Box>)}
    </Card>
  );
}

const firsts = ['0', '1', '2', '3', '5'] as const;
function FirstPosts({ unitId }: { unitId: string }): ReactNode {
  const found = useRoute(routes.settings, { unitId });
  const set = async (value: string): Promise<void> => {
    try { found.set(await call(routes.setSettings, { unitId, firstPosts: Number(value) })); toast('已设好'); } catch (thrown) { toast(asRefused(thrown).message); }
  };
  return (
    <Card title="新成员头几篇先审">
      <Async from={found} rows={1}>
        {({ firstPosts }) => <Select label="先审几篇" options={firsts.map((value) => ({ value, text: value === '0' ? '不用先审' : `头 ${value} 篇` }))} value={firsts.find((value) => Number(value) === firstPosts) ?? '0'} onChange={set} />}
      </Async>
    </Card>
  );
}
