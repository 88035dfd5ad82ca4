import { siteRoutes } from '@branch/shared/sites/routes';
import type { Theme } from '@branch/shared/sites/routes';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { Tabs } from '../../ui/Tabs';
import { toast } from '../../ui/Toast';
import { Sign } from '../FaceCard';
import { ThemePicker } from '../ThemePicker';
import { ColumnsEditor } from './ColumnsEditor';
import '../site.scss';

type Site = Output<typeof siteRoutes.site>;

/** 名称与栏目: what the branch's site says of itself, and its columns; the web team changes both here. */
export default function SitePage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const site = useRoute(siteRoutes.site, unitId ? { unitId } : null);
  const [tab, setTab] = useState<'face' | 'columns'>('face');
  return (
    <Page title="名称与栏目" subtitle={site.data?.name} desk="site">
      <Tabs label="网站设置" value={tab} onChange={setTab} tabs={[{ value: 'face', text: '名称与主题' }, { value: 'columns', text: '栏目' }]}>
        {tab === 'face' ? <Async from={site} rows={2}>{(one) => <FaceForm key={unitId} unitId={unitId} site={one} onSaved={(next) => site.set(next)} />}</Async> : <ColumnsEditor key={unitId} unitId={unitId} />}
      </Tabs>
    </Page>
  );
}

function FaceForm({ unitId, site, onSaved }: { unitId: string; site: Site; onSaved: (site: Site) => void }): ReactNode {
  const name = useRef<TextHandle>(null);
  const banner = useRef<TextHandle>(null);
  const introduction = useRef<TextHandle>(null);
  const [theme, setTheme] = useState<Theme>(site.theme);
  const attempt = useAttempt();
  const save = async (): Promise<void> => {
    await attempt.run(async () => {
      onSaved(await call(siteRoutes.edit, { unitId, name: name.current?.value ?? '', banner: banner.current?.value ?? '', introduction: introduction.current?.value ?? '', theme }));
      toast('已保存');
    });
  };
  return (
    <>
      <Sign name={site.name} banner={site.banner} theme={theme} small />
      <Card>
        <Input label="网站名称" required maxLength={40} defaultValue={site.name} handle={name} error={attempt.error?.field('name')} />
        <Input label="一句话" maxLength={80} defaultValue={site.banner} hint="放在网站名称下面" handle={banner} error={attempt.error?.field('banner')} />
        <Textarea label="简介" maxLength={500} rows={5} defaultValue={site.introduction} handle={introduction} error={attempt.error?.field('introduction')} />
        <ThemePicker value={theme} onChange={setTheme} />
        {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Box className="btn-row"><Button kind="primary" onTap={save}>保存</Button></Box>
      </Card>
    </>
  );
}
