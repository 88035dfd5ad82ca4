import { sessionRoutes } from '@branch/shared/members/routes';
import type { Output } from '@branch/shared/route';
import { fullDate } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

type Device = Output<typeof sessionRoutes.devices>['items'][number];

/** My signed-in devices; a lost one is ended here, at once everywhere. */
export default function DevicesPage(): ReactNode {
  const devices = useRoute(sessionRoutes.devices, {});
  const [ending, setEnding] = useState<Device | 'others' | null>(null);
  const end = async (): Promise<void> => {
    try {
      if (ending === 'others') toast(`已退出 ${(await call(sessionRoutes.revokeOthers, {})).ended} 台设备`);
      else if (ending) {
        await call(sessionRoutes.revokeDevice, { sessionId: ending.id });
        toast('那台设备已退出');
      }
      setEnding(null);
      await devices.reload();
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Page title="登录的设备">
      <Async from={devices} rows={1}>
        {({ items }) => {
          const sorted = [...items].sort((a, b) => Number(b.current) - Number(a.current));
          return (
            <>
              <Card>
                <List label="登录的设备">
                  {sorted.map((device) => (
                    <Row
                      key={device.id} icon="device-mobile" title={<Box className="tags-in">{device.device || '未命名的设备'} {device.current ? <Tag tone="success">本机</Tag> : null}</Box>}
                      hint={<Span>{device.client === 'weapp' ? '小程序' : '网页'} · {fullDate(new Date(device.createdAt))}登录 · 最近 {device.lastUsedOn}</Span>}
                      end={device.current ? null : <Button small onTap={() => setEnding(device)}>退出</Button>}
                    />
                  ))}
                </List>
              </Card>
              {items.length > 1 ? <Box className="btn-row"><Button wide icon="logout" onTap={() => setEnding('others')}>退出其他所有设备</Button></Box> : <Box className="faint">只有这一台。换手机前不用特意退出。</Box>}
            </>
          );
        }}
      </Async>
      <Confirm open={ending !== null} title={ending === 'others' ? '退出其他所有设备？' : '退出这台设备？'} yes="退出" danger onYes={end} onClose={() => setEnding(null)}>立即生效，再用时要重新登录。</Confirm>
    </Page>
  );
}
