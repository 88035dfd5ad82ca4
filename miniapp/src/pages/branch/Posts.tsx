import { paths } from '@branch/shared/paths';
import { type postRoutes, postRoutes as routes, visibilityNames } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import type { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useState } from 'react';
import { absolute } from '../../kit/call';
import { may, type Mine } from '../../kit/me';
import { open } from '../../kit/paths';
import { ago } from '../../kit/time';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Link, Meta } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box, Picture } from '../../ui/host';
import { More } from '../../ui/More';
import { Name } from '../../ui/Name';
import { Empty } from '../../ui/States';

type Card = Output<typeof postRoutes.posts>['items'][number];
type Site = Output<typeof siteRoutes.site>;

/** Latest posts, of all columns or of one. The first rows come with the home answer; more are asked for only when wanted. */
export function Posts({ me, unitId, site, latest }: { me: Mine; unitId: string; site: Site; latest: readonly Card[] }): ReactNode {
  const [column, setColumn] = useState('all');
  const [all, setAll] = useState(false);
  const listed = column !== 'all' || all;
  const pages = usePages(routes.posts, listed ? { unitId, ...(column === 'all' ? {} : { columnId: column }) } : null);
  const mayWrite = may(me, 'post.write', unitId);
  const write = mayWrite ? <Button small icon="writing" onTap={() => open(paths.writePost(unitId, column === 'all' ? undefined : column))}>写帖</Button> : null;
  const none = <Empty icon="writing" text={column === 'all' ? '网站上还没有帖子。写第一篇' : '这个栏目还没有帖子。'}>{write}</Empty>;
  return (
    <Box as="section" label="帖子">
      <Box className="news-head">
        <Box className="news-chips"><Chips label="栏目" value={column} onChange={setColumn} options={[{ value: 'all', text: '全部' }, ...site.columns.map((one) => ({ value: one.id, text: one.name }))]} /></Box>
        {write}
      </Box>
      {listed ? (
        <Async from={pages.first} rows={2}>
          {() => (pages.rows?.length ? <>{pages.rows.map((post) => <PostRow key={post.id} unitId={unitId} post={post} />)}<More pages={pages} /><Box className="more"><Button kind="quiet" onTap={() => open(paths.column(unitId, column === 'all' ? undefined : column))}>按热门、未回应看</Button></Box></> : none)}
        </Async>
      ) : latest.length > 0 ? (
        <>
          {latest.map((post) => <PostRow key={post.id} unitId={unitId} post={post} />)}
          <Box className="more"><Button kind="quiet" onTap={() => setAll(true)}>看更早的帖子</Button><Button kind="quiet" onTap={() => open(paths.forum())}>党员论坛</Button><Button kind="quiet" onTap={() => open(paths.column())}>别的支部在说什么</Button></Box>
        </>
      ) : none}
    </Box>
  );
}

/** One post in a list: who, where, when, the first lines. */
export function PostRow({ unitId, post, site }: { unitId: string; post: Card; /** Of another site: its name. */ site?: string }): ReactNode {
  return (
    <Link to={paths.post(unitId, post.id)} className="card post-card">
      <Box className="who">
        <Avatar name={post.author.name} seed={post.author.id} />
        <Box className="who-words">
          <Box className="who-name"><Name>{post.author.name}</Name> {post.author.company ? <Tag>{post.author.company}</Tag> : null}</Box>
          <Meta parts={[site, post.column.name, ago(post.publishedAt), post.visibility === 'branch' ? null : visibilityNames[post.visibility]]} />
        </Box>
      </Box>
      <Box className="post-both">
        <Box className="post-words">
          <Box className="post-title"><Name>{post.title}</Name></Box>
          {post.excerpt ? <Box className="post-excerpt line-3">{post.excerpt}</Box> : null}
          {post.state !== 'published' ? <Box className="tags post-tags"><Tag tone="info">{post.state === 'pending' ? '待审 · 仅自己可见' : '未公开 · 仅自己可见'}</Tag></Box> : null}
        </Box>
        {post.cover ? <Box className="post-cover"><Picture className="image-in" src={absolute(post.cover.thumbUrl)} alt={post.cover.alt} />{post.pictures > 1 ? <Box className="image-state">{post.pictures} 张</Box> : null}</Box> : null}
      </Box>
      {post.comments > 0 ? <Meta className="post-comments" parts={[`${post.comments} 条点评`]} /> : null}
    </Link>
  );
}
