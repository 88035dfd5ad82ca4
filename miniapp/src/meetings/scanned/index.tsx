import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { clock } from '@branch/shared/time';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { replace, signInFirst } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { asRefused, type Refused } from '../../kit/refused';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Progress';
import { Banner, ErrorState } from '../../ui/States';
import '../meetings.scss';

type Done = Output<typeof callingRoutes.scan>;

/** Where a scanned sign-in code leads: signed in at once, or told why not. Address: `id`, `code`. */
export default function ScannedPage(): ReactNode {
  const { id = '', code = '' } = useQuery();
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<Refused | null>(null);
  const asked = useRef(false);
  const signIn = useCallback(async (): Promise<void> => {
    setFailure(null);
    try {
      setDone(await call(callingRoutes.scan, { meetingId: id, code }));
    } catch (thrown) {
      setFailure(asRefused(thrown));
    }
  }, [id, code]);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void signIn();
  }, [signIn]);
  if (done) {
    return (
      <Page title="签到">
        <Card>
          <Box className="signed-in" role="status"><Icon name="check" size="l" /><Box className="h1">{done.before ? '您已经签过到' : '签到好了'}</Box><Box>{done.title}</Box><Box className="soft">{clock(new Date(done.at))} 签到</Box></Box>
        </Card>
        <Box className="btn-row even"><Button kind="primary" wide onTap={() => replace(paths.meeting(done.unitId, id))}>看议题和材料</Button><Button wide onTap={() => replace(paths.room(done.unitId, done.roomId))}>进会议室</Button></Box>
      </Page>
    );
  }
  if (failure?.status === 401) {
    return (
      <Page title="签到">
        <Banner tone="info" title="先登录，再签到">登录好会回到这里；码每 30 秒换一个，登录后请对着屏幕再扫一次。</Banner>
        <Button kind="primary" wide onTap={() => signInFirst()}>登录</Button>
      </Page>
    );
  }
  return <Page title="签到">{failure ? <ErrorState failure={failure} {...(failure.passing ? { onRetry: () => void signIn() } : {})} /> : <Skeleton rows={1} onRetry={signIn} />}</Page>;
}
