import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { commentLimit } from '@branch/shared/posts/rules';
import { type Visibility, visibilityNames } from '@branch/shared/posts/routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { Mine, type MyAnonymous } from './Mine';

type Here = Output<typeof anonymousRoutes.here>;

/** 匿名 (MOD-7): to write under it, and to find again what I wrote. Nothing typed here is kept as a draft, on this device or elsewhere. */
export default function AnonymousPage(): ReactNode {
  const { unit = '', column, post } = useQuery();
  const here = useRoute(anonymousRoutes.here, unit ? { unitId: unit } : null);
  const mine = useRoute(anonymousRoutes.mine, unit ? { unitId: unit } : null);
  const [again, setAgain] = useState<MyAnonymous | null>(null);
  const reload = (): void => { void here.reload(); void mine.reload(); };
  const written = (): void => { setAgain(null); reload(); };
  // The words are in the field above, and nowhere else.
  const rewrite = (one: MyAnonymous): void => { setAgain(one); toast('文字已放到上面，改好再发'); };
  return (
    <Page title={post ? '匿名点评' : '匿名'}>
      <Async from={here} rows={2}>
        {(found) => (found.columns.length === 0 ? <Empty icon="eye-off" text="这里还没有可以匿名的栏目。" /> : <Write key={`${post} ${again?.targetId}`} unitId={unit} here={found} first={column} postId={post} from={again} onWritten={written} />)}
      </Async>
      <Async from={mine} rows={1}>{({ items }) => (items.length === 0 ? null : <Card title="我匿名写的" aside="只有自己看得到">{items.map((one) => <Mine key={one.targetId} unitId={unit} one={one} onDone={reload} onAgain={post ? undefined : rewrite} />)}</Card>)}</Async>
    </Page>
  );
}

function Write({ unitId, here, first, postId, from, onWritten }: { unitId: string; here: Here; first?: string; postId?: string; from: MyAnonymous | null; onWritten: () => void }): ReactNode {
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
      {postId ? null : <Input label="标题" required maxLength={60} defaultValue={from?.title ?? ''} handle={title} />}
      <Textarea label={postId ? '点评' : '内容'} required soft rows={5} grow maxLength={postId ? commentLimit : 20_000} placeholder="只写文字。不要写会让人认出来的事。" defaultValue={from?.text ?? ''} handle={words} error={attempt.error?.message} />
      {postId ? null : <Select label="谁能看" value={visibility} onChange={setVisibility} options={(['branch', 'community', 'members'] as const).map((value) => ({ value, text: visibilityNames[value] }))} />}
      <Box className="faint para">时间只显示到整点；不计点评数，不算报到。只有人身安全紧急、法定机关书面要求或您本人申请，并由两级组织的两位同志同意，才查看作者，查看时会告诉您。这里写的不存草稿。</Box>
      <Box className="card-end"><Box className="faint">今天还能匿名 {here.leftToday} 次</Box><Button kind="primary" onTap={send}>匿名发出</Button></Box>
    </Card>
  );
}
