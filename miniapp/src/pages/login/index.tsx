import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function LoginPage(): React.ReactNode {
  return (
    <Page title="登录">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
