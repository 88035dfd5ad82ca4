import { paths } from '@branch/shared/paths';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import type { postRoutes } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { isH5 } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box, cx } from '../../ui/host';
import { More } from '../../ui/More';
import { Name } from '../../ui/Name';
import { ActionMenu } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Answering } from './CommentBox';

type Post = Output<typeof postRoutes.post>;
type Comment = Output<typeof commentRoutes.comments>['items'][number];
type Reply = Comment['replies'][number];

/** Floors beneath a post, each with its replies. */
export function Comments({ post, focus, onAnswer, onChanged }: { post: Post; focus?: string; onAnswer?: (to: Answering) => void; onChanged: () => void }): ReactNode {
  const pages = usePages(commentRoutes.comments, { unitId: post.unitId, postId: post.id });
  const rows = pages.rows ?? [];
  const shown = useRef(false);
  const found = rows.some((row) => row.id === focus || row.replies.some((reply) => reply.id === focus));
  useEffect(() => {
    if (!focus || !found || shown.current || !isH5) return;
    shown.current = true;
    document.getElementById(`c-${focus}`)?.scrollIntoView({ block: 'center' });
  }, [focus, found]);
  // What was said among members before the post was public is not for strangers (MOD-6): they are told that there is more, not what.
  const me = useMe();
  const unseen = me === null && pages.more === null ? post.comments - rows.reduce((sum, row) => sum + 1 + row.replies.length, 0) : 0;
  const gone = (): void => {
    void pages.reload();
    onChanged();
  };
  return (
    <Card title={post.comments > 0 ? `点评 ${post.comments}` : '点评'} className="comments">
      <Async from={pages.first} rows={1}>
        {() => (rows.length === 0 ? <Box className="faint comments-none">{onAnswer ? '还没有人点评。说第一句' : unseen > 0 ? '公开以前的点评，登录后才能看。' : '还没有人点评。'}</Box> : (
          <Box as="ol" className="floors">
            {rows.map((row) => (
              <Box as="li" key={row.id} id={`c-${row.id}`} className={cx('floor', row.id === focus && 'is-meant')}>
                <One post={post} one={row} floor={row.floor} top={row.id} onAnswer={onAnswer} onGone={gone} />
                {row.replies.length > 0 ? <Box as="ul" className="replies">{row.replies.map((reply) => <Box as="li" key={reply.id} id={`c-${reply.id}`} className={cx('reply', reply.id === focus && 'is-meant')}><One post={post} one={reply} floor={null} top={row.id} onAnswer={onAnswer} onGone={gone} /></Box>)}</Box> : null}
              </Box>
            ))}
          </Box>
        ))}
      </Async>
      {rows.length > 0 && unseen > 0 ? <Box className="faint">还有公开以前的 {unseen} 条点评，登录后才能看。</Box> : null}
      <More pages={pages} words="看后面的点评" />
    </Card>
  );
}

const gone: Partial<Record<Reply['state'], string>> = { retracted: '作者撤回了这一条', hidden: '这一条已收起', rejected: '这一条已收起' };

function One({ post, one, floor, top, onAnswer, onGone }: { post: Post; one: Reply; floor: number | null; top: string; onAnswer?: (to: Answering) => void; onGone: () => void }): ReactNode {
  const [menu, setMenu] = useState(false);
  const me = useMe();
  const retract = async (): Promise<void> => {
    try {
      await call(commentRoutes.retractComment, { unitId: post.unitId, postId: post.id, commentId: one.id });
      toast('已撤回');
      onGone();
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const words = one.text ?? '';
  const to = (kind: Answering['kind']): void => onAnswer?.({ kind, parentId: kind === 'reply' ? top : null, quoteId: kind === 'quote' ? one.id : null, name: one.author.name, words: words.slice(0, 60) });
  const actions = [
    ...(onAnswer && one.text !== null && one.state === 'published' ? [{ key: 'reply', text: '回复', icon: 'arrow-back-up' as const, onTap: () => to('reply') }, { key: 'quote', text: '引用', icon: 'quote' as const, onTap: () => to('quote') }] : []),
    ...(one.mine && (one.state === 'published' || one.state === 'pending') ? [{ key: 'retract', text: '撤回', icon: 'trash' as const, danger: true, onTap: retract }] : []),
    ...(!one.mine && one.state === 'published' && may(me, 'content.report', post.unitId) ? [{ key: 'report', text: '举报', icon: 'alert-triangle' as const, onTap: () => open(paths.report(post.unitId, 'comment', one.id)) }] : []),
  ];
  return (
    <Box className="said">
      <Box className="who said-who">
        <Avatar name={one.author.name} seed={one.author.id} size="s" />
        <Box className="who-words">
          <Box className="who-name"><Name>{one.author.name}</Name> {one.author.office ? <Tag tone="brand">{one.author.office}</Tag> : null} {one.author.id === post.author.id ? <Tag>楼主</Tag> : null}</Box>
          <Meta parts={[floor === null ? null : `${floor} 楼`, ago(one.at)]} />
        </Box>
        {actions.length > 0 ? <IconButton icon="dots" label={`${one.author.name}的点评，更多`} onTap={() => setMenu(true)} /> : null}
      </Box>
      {one.state === 'pending' ? <Box className="tags"><Tag tone="info">待审 · 仅自己可见</Tag></Box> : null}
      {one.quote ? <Box as="blockquote" className="body-quote said-quote">{one.quote.floor === null ? '' : `${one.quote.floor} 楼 `}<Name>{one.quote.name}</Name>：{one.quote.text ?? '（已撤回或收起）'}</Box> : null}
      {one.text === null ? <Box className="faint">{gone[one.state] ?? '这一条看不到了'}</Box> : <Box as="p" className="para">{one.text}</Box>}
      {one.restoredAt ? <Box className="tags"><Tag tone="success">复核后已恢复</Tag></Box> : null}
      <ActionMenu open={menu} title={`${one.author.name}的点评`} actions={actions} onClose={() => setMenu(false)} />
    </Box>
  );
}
