import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function DirectoryPage(): React.ReactNode {
  return (
    <Page title="通讯录">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
