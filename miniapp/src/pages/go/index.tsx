import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function GoPage(): React.ReactNode {
  return (
    <Page title="正在打开">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
