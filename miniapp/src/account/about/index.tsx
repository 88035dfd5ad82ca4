import type { ReactNode } from 'react';
import { Card, Facts } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';

/** What this is and what it keeps. */
export default function AboutPage(): ReactNode {
  return (
    <Page title="关于在线支部">
      <Card>
        <Box className="para">在线支部让同一个党支部的人，不在同一间屋子里也能过好组织生活：开会、表决、补学、互助、报到，都留下可以核对的记录。</Box>
        <Box className="para soft">它是自由软件，按 MIT 许可发布，由各地组织自己部署，数据在部署方的服务器上。</Box>
      </Card>
      <Card title="您的信息">
        <Facts rows={[
          ['手机号', '加密保存，只用来核对身份；书记查看全号要写理由，您看得到谁看过'],
          ['会上发言', '会议结束后不再改动，可以核对'],
          ['报到', '由您自己的发帖、留言和发言算出，每一次都能点开看'],
          ['位置、通讯录', '不读取'],
        ]} />
      </Card>
    </Page>
  );
}
