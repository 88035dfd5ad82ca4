import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import type { ReactNode } from 'react';
import { may, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Meta } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { FaceCard } from '../FaceCard';
import { dateWords } from '../words';

/** A site as anybody sees it; before it is online, its own people see the same as a preview. */
export default function FacePage(): ReactNode {
  const query = useQuery();
  const unitId = query.unit ?? '';
  return <Page title="网站">{query.preview === 'yes' ? <Preview unitId={unitId} /> : <Face unitId={unitId} />}</Page>;
}

function Face({ unitId }: { unitId: string }): ReactNode {
  const face = useRoute(siteRoutes.face, unitId ? { siteId: unitId } : null);
  return (
    <Async from={face} rows={2}>
      {(site) => (
        <>
          <FaceCard face={site} />
          <Meta parts={[site.unitName, site.communityName, site.lastUpdateAt ? `最近更新 ${dateWords(site.lastUpdateAt)}` : null]} />
        </>
      )}
    </Async>
  );
}

/** Whoever may apply sees what is being written; other members see the site as it stands. */
function Preview({ unitId }: { unitId: string }): ReactNode {
  const me = useMe();
  const mayApply = may(me, 'site.apply', unitId);
  const application = useRoute(applicationRoutes.application, me && mayApply ? { unitId } : null);
  const site = useRoute(siteRoutes.site, me ? { unitId } : null);
  return (
    <>
      <Banner tone="info" title="预览">{site.data?.state === 'online' ? '网站已经上线，没有登录的访客看到的就是这样。' : '网站上线以后，没有登录的访客看到的就是这样。现在访客还看不到。'}</Banner>
      {mayApply ? <Async from={application} rows={2}>{({ content }) => <FaceCard face={content} />}</Async> : <Async from={site} rows={2}>{(one) => <FaceCard face={one} />}</Async>}
    </>
  );
}
