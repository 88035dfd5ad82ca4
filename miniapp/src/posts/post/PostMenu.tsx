import { nobodyId } from '@branch/shared/nobody';
import { paths } from '@branch/shared/paths';
import { postRoutes } from '@branch/shared/posts/routes';
import { whyNotChange } from '@branch/shared/posts/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { may, useMe } from '../../kit/me';
import { open, replace } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { IconButton } from '../../ui/Button';
import { ActionMenu, Confirm, type MenuAction } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

type Post = Output<typeof postRoutes.post>;

/** What this reader may do with the post: its author changes it or takes it back, the unit's people see its history. */
export function PostMenu({ post, onChanged }: { post: Post; onChanged: () => void }): ReactNode {
  const me = useMe();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const why = whyNotChange(post);
  const whyNot = why && wordsOf(why);
  const retract = async (): Promise<void> => {
    setAsking(false);
    try {
      const { draftId } = await call(postRoutes.retract, { unitId: post.unitId, postId: post.id });
      toast('已撤回，文字在您的草稿里');
      await replace(paths.draft(post.unitId, draftId));
    } catch (thrown) {
      toast(asRefused(thrown).message);
      onChanged();
    }
  };
  const actions: MenuAction[] = [
    ...(post.mine ? [
      { key: 'edit', text: '修改', icon: 'pencil' as const, whyNot, onTap: () => open(paths.editPost(post.unitId, post.id)) },
      { key: 'retract', text: '撤回这篇帖子', icon: 'trash' as const, danger: true, whyNot, onTap: () => setAsking(true) },
    ] : []),
    ...(may(me, 'post.read', post.unitId) && post.revision > 1 ? [{ key: 'history', text: `历史版本（${post.revision} 版）`, icon: 'clock' as const, onTap: () => open(paths.revisions(post.unitId, post.id)) }] : []),
  ];
  const judges = may(me, 'moderation.work', post.unitId);
  if (!post.mine && post.state === 'published') actions.push({ key: 'report', text: judges ? '举报或收起' : '举报', icon: 'alert-triangle', onTap: () => open(paths.report(post.unitId, 'post', post.id)) });
  if (judges && post.state !== 'published') actions.push({ key: 'queue', text: '到审核队列处理', icon: 'checklist', onTap: () => open(paths.queue(post.unitId)) });
  if (post.mine && post.state !== 'published') actions.push({ key: 'appeal', text: '看理由，申诉', icon: 'gavel', onTap: () => open(paths.myModeration()) });
  if (post.author.id === nobodyId && may(me, 'pseudonym.disclose', post.unitId)) actions.push({ key: 'who', text: '申请查看匿名作者', icon: 'key', onTap: () => open(paths.disclosures(post.unitId, 'post', post.id)) });
  if (actions.length === 0) return null;
  return (
    <>
      <IconButton icon="dots" label="这篇帖子，更多" onTap={() => setShown(true)} />
      <ActionMenu open={shown} title="这篇帖子" actions={actions} onClose={() => setShown(false)} />
      <Confirm open={asking} title="撤回这篇帖子？" yes="撤回" danger onYes={retract} onClose={() => setAsking(false)}>撤回以后别人看不到，也不再计数；点评一起收起。文字和图片回到您的草稿。</Confirm>
    </>
  );
}
