import { paths } from '@branch/shared/paths';
import { type postRoutes, postRoutes as routes, visibilityNames } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import type { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useState } from 'react';
import { may, type Mine } from '../../kit/me';
import { open } from '../../kit/paths';
import { ago } from '../../kit/time';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Link, Meta } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
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
          {() => (pages.rows?.length ? <>{pages.rows.map((post) => <PostRow key={post.id} unitId={unitId} post={post} />)}<More pages={pages} /></> : none)}
        </Async>
      ) : latest.length > 0 ? (
        <>
          {latest.map((post) => <PostRow key={post.id} unitId={unitId} post={post} />)}
          <Box className="more"><Button kind="quiet" onTap={() => setAll(true)}>看更早的帖子</Button></Box>
        </>
      ) : none}
    </Box>
  );
}

/** One post in a list: who, where, when, the first lines. */
export function PostRow({ unitId, post }: { unitId: string; post: Card }): ReactNode {
  return (
    <Link to={paths.post(unitId, post.id)} className="card post-card">
      <Box className="who">
        <Avatar name={post.author.name} seed={post.author.id} />
        <Box className="who-words">
          <Box className="who-name">{post.author.name} {post.author.company ? <Tag>{post.author.company}</Tag> : null}</Box>
          <Meta parts={[post.column.name, ago(post.publishedAt), post.visibility === 'branch' ? null : visibilityNames[post.visibility]]} />
        </Box>
      </Box>
      <Box className="post-title">{post.title}</Box>
      {post.excerpt ? <Box className="post-excerpt line-3">{post.excerpt}</Box> : null}
    </Link>
  );
}
