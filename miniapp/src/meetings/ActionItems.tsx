import { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { whyNotFinish, whyNotReopen } from '@branch/shared/meetings/action-rules';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../kit/call';
import { asRefused } from '../kit/refused';
import { useRoute } from '../kit/useRoute';
import { Act } from '../ui/Act';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Box } from '../ui/host';
import { Textarea, type TextHandle } from '../ui/Input';
import { Sheet } from '../ui/Sheet';
import { toast } from '../ui/Toast';
import { dueWords } from './MinutesBody';
import { shownAt } from './meeting-words';

type Item = Output<typeof actionItemRoutes.items>['items'][number];

/**
 * What minutes left to do: `carriedInto` a meeting, from earlier ones (上次待办); `from` a meeting, its own; neither, all that is open. Who is responsible says when it is done, and may open it again.
 * Nothing to do: nothing shown.
 */
export function ActionItems({ unitId, title, carriedInto, from }: { unitId: string; title: string; carriedInto?: string; from?: string }): ReactNode {
  const items = useRoute(actionItemRoutes.items, { unitId, ...(carriedInto ? { carriedInto } : {}), ...(from ? { from } : {}) });
  const [saying, setSaying] = useState<{ item: Item; what: What } | null>(null);
  const list = items.data?.items ?? [];
  if (list.length === 0) return null;
  const open = list.filter((item) => item.done === null).length;
  return (
    <Card title={title} aside={open > 0 ? `${open} 件没办完` : '都办完了'}>
      <Box as="ul" label={title}>
        {list.map((item) => (
          <Box as="li" key={item.id} className="row-line action-item">
            <Box className="row-words">
              <Box>{item.owner ? `${item.owner}：` : ''}{item.text}</Box>
              <Box className="faint">{item.done ? `已办：${item.done.words}（${item.done.by.name}，${shownAt(item.done.at)}）` : [item.reopened ? `${item.reopened.by.name}${shownAt(item.reopened.at)}重新打开：${item.reopened.words}` : '', dueWords(item.due), from ? '' : `出自“${item.meeting.title}”`].filter(Boolean).join(' · ') || '没有定期限'}</Box>
            </Box>
            {item.mayFinish ? <Button small label={`“${item.text}”办好了`} onTap={() => setSaying({ item, what: 'finish' })}>办好了</Button> : null}
            {item.mayReopen ? <Button small kind="quiet" label={`重新打开“${item.text}”`} onTap={() => setSaying({ item, what: 'reopen' })}>重新打开</Button> : null}
          </Box>
        ))}
      </Box>
      {saying ? <SayingSheet unitId={unitId} {...saying} onClose={() => setSaying(null)} onDone={items.reload} /> : null}
    </Card>
  );
}

type What = 'finish' | 'reopen';
const sayings = {
  finish: { route: actionItemRoutes.finish, whyNot: (words: string) => whyNotFinish({ mine: true, officer: true, done: false }, words), button: '办好了', label: '办得怎么样', placeholder: '例如：表已经发到群里', hint: '大家看得到，也会写进下一份纪要。' },
  reopen: { route: actionItemRoutes.reopen, whyNot: (words: string) => whyNotReopen({ saidByMe: true, officer: true, done: true }, words), button: '重新打开', label: '为什么重新打开', placeholder: '例如：投影仪又坏了，还要再借', hint: '大家看得到，会告诉经办人；已发布的纪要不变。' },
} as const;

/** A word how it went, or why it is open again. */
function SayingSheet({ unitId, item, what, onClose, onDone }: { unitId: string; item: Item; what: What; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const saying = sayings[what];
  const field = useRef<TextHandle>(null);
  const [why, setWhy] = useState(saying.whyNot(''));
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await call(saying.route, { unitId, itemId: item.id, words: field.current?.value ?? '' });
      toast('已记下');
      onClose();
    } catch (thrown) {
      const refused = asRefused(thrown);
      // Another did so first: the list shows by whom.
      if (refused.code === 'action.done-already' || refused.code === 'action.not-done') {
        toast(refused.message);
        onClose();
      } else setError(refused.message);
    }
    await onDone();
  };
  return (
    <Sheet open title={item.text} onClose={onClose} foot={<Act kind="primary" wide whyNot={why} quietReason={why === 'action.words-needed' || why === 'action.reopen-words-needed'} onTap={submit}>{saying.button}</Act>}>
      <Textarea label={saying.label} placeholder={saying.placeholder} hint={saying.hint} maxLength={200} rows={2} handle={field} error={error} onValue={(words) => setWhy(saying.whyNot(words))} />
    </Sheet>
  );
}
