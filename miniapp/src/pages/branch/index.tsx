import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function BranchPage(): React.ReactNode {
  return (
    <Page title="支部" tab="branch">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
