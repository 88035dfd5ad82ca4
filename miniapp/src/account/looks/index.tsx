import { accountRoutes } from '@branch/shared/members/account-routes';
import { paths } from '@branch/shared/paths';
import { dateAndClock } from '@branch/shared/time';
import type { ReactNode } from 'react';
import type { IconName } from '../../../config/icon-names';
import { open } from '../../kit/paths';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

const looks: Record<string, { text: string; icon: IconName }> = {
  phone: { text: '看了您的完整手机号', icon: 'eye' },
  exportFull: { text: '导出了名册，含完整手机号', icon: 'download' },
  exportMasked: { text: '导出了名册，手机号隐去中间四位', icon: 'download' },
};

/** 谁看过我的信息 (RIGHT-2): when, who, in what role, why. */
export default function LooksPage(): ReactNode {
  const found = useRoute(accountRoutes.looks, {});
  return (
    <Page title="谁看过我的信息">
      <Async from={found} rows={2}>
        {({ items }) => items.length === 0 ? <Empty icon="eye-off" text="没有人看过您的手机号，也没有人导出过有您的名册。" /> : (
          <Card>
            <List label="谁看过我的信息">
              {items.map((look, i) => <Row key={`${look.at} ${i}`} icon={looks[look.what]?.icon ?? 'eye'} title={`${look.who ?? '系统'}（${look.as}）${looks[look.what]?.text ?? ''}`} hint={look.reason ? `理由：${look.reason}` : null} end={dateAndClock(new Date(look.at))} />)}
            </List>
          </Card>
        )}
      </Async>
      <Box className="faint">记录不能修改或删除，最多显示最近 200 条。觉得不妥时，可以问问本人，或向书记、上级反映。</Box>
      <Box className="btn-row"><Button icon="lock" onTap={() => open(paths.consents())}>谁能看到什么，由我决定</Button></Box>
    </Page>
  );
}
