import { paths } from '@branch/shared/paths';
import { postRoutes } from '@branch/shared/posts/routes';
import { unitKindNames } from '@branch/shared/roles';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useState } from 'react';
import { type MyUnit, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { usePages } from '../../kit/usePages';
import { useRoute } from '../../kit/useRoute';
import { PostRow } from '../../pages/branch/Posts';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Progress';
import { Empty } from '../../ui/States';

type Above = MyUnit['path'][number];

/** 党员论坛 (SITE-6): the columns of the community's and the district's own site, open to every member beneath. */
export default function ForumPage(): ReactNode {
  const me = useMe();
  const unit = unitNow(me);
  const levels = (unit?.path ?? []).filter((one) => one.kind === 'community' || one.kind === 'district').reverse();
  const [chosen, setChosen] = useState<string | null>(null);
  const level = levels.find((one) => one.id === chosen) ?? levels[0];
  return (
    <Page title="党员论坛" subtitle={level?.name} strip={levels.length > 1 ? <Chips label="哪一级" value={level?.id ?? ''} onChange={setChosen} options={levels.map((one) => ({ value: one.id, text: one.kind === 'community' ? '社区' : unitKindNames[one.kind] }))} /> : undefined}>
      {!me ? <Skeleton rows={2} /> : level ? <Level key={level.id} level={level} /> : <Empty icon="users" text="加入支部以后，就能看到社区和区里的论坛。" />}
    </Page>
  );
}

function Level({ level }: { level: Above }): ReactNode {
  const site = useRoute(siteRoutes.site, { unitId: level.id });
  const [column, setColumn] = useState('all');
  const pages = usePages(postRoutes.posts, { unitId: level.id, ...(column === 'all' ? {} : { columnId: column }) });
  const columns = site.data?.columns ?? [];
  const now = columns.find((one) => one.id === column);
  const write = columns.length > 0 ? <Button small icon="writing" onTap={() => open(paths.writePost(level.id, column === 'all' ? undefined : column))}>写帖</Button> : null;
  return (
    <Async from={site} rows={2}>
      {() => (
        <>
          <Card label="栏目">
            <Chips wrap label="栏目" value={column} onChange={setColumn} options={[{ value: 'all', text: '全部' }, ...columns.map((one) => ({ value: one.id, text: one.name }))]} />
            <Box className="card-end"><Box className="faint">{now?.rules || `${level.name}的党员都能看、都能写。`}</Box>{now?.pseudonyms ? <Button small kind="quiet" onTap={() => open(paths.anonymous(level.id, now.id))}>匿名写</Button> : null}{write}</Box>
          </Card>
          <Async from={pages.first} rows={3}>{() => (pages.rows?.length ? pages.rows.map((post) => <PostRow key={post.id} unitId={level.id} post={post} />) : <Empty icon="writing" text="这里还没有帖子。写第一篇" />)}</Async>
          <More pages={pages} />
        </>
      )}
    </Async>
  );
}
