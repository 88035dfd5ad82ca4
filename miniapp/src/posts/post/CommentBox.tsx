import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { commentLimit } from '@branch/shared/posts/rules';
import { type ReactNode, useEffect, useRef } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Button, IconButton } from '../../ui/Button';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { toast } from '../../ui/Toast';

/** What the next comment is an answer to. */
export interface Answering { kind: 'reply' | 'quote'; parentId: string | null; quoteId: string | null; name: string; words: string }

/** The composer at the foot: a floor of its own, or an answer to one. What is typed stays until it is out. */
export function CommentBox({ unitId, postId, answering, onAnswered, onCancel }: { unitId: string; postId: string; answering: Answering | null; onAnswered: () => void; onCancel: () => void }): ReactNode {
  const words = useRef<TextHandle>(null);
  const draft = useDraft(`comment:${postId}`);
  const attempt = useAttempt();
  const write = useWriteId();
  useEffect(() => { if (answering) words.current?.focus(); }, [answering]);
  const send = async (): Promise<void> => {
    const content = { text: words.current?.value ?? '', ...(answering?.parentId ? { parentId: answering.parentId } : {}), ...(answering?.quoteId ? { quoteId: answering.quoteId } : {}) };
    await attempt.run(async () => {
      const said = await call(commentRoutes.comment, { unitId, postId, clientId: write.idFor(content), ...content });
      write.done();
      draft.clear();
      if (words.current) words.current.value = '';
      toast(said.state === 'pending' ? '已提交，审核后公开' : '已点评');
      onAnswered();
    });
  };
  return (
    <Box className="comment-box">
      {answering ? <Box className="comment-to"><Box className="comment-to-words line-2">{answering.kind === 'reply' ? '回复' : '引用'} {answering.name}：{answering.words}</Box><IconButton icon="x" label="不回复这一条" onTap={onCancel} /></Box> : null}
      <Box className="comment-line">
        <Box className="grow"><Textarea bare grow soft rows={1} label={answering ? `${answering.kind === 'reply' ? '回复' : '引用'} ${answering.name}` : '点评'} placeholder="说说您的想法" maxLength={commentLimit} defaultValue={draft.initial} onValue={draft.save} handle={words} error={attempt.error?.message} /></Box>
        <Button kind="primary" onTap={send}>发送</Button>
      </Box>
    </Box>
  );
}
