import { paths } from '@branch/shared/paths';
import { siteRoutes } from '@branch/shared/sites/routes';
import type { ReactNode } from 'react';
import { open, signInFirst } from '../../kit/paths';
import { dayName } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Link, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';

/** What a visitor sees: what this is, the three ways in, and the sites that are online, whose public posts anybody may read (SITE-5). */
export function Visitor(): ReactNode {
  return (
    <>
      <Card>
        <Box as="h2" className="h2 tight">支部的日常，在网上继续</Box>
        <Box className="para soft">同一幢楼里几十家单位的党员，白天各忙各的。在这里开网上组织生活、读两分钟补学、互相帮忙，也和支部说说话。</Box>
        <Box className="btn-row"><Button kind="primary" wide onTap={() => signInFirst()}>登录</Button></Box>
      </Card>
      <Card>
        <List label="还没有账号">
          <Row icon="key" title="用邀请码激活" hint="书记给过您一个邀请码" onTap={() => void open(paths.activate())} />
          <Row icon="user-plus" title="申请加入支部" hint="按名称找到支部，书记会处理" onTap={() => void open(paths.join())} />
        </List>
      </Card>
      <Sites />
    </>
  );
}

/** Sites that wrote lately. Where none is online, or the list does not come, the page is as good without. */
function Sites(): ReactNode {
  const found = useRoute(siteRoutes.online, { limit: 5 });
  if (!found.data?.items.length) return null;
  return (
    <Card title="支部网站" aside={<Link className="aside-link" to={paths.sites()}>全部<Icon name="chevron-right" size="s" /></Link>}>
      <List label="支部网站">
        {found.data.items.map((site) => <Row key={site.unitId} title={site.name} hint={[site.unitName, site.lastUpdateAt ? `${dayName(site.lastUpdateAt)}更新` : null].filter(Boolean).join(' · ')} end={site.exemplary ? <Tag tone="gold">精品</Tag> : null} to={paths.siteFace(site.unitId)} />)}
      </List>
      <Box className="btn-row"><Button kind="quiet" icon="search" onTap={() => open(paths.search())}>搜公开的文章</Button></Box>
    </Card>
  );
}
