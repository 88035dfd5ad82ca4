import { directoryRoutes } from '@branch/shared/members/directory-routes';
import { meRoutes } from '@branch/shared/members/routes';
import { fullDate } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
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
      <PublicNameCard />
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

/** Under which name strangers read what one publishes for everybody (SITE-5): the family name unless one chooses another. */
function PublicNameCard(): ReactNode {
  const mine = useRoute(directoryRoutes.mine, {});
  const words = useRef<TextHandle>(null);
  const attempt = useAttempt();
  if (!mine.data) return null;
  const { showsCompany } = mine.data;
  const save = (): Promise<boolean> => attempt.run(async () => {
    await call(directoryRoutes.choose, { showsCompany, publicName: words.current?.value.trim() ?? '' });
    await mine.reload();
    toast('公开处的名字已保存');
  });
  return (
    <Card title="向社会公开时显示的名字">
      <Box className="para soft">没有登录的人读到您公开发的文章时，看到的是“{mine.data.publicNow}”。支部的同志看到的还是本名。</Box>
      <Input label="公开处的名字" maxLength={12} hint="不填就只显示姓" defaultValue={mine.data.publicName ?? ''} handle={words} onEnter={() => void save()} error={attempt.error?.message} />
      <Box className="btn-row"><Button onTap={save}>保存名字</Button></Box>
    </Card>
  );
}
