import { publicRoutes } from '@branch/shared/posts/public-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode } from 'react';
import { useQuery } from '../../kit/query';
import { usePages } from '../../kit/usePages';
import { useRoute } from '../../kit/useRoute';
import { PostRow } from '../../pages/branch/Posts';
import { Sign } from '../../sites/FaceCard';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import '../../sites/site.scss';

/** A site that is online, as anybody sees it: its sign, what it says of itself, and what it has published for everybody (SITE-5). */
export default function PublicSitePage(): ReactNode {
  const siteId = useQuery().unit ?? '';
  const face = useRoute(siteRoutes.face, siteId ? { siteId } : null);
  const pages = usePages(publicRoutes.posts, siteId ? { siteId } : null);
  return (
    <Page title={face.data?.name ?? '支部网站'} subtitle={face.data ? [face.data.unitName, face.data.communityName].filter(Boolean).join(' · ') : undefined}>
      <Async from={face} rows={1}>
        {(site) => (
          <>
            <Sign name={site.name} banner={site.banner} theme={site.theme} />
            {site.exemplary ? <Box className="tags"><Tag tone="gold">精品网站</Tag></Box> : null}
            {site.introduction ? <Box className="para soft">{site.introduction}</Box> : null}
            {site.columns.length > 0 ? <Meta parts={[`栏目：${site.columns.map((column) => column.name).join('、')}`]} /> : null}
            <Box as="h2" className="h2">向社会公开的文章</Box>
            <Async from={pages.first} rows={2}>
              {() => (pages.rows?.length ? pages.rows.map((post) => <PostRow key={post.id} unitId={siteId} post={post} />) : <Empty icon="notes" text="还没有向社会公开的文章。" />)}
            </Async>
            <More pages={pages} />
          </>
        )}
      </Async>
    </Page>
  );
}
