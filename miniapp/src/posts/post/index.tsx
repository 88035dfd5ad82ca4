import { postRoutes, visibilityNames } from '@branch/shared/posts/routes';
import { paths } from '@branch/shared/paths';
import { useShareAppMessage } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { copyText, isH5 } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { IconButton, ShareButton } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';

/** One post to read. */
export default function PostPage(): ReactNode {
  const { unit, id } = useQuery();
  const post = useRoute(postRoutes.post, unit && id ? { unitId: unit, postId: id } : null);
  const path = paths.post(unit ?? '', id ?? '');
  useShareAppMessage(() => ({ title: post.data?.title ?? '在线支部', path }));
  const share = async (): Promise<void> => {
    toast((await copyText(`${window.location.origin}${path}`)) ? '链接已复制' : '没有复制成功，请从地址栏复制');
  };
  return (
    <Page title={post.data?.column.name ?? '帖子'} actions={isH5 ? <IconButton icon="link" label="复制链接" onTap={share} /> : undefined}>
      <Async from={post} rows={1}>
        {(one) => (
          <>
            <Card className="post-page">
              <Box as="h2" className="h1">{one.title}</Box>
              <Box className="gap" />
              <Box className="who">
                <Avatar name={one.author.name} seed={one.author.id} />
                <Box className="who-words">
                  <Box className="who-name">{one.author.name} {one.author.company ? <Tag>{one.author.company}</Tag> : null}</Box>
                  <Meta parts={[ago(one.publishedAt), one.column.name, visibilityNames[one.visibility]]} />
                </Box>
              </Box>
              <Words text={one.text} />
            </Card>
            <Box className="btn-row"><ShareButton>转给同志</ShareButton></Box>
          </>
        )}
      </Async>
    </Page>
  );
}

/** Paragraphs as they were typed. */
function Words({ text }: { text: string }): ReactNode {
  return <>{text.split(/\n{2,}/).map((part, i) => <Box key={i} className="para">{part}</Box>)}</>;
}
