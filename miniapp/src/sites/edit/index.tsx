import { siteRoutes, siteStateNames } from '@branch/shared/sites/routes';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { back } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Site = Output<typeof siteRoutes.site>;

/** The branch's own site: what it says of itself; the web team changes it here. */
export default function SitePage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const site = useRoute(siteRoutes.site, unitId ? { unitId } : null);
  return (
    <Page title="网站" subtitle={site.data?.name} desk="site">
      <Async from={site} rows={2}>
        {(one) => (
          <>
            <Card title="网站体检">
              <Facts rows={[['状态', <Tag key="s" tone={one.state === 'online' ? 'success' : 'warn'}>{siteStateNames[one.state]}</Tag>], ['最近更新', one.lastUpdateAt ? ago(one.lastUpdateAt) : '还没有更新过'], ['栏目', one.columns.map((column) => column.name).join('、') || '没有栏目']]} />
              {one.exemplary ? <Tag tone="gold">精品网站</Tag> : null}
            </Card>
            {may(me, 'site.edit', unitId) ? <EditForm key={unitId} unitId={unitId} site={one} onSaved={(next) => site.set(next)} /> : <Card title="简介"><Box className="para">{one.introduction || '还没有写简介。'}</Box></Card>}
          </>
        )}
      </Async>
    </Page>
  );
}

function EditForm({ unitId, site, onSaved }: { unitId: string; site: Site; onSaved: (site: Site) => void }): ReactNode {
  const name = useRef<TextHandle>(null);
  const banner = useRef<TextHandle>(null);
  const introduction = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const save = async (): Promise<void> => {
    await attempt.run(async () => {
      onSaved(await call(siteRoutes.edit, { unitId, name: name.current?.value ?? '', banner: banner.current?.value ?? '', introduction: introduction.current?.value ?? '' }));
      toast('已保存');
    });
  };
  return (
    <Card title="名称和简介">
      <Input label="网站名称" required maxLength={40} defaultValue={site.name} handle={name} error={attempt.error?.field('name')} />
      <Input label="一句话" maxLength={80} defaultValue={site.banner} hint="放在网站名称下面" handle={banner} error={attempt.error?.field('banner')} />
      <Textarea label="简介" maxLength={500} rows={5} defaultValue={site.introduction} handle={introduction} error={attempt.error?.field('introduction')} />
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="btn-row"><Button kind="primary" onTap={save}>保存</Button><Button onTap={back}>返回</Button></Box>
    </Card>
  );
}
