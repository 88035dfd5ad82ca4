import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { disclosureGroundNames } from '@branch/shared/posts/anonymous-rules';
import { commentLimit } from '@branch/shared/posts/rules';
import { type ContentState, type Visibility, visibilityNames } from '@branch/shared/posts/routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Name } from '../../ui/Name';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Confirm } from '../../ui/Sheet';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Here = Output<typeof anonymousRoutes.here>;
type Mine = Output<typeof anonymousRoutes.mine>['items'][number];
const states: Record<ContentState, string | null> = { published: null, pending: '待审', hidden: '未公开', rejected: '未公开', retracted: '已撤回' };

/** 匿名 (MOD-7): to write under it, and to find again what I wrote. Nothing typed here is kept as a draft, on this device or elsewhere. */
export default function AnonymousPage(): ReactNode {
  const { unit = '', column, post } = useQuery();
  const here = useRoute(anonymousRoutes.here, unit ? { unitId: unit } : null);
  const mine = useRoute(anonymousRoutes.mine, unit ? { unitId: unit } : null);
  const reload = (): void => { void here.reload(); void mine.reload(); };
  return (
    <Page title={post ? '匿名点评' : '匿名'}>
      <Async from={here} rows={2}>
        {(found) => (found.columns.length === 0 ? <Empty icon="eye-off" text="这里还没有可以匿名的栏目。" /> : <Write key={`${post}`} unitId={unit} here={found} first={column} postId={post} onWritten={reload} />)}
      </Async>
      <Async from={mine} rows={1}>{({ items }) => (items.length === 0 ? null : <Card title="我匿名写的" aside="只有自己看得到">{items.map((one) => <One key={one.targetId} unitId={unit} one={one} onDone={reload} />)}</Card>)}</Async>
    </Page>
  );
}

function Write({ unitId, here, first, postId, onWritten }: { unitId: string; here: Here; first?: string; postId?: string; onWritten: () => void }): ReactNode {
  const title = useRef<TextHandle>(null);
  const words = useRef<TextHandle>(null);
  const [columnId, setColumn] = useState(here.columns.find((one) => one.id === first)?.id ?? here.columns[0]?.id ?? '');
  const [visibility, setVisibility] = useState<Exclude<Visibility, 'public'>>('branch');
  const attempt = useAttempt();
  const write = useWriteId();
  const send = async (): Promise<void> => {
    const text = words.current?.value ?? '';
    await attempt.run(async () => {
      if (postId) await call(anonymousRoutes.comment, { unitId, postId, clientId: write.idFor({ postId, text }), text });
      else {
        const content = { columnId, title: title.current?.value ?? '', text, visibility };
        await call(anonymousRoutes.post, { unitId, clientId: write.idFor(content), ...content });
      }
      write.done();
      if (title.current) title.current.value = '';
      if (words.current) words.current.value = '';
      toast('已提交，署名“匿名”');
      onWritten();
      if (postId) await open(paths.post(unitId, postId));
    });
  };
  return (
    <Card>
      {here.smallGroup ? <Banner tone="warn">这里不到五个人，容易猜到是谁写的。请想一想再发。</Banner> : null}
      {postId ? null : <Select label="栏目" value={columnId} onChange={setColumn} options={here.columns.map((one) => ({ value: one.id, text: one.name }))} />}
      {postId ? null : <Input label="标题" required maxLength={60} handle={title} />}
      <Textarea label={postId ? '点评' : '内容'} required soft rows={5} grow maxLength={postId ? commentLimit : 20_000} placeholder="只写文字。不要写会让人认出来的事。" handle={words} error={attempt.error?.message} />
      {postId ? null : <Select label="谁能看" value={visibility} onChange={setVisibility} options={(['branch', 'community', 'members'] as const).map((value) => ({ value, text: visibilityNames[value] }))} />}
      <Box className="faint para">时间只显示到整点；不计点评数，不算报到。只有人身安全紧急、法定机关书面要求或您本人申请，并由两级组织的两位同志同意，才查看作者，查看时会告诉您。这里写的不存草稿。</Box>
      <Box className="card-end"><Box className="faint">今天还能匿名 {here.leftToday} 次</Box><Button kind="primary" onTap={send}>匿名发出</Button></Box>
    </Card>
  );
}

function One({ unitId, one, onDone }: { unitId: string; one: Mine; onDone: () => void }): ReactNode {
  const [asking, setAsking] = useState(false);
  const attempt = useAttempt();
  const state = states[one.state];
  const retract = async (): Promise<void> => {
    await attempt.run(async () => {
      await call(anonymousRoutes.retract, { unitId, kind: one.kind, targetId: one.targetId });
      setAsking(false);
      toast('已撤回');
      onDone();
    });
  };
  return (
    <Box className="board-line">
      <Meta parts={[one.kind === 'post' ? '帖子' : '点评', ago(one.at)]} />
      <Box className="line-3"><Name>{one.title ? `${one.title}：${one.text}` : one.text}</Name></Box>
      <Box className="tags">{state ? <Tag tone="info">{state}</Tag> : null}{one.opened ? <Tag tone="warn">已按规定查看作者：{disclosureGroundNames[one.opened]}</Tag> : null}</Box>
      {one.reason ? <Box className="soft">理由：{one.reason}</Box> : null}
      {attempt.error ? <Box className="field-error" role="alert">{attempt.error.message}</Box> : null}
      <Box className="btn-row">
        {one.state === 'published' ? <Button small kind="quiet" onTap={() => open(paths.post(unitId, one.postId, one.kind === 'comment' ? one.targetId : undefined))}>看一看</Button> : null}
        {one.state === 'published' || one.state === 'pending' || one.state === 'rejected' ? <Button small kind="quiet" onTap={() => setAsking(true)}>撤回</Button> : null}
      </Box>
      <Confirm open={asking} title="撤回这一条？" yes="撤回" danger onClose={() => setAsking(false)} onYes={retract}>撤回以后谁也看不到，也找不回来。</Confirm>
    </Box>
  );
}
