import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function SettingsPage(): React.ReactNode {
  return (
    <Page title="设置">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
