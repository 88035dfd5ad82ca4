import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function ServiceItemPage(): React.ReactNode {
  return (
    <Page title="服务">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
