import { paths } from '@branch/shared/paths';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { mostDrafts } from '@branch/shared/posts/rules';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Card, Link, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import '../body.scss';
import { toast } from '../../ui/Toast';

/** My drafts, whatever device they were written on. */
export default function DraftsPage(): ReactNode {
  const drafts = useRoute(draftRoutes.drafts, {});
  const [dropping, setDropping] = useState<{ id: string; unitId: string; title: string } | null>(null);
  const drop = async (): Promise<void> => {
    if (!dropping) return;
    try {
      await call(draftRoutes.dropDraft, { unitId: dropping.unitId, draftId: dropping.id });
      drafts.set((before) => ({ items: before.items.filter((one) => one.id !== dropping.id) }));
      toast('已删除');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    setDropping(null);
  };
  return (
    <Page title="我的草稿" subtitle={`只有您看得到，最多留 ${mostDrafts} 篇`}>
      <Async from={drafts} rows={2}>
        {({ items }) => (items.length === 0 ? <Empty icon="writing" text="没有草稿。写帖时会自动存到这里。" /> : items.map((draft) => (
          <Card key={draft.id} label={draft.title || '没有标题'}>
            <Box className="draft-row">
              <Link to={draft.postId ? paths.editPost(draft.unitId, draft.postId) : paths.draft(draft.unitId, draft.id)} className="draft-link">
                <Box className="post-title">{draft.title.trim() || '（还没有标题）'}</Box>
                {draft.excerpt ? <Box className="post-excerpt line-2">{draft.excerpt}</Box> : null}
                <Meta parts={[draft.unitName, ago(draft.savedAt), draft.postId ? '改已发布的帖子' : null]} />
                {draft.note ? <Box className="tags draft-note"><Tag tone="warn">{draft.note}</Tag></Box> : null}
              </Link>
              <IconButton icon="trash" label={`删除草稿：${draft.title || '没有标题'}`} onTap={() => setDropping(draft)} />
            </Box>
          </Card>
        )))}
      </Async>
      <Confirm open={dropping !== null} title="删除这篇草稿？" yes="删除" danger onYes={drop} onClose={() => setDropping(null)}>{dropping?.title || '没有标题'}。删除以后找不回来。</Confirm>
    </Page>
  );
}
