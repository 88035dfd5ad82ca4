import { paths } from '@branch/shared/paths';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useRef, useState } from 'react';
import { usePages } from '../../kit/usePages';
import { dayName } from '../../kit/time';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Link, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Empty } from '../../ui/States';
import { Sign } from '../FaceCard';
import '../site.scss';

/** 发现: the sites online, by community, by name; those who wrote last stand first. */
export default function SitesPage(): ReactNode {
  const [q, setQ] = useState('');
  const [community, setCommunity] = useState('');
  // The choices come with the first answer and stay while it is narrowed.
  const [communities, setCommunities] = useState<readonly { id: string; name: string; online: number }[]>([]);
  const words = useRef<TextHandle>(null);
  const pages = usePages(siteRoutes.online, { ...(q ? { q } : {}), ...(community ? { communityId: community } : {}) });
  const found = pages.first.data as { communities: typeof communities } | null;
  if (found && communities.length === 0 && found.communities.length > 0) setCommunities(found.communities);
  const search = (): void => setQ(words.current?.value.trim() ?? '');
  return (
    <Page title="发现支部" wide>
      <Box className="search-row">
        <Box className="grow"><Input label="支部或网站名称" bare type="search" maxLength={40} placeholder="支部或网站名称" handle={words} onEnter={search} /></Box>
        <Button icon="search" onTap={search}>搜索</Button>
      </Box>
      {communities.length > 1 ? <Select label="社区" value={community} onChange={setCommunity} options={[{ value: '', text: '全部社区' }, ...communities.map((one) => ({ value: one.id, text: `${one.name}（${one.online}）` }))]} /> : null}
      <Async from={pages.first} rows={3}>
        {() => {
          const rows = pages.rows ?? [];
          if (rows.length === 0) return <Empty icon="search" text={q ? `没有找到“${q}”。` : '还没有上线的网站。'} />;
          return (
            <Box className="even-grid">
              {rows.map((site) => (
                <Link key={site.unitId} to={paths.siteFace(site.unitId)} className="card site-card">
                  <Sign name={site.name} banner={site.banner} theme={site.theme} small />
                  <Box className="tags-in"><Box>{site.unitName}</Box>{site.exemplary ? <Tag tone="gold">精品</Tag> : null}</Box>
                  <Meta parts={[site.communityName, site.members === null ? null : `${site.members} 名党员`, site.lastUpdateAt ? `${dayName(site.lastUpdateAt)}更新` : null]} />
                </Link>
              ))}
            </Box>
          );
        }}
      </Async>
      <More pages={pages} />
    </Page>
  );
}
