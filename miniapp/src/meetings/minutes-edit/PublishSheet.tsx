import { minutesRoutes, type MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { differences, isEmptyMinutes } from '@branch/shared/meetings/minutes-rules';
import { whyNotPublish } from '@branch/shared/meetings/rules';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { replace } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Box } from '../../ui/host';
import { Textarea } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { Differences } from '../Differences';
import type { Editing, MinutesDraft } from './draft';

/** Publishing: what goes out, and for a correction why, with the difference in sight. */
export function PublishSheet({ unitId, meetingId, draft, editing, published, before, because, onClose }: { unitId: string; meetingId: string; draft: MinutesDraft; editing: Editing; published: number; before: MinutesContent | null; /** Why, where accepted objections already say so. */ because: string; onClose: () => void }): ReactNode {
  const [reason, setReason] = useState(because);
  const [error, setError] = useState<string | null>(null);
  const { content } = editing;
  const changes = before ? differences(before, content) : [];
  const why = whyNotPublish({ state: 'closed', latest: published, basedOn: published, reason, changed: changes.length > 0, empty: isEmptyMinutes(content) });
  const submit = async (): Promise<void> => {
    if (!(await draft.save())) {
      setError('还没有存好，请稍后再发布。');
      return;
    }
    try {
      const version = await call(minutesRoutes.publish, { unitId, meetingId, revision: draft.editing.get().revision, basedOn: published, ...(published > 0 ? { reason } : {}) });
      draft.done();
      toast(`已发布第 ${version.version} 版，并通知大家`);
      await replace(paths.minutes(unitId, meetingId));
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title={`发布第 ${published + 1} 版`} onClose={onClose} foot={<Act kind="primary" wide whyNot={why} onTap={submit}>发布</Act>}>
      {published === 0 ? (
        <Box className="para">{content.statements.length} 条发言要点、{content.decisions.length} 项决定、{content.actions.length} 件要做的事。发布后通知全体，缺席的 {content.head.absent} 人会收到两分钟补学。发布后不能改，只能更正成新的一版。</Box>
      ) : (
        <>
          <Textarea label="更正理由" required hint="至少 5 个字，所有人会看到。" maxLength={300} rows={2} defaultValue={because} error={error} onValue={setReason} />
          <Differences items={changes} names={[`第 ${published} 版`, `第 ${published + 1} 版`]} />
        </>
      )}
      {error && published === 0 ? <Box className="field-error" role="alert">{error}</Box> : null}
    </Sheet>
  );
}
