import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { fullDate } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { copyText, isH5 } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import '../meetings.scss';

/** A calendar program opens `webcal:` itself; everything else is a copy away. */
const webcal = (address: string): string => address.replace(/^https?:/, 'webcal:');

/** One's own address to subscribe to the unit's meetings by: to see, to copy, to renew, to stop. Address: `unit`. */
export default function CalendarPage(): ReactNode {
  const { unit = '' } = useQuery();
  const feed = useRoute(callingRoutes.feed, unit ? { unitId: unit } : null);
  const [renewing, setRenewing] = useState(false);
  const act = async (work: () => Promise<unknown>, words: string): Promise<void> => {
    setRenewing(false);
    try {
      await work();
      toast(words);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const renew = (words: string): Promise<void> => act(async () => feed.set(await call(callingRoutes.renewFeed, { unitId: unit })), words);
  const stop = (): Promise<void> => act(async () => { await call(callingRoutes.endFeed, { unitId: unit }); feed.set({ address: null, madeAt: null }); }, '已停用，旧地址当场就没有了');
  return (
    <Page title="订阅日历">
      <Async from={feed} rows={1}>
        {({ address, madeAt }) => (
          <>
            <Card title="会议自己出现在您的日历里">
              <Box className="para">订阅一次，以后召集的会、改了的时间、取消的会，手机和电脑的日历会自己跟上。</Box>
              <Box className="para soft">日历里只有题目、时间和链接，没有人名。地址是您一个人的，请不要转发；离开支部后它就失效。</Box>
            </Card>
            {address === null ? <Button kind="primary" wide icon="calendar-plus" onTap={() => renew('地址做好了')}>生成我的订阅地址</Button> : (
              <Card title="我的订阅地址" aside={madeAt ? `${fullDate(new Date(madeAt))}生成` : undefined}>
                <Box className="share-text"><Span copyable>{address}</Span></Box>
                <Box className="btn-row">
                  <Button kind="primary" icon="copy" onTap={async () => toast((await copyText(address)) ? '已复制，去日历里“添加订阅日历”' : '没有复制成功，请长按文字选取。')}>复制地址</Button>
                  {isH5 ? <Button icon="calendar-plus" onTap={() => { window.location.href = webcal(address); }}>用日历打开</Button> : null}
                </Box>
                <Box className="field-hint">苹果：设置 → 日历 → 账户 → 添加订阅日历。安卓和电脑：在日历程序里选“通过网址添加”。</Box>
                <Box className="btn-row meeting-acts"><Button icon="refresh" onTap={() => setRenewing(true)}>换一个地址</Button><Button kind="quiet" onTap={stop}>停用</Button></Box>
              </Card>
            )}
          </>
        )}
      </Async>
      <Confirm open={renewing} title="换一个地址？" yes="换" onYes={() => renew('换好了，旧地址已经失效')} onClose={() => setRenewing(false)}>旧地址马上失效，用它订阅的日历要重新添加。地址给别人看到了，就换一个。</Confirm>
    </Page>
  );
}
