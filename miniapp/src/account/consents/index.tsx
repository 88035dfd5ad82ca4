import { directoryRoutes } from '@branch/shared/members/directory-routes';
import { meRoutes } from '@branch/shared/members/routes';
import { fullDate } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';

const purposes = [
  { key: 'directoryPhone', text: '本支部党员可以在通讯录里看到我的手机号', hint: '不同意时，通讯录里只有姓名和单位' },
  { key: 'photo', text: '支部可以在网站上使用有我的活动照片', hint: '不同意时，有您的照片不会放到网站上' },
] as const;

/** My consents by purpose, with dates; withdrawing is as easy as giving. */
export default function ConsentsPage(): ReactNode {
  const consents = useRoute(meRoutes.consents, {});
  const [busy, setBusy] = useState(false);
  const change = async (purpose: (typeof purposes)[number]['key'], given: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await call(meRoutes.setConsent, { purpose, given });
      await consents.reload();
      toast(given ? '已同意' : '已撤回，立即生效');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title="同意事项">
      <Async from={consents} rows={1}>
        {({ items }) => purposes.map((purpose) => {
          const found = items.find((item) => item.purpose === purpose.key);
          const given = found !== undefined && found.givenAt !== null && found.withdrawnAt === null;
          const since = found ? (given ? found.givenAt : found.withdrawnAt) : null;
          return (
            <Card key={purpose.key}>
              <Switch checked={given} onChange={(next) => void change(purpose.key, next)} hint={purpose.hint}>{purpose.text}</Switch>
              <Box className="faint">{given && since ? `${fullDate(new Date(since))}同意 · 第 ${found?.version ?? ''} 版说明` : since ? `${fullDate(new Date(since))}撤回` : '没有同意过'}</Box>
            </Card>
          );
        })}
      </Async>
      <CompanyCard />
      <Box className="faint">同意与否，都不影响开会、投票和预约。</Box>
    </Page>
  );
}

/** The company in the directory: shown unless its owner hides it (ORG-7). */
function CompanyCard(): ReactNode {
  const mine = useRoute(directoryRoutes.mine, {});
  if (!mine.data) return null;
  const change = async (showsCompany: boolean): Promise<void> => {
    try {
      await call(directoryRoutes.choose, { showsCompany });
      mine.set((before) => ({ ...before, showsCompany }));
      toast(showsCompany ? '通讯录里会显示单位' : '通讯录里不再显示单位');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return <Card><Switch checked={mine.data.showsCompany} onChange={(next) => void change(next)} hint="不显示时，只有书记在名册里看得到">通讯录里显示我的单位</Switch></Card>;
}
