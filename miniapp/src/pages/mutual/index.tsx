import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function MutualPage(): React.ReactNode {
  return (
    <Page title="互助" tab="mutual">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
