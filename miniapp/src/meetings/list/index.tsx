import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function MeetingListPage(): React.ReactNode {
  return (
    <Page title="会议">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
