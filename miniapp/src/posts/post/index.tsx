import { paths } from '@branch/shared/paths';
import { postRoutes, visibilityNames } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import { publicPost } from '@branch/shared/short-links';
import { useShareAppMessage } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { copyText, isH5 } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { session } from '../../kit/session';
import { useStore } from '../../kit/store';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button, IconButton, ShareButton } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Name } from '../../ui/Name';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { PostBody } from '../PostBody';
import { Comments } from './Comments';
import { CommentBox, type Answering } from './CommentBox';
import { PostMenu } from './PostMenu';
import { useReadingPosition } from './position';
import './index.scss';

type Post = Output<typeof postRoutes.post>;

/** One post to read, and what others say beneath it. Who has no account reads what is public, without a wall before it. */
export default function PostPage(): ReactNode {
  const { unit, id, at } = useQuery();
  const unitId = unit ?? '';
  const post = useRoute(postRoutes.post, unit && id ? { unitId, postId: id } : null);
  const signedIn = useStore(session) === 'in';
  const [answering, setAnswering] = useState<Answering | null>(null);
  const [said, setSaid] = useState(0);
  const place = useReadingPosition(`${unitId}.${id ?? ''}`, post.data !== null && !at);
  const path = paths.post(unitId, id ?? '');
  useShareAppMessage(() => ({ title: post.data?.title ?? '在线支部', path }));
  const copy = async (): Promise<void> => {
    toast((await copyText(`${window.location.origin}${one?.visibility === 'public' && one.state === 'published' ? publicPost(one.unitId, one.id) : path}`)) ? '链接已复制' : '没有复制成功，请从地址栏复制');
  };
  const one = post.data;
  return (
    <Page title={one?.column.name ?? '帖子'} actions={<>{isH5 ? <IconButton icon="link" label="复制链接" onTap={copy} /> : null}{one && signedIn ? <PostMenu post={one} onChanged={post.reload} /> : null}</>}
      foot={one?.mayComment ? <CommentBox unitId={unitId} postId={one.id} answering={answering} onAnswered={() => { setAnswering(null); setSaid((n) => n + 1); void post.reload(); }} onCancel={() => setAnswering(null)} /> : undefined}>
      <Async from={post} rows={1}>
        {(shown) => (
          <Box boxRef={place}>
            <Card className="post-page">
              <Standing post={shown} />
              <Box as="h2" className="h1 post-name"><Name>{shown.title}</Name></Box>
              <Box className="who">
                <Avatar name={shown.author.name} seed={shown.author.id} />
                <Box className="who-words">
                  <Box className="who-name"><Name>{shown.author.name}</Name> {shown.office ? <Tag tone="brand">{shown.office}</Tag> : null} {shown.author.company ? <Tag>{shown.author.company}</Tag> : null}</Box>
                  <Meta parts={[ago(shown.publishedAt), shown.column.name, visibilityNames[shown.visibility], shown.editedAt ? `${ago(shown.editedAt)}改过` : null]} />
                </Box>
              </Box>
              <PostBody unitId={unitId} postId={shown.id} blocks={shown.blocks} onStale={post.reload} />
              {signedIn && shown.state === 'published' ? <Reactions post={shown} onChanged={(part) => post.set((before) => ({ ...before, ...part }))} /> : null}
            </Card>
            <Box className="btn-row"><ShareButton>转给同志</ShareButton>{shown.pseudonyms && shown.mayComment && shown.state === 'published' ? <Button onTap={() => open(paths.anonymous(unitId, undefined, shown.id))}>匿名点评</Button> : null}</Box>
            <Comments key={said} post={shown} focus={at} onAnswer={shown.mayComment ? setAnswering : undefined} onChanged={post.reload} />
          </Box>
        )}
      </Async>
    </Page>
  );
}

/** What its author should know of it. */
function Standing({ post }: { post: Post }): ReactNode {
  if (post.state === 'pending') return <Banner tone="info" title="待审 · 仅自己可见">{post.visibility === 'public' ? '向社会公开的内容，由网管员看过才公开，通常当天。' : '网管员或版主看过就会公开，通常当天。'}这期间您还可以修改。</Banner>;
  if (post.state === 'hidden') return <Banner tone="warn" title="已收起 · 仅自己可见" action={<Button small onTap={() => open(paths.myModeration())}>看理由，申诉</Button>}>这一篇被收起了。原文还在，依据哪一条、为什么都写着，可以申诉。</Banner>;
  if (post.state === 'rejected') return <Banner tone="warn" title="已退回 · 仅自己可见" action={<Button small onTap={() => open(paths.myModeration())}>看理由，申诉</Button>}>依据哪一条、为什么都写着。改好以后再发布，会重新送审；也可以申诉。</Banner>;
  return post.restoredAt ? <Box className="tags"><Tag tone="success">复核后已恢复</Tag></Box> : null;
}

/** 谢谢 and 看过: a sum without names, which counts for nothing. */
function Reactions({ post, onChanged }: { post: Post; onChanged: (part: Pick<Post, 'thanks' | 'seen' | 'thanked' | 'saw'>) => void }): ReactNode {
  const say = async (kind: 'thanks' | 'seen', on: boolean): Promise<void> => {
    try {
      onChanged(await call(postRoutes.react, { unitId: post.unitId, postId: post.id, kind, on }));
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Box className="reactions" role="group" label="回个意思">
      <Button small icon="heart-handshake" aria={{ pressed: post.thanked }} className={post.thanked ? 'is-said' : ''} onTap={() => say('thanks', !post.thanked)}>谢谢{post.thanks > 0 ? ` ${post.thanks}` : ''}</Button>
      <Button small icon="eye" aria={{ pressed: post.saw }} className={post.saw ? 'is-said' : ''} onTap={() => say('seen', !post.saw)}>看过{post.seen > 0 ? ` ${post.seen}` : ''}</Button>
    </Box>
  );
}
