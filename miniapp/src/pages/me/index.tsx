import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function MePage(): React.ReactNode {
  return (
    <Page title="我的" tab="me">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
