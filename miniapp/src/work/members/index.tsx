import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function WorkMembersPage(): React.ReactNode {
  return (
    <Page title="成员">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
