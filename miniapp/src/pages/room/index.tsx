import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function RoomPage(): React.ReactNode {
  return (
    <Page title="会议室">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
