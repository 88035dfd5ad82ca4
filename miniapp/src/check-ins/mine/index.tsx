import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function MyCheckInsPage(): React.ReactNode {
  return (
    <Page title="我的报到">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
