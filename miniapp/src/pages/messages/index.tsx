import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function MessagesPage(): React.ReactNode {
  return (
    <Page title="消息" tab="messages">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
