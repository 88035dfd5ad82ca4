import { paths } from '@branch/shared/paths';
import { type PostOrder, postOrderNames, postOrders, postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useState } from 'react';
import { may, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { usePages } from '../../kit/usePages';
import { useRoute } from '../../kit/useRoute';
import { PostRow } from '../../pages/branch/Posts';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import '../body.scss';

const none: Record<PostOrder, string> = { latest: '这里还没有帖子。', discussed: '还没有人点评。', unanswered: '都有人点评过了。' };

/** The posts of a column in three orders. 热门 goes by comments, never by reads. Without a unit: what other sites show to me. */
export default function ColumnPage(): ReactNode {
  const { unit, id } = useQuery();
  return unit ? <OfSite unitId={unit} first={id} /> : <OfOthers />;
}

function OfSite({ unitId, first }: { unitId: string; first?: string }): ReactNode {
  const me = useMe();
  const [column, setColumn] = useState(first ?? 'all');
  const [order, setOrder] = useState<PostOrder>('latest');
  const site = useRoute(siteRoutes.site, { unitId });
  const pages = usePages(postRoutes.posts, { unitId, order, ...(column === 'all' ? {} : { columnId: column }) });
  const columns = site.data?.columns ?? [];
  const now = columns.find((one) => one.id === column);
  const write = may(me, 'post.write', unitId) && !now?.closed ? <Button small icon="writing" onTap={() => open(paths.writePost(unitId, column === 'all' ? undefined : column))}>写帖</Button> : null;
  return (
    <Page title={now?.name ?? '全部帖子'} subtitle={site.data?.name} actions={write} strip={<Chips label="栏目" value={column} onChange={setColumn} options={[{ value: 'all', text: '全部' }, ...columns.map((one) => ({ value: one.id, text: one.name }))]} />}>
      {now?.pseudonyms && may(me, 'post.write', unitId) ? <Box className="btn-row"><Button small kind="quiet" icon="eye-off" onTap={() => open(paths.anonymous(unitId, now.id))}>匿名写，看我匿名写的</Button></Box> : null}
      {now?.rules ? <Box className="faint column-rules">{now.rules}</Box> : null}
      <Chips label="次序" value={order} onChange={setOrder} options={postOrders.map((value) => ({ value, text: postOrderNames[value] }))} />
      <Async from={pages.first} rows={3}>
        {() => (pages.rows?.length ? pages.rows.map((post) => <PostRow key={post.id} unitId={unitId} post={post} />) : <Empty icon="writing" text={none[order]}>{order === 'latest' ? write : null}</Empty>)}
      </Async>
      <More pages={pages} />
    </Page>
  );
}

function OfOthers(): ReactNode {
  const pages = usePages(postRoutes.wider, {});
  return (
    <Page title="别的支部在说什么">
      <Async from={pages.first} rows={3}>
        {() => (pages.rows?.length ? pages.rows.map((post) => <PostRow key={post.id} unitId={post.unitId} site={post.siteName} post={post} />) : <Empty icon="writing" text="还没有给您看的帖子。" />)}
      </Async>
      <More pages={pages} />
    </Page>
  );
}
