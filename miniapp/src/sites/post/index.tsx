import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';

export default function PostPage(): React.ReactNode {
  return (
    <Page title="帖子">
      <Empty text="这一页正在写。" />
    </Page>
  );
}
