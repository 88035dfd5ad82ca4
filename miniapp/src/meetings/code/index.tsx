import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import type { ReactNode } from 'react';
import { copyText } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { BigCode } from '../BigCode';
import '../meetings.scss';

/** The meeting's code over the whole page, to show on a screen or to print. Address: `unit`, `id`. */
export default function MeetingCodePage(): ReactNode {
  const { unit = '', id = '' } = useQuery();
  const code = useRoute(callingRoutes.qr, unit && id ? { unitId: unit, meetingId: id } : null);
  return (
    <Page title="会议二维码">
      <Async from={code}>
        {({ qr, link, title }) => (
          <BigCode qr={qr} alt={`“${title}”的二维码`} title={title}>
            <Box className="soft">扫一扫，看议题和材料，答复参加或请假。</Box>
            <Box className="btn-row center"><Button icon="copy" onTap={async () => toast((await copyText(link)) ? '链接已复制' : '没有复制成功，请长按文字选取。')}>复制链接</Button></Box>
          </BigCode>
        )}
      </Async>
    </Page>
  );
}
