import { houseRules, whyNotReason } from '@branch/shared/moderation/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useRef, useState } from 'react';
import { Button, Pressable } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import type { Why } from './desk';

/**
 * Why something is not published: one tap on a ready reason, or a rule and one's own words. The author reads them. With `suggesting`, also a text the
 * author may take over: it stays theirs to change.
 */
export function StopSheet({ count, suggesting, text, onStop, onClose }: { count: number; suggesting: boolean; text: string; onStop: (why: Why) => void; onClose: () => void }): ReactNode {
  const [rule, setRule] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const own = useRef<TextHandle>(null);
  const better = useRef<TextHandle>(null);
  const withText = (why: Why): Why => {
    const suggestion = better.current?.value.trim() ?? '';
    return suggestion && suggestion !== text ? { ...why, suggestion } : why;
  };
  const send = (): void => {
    const reason = own.current?.value.trim() ?? '';
    const refused = rule === null ? 'moderation.rule-needed' : whyNotReason(reason);
    if (refused) { setWrong(wordsOf(refused)); return; }
    onStop(withText({ rule: Number(rule), reason }));
  };
  return (
    <Sheet open title={count > 1 ? `退回 ${count} 条，理由是` : '退回，理由是'} onClose={onClose}>
      {suggesting ? <Textarea label="给作者的修改建议" hint="作者会看到，由作者自己决定改不改。" maxLength={5000} rows={5} defaultValue={text} handle={better} /> : null}
      <Box className="stop-reasons" role="group" label="点一下就退回">
        {houseRules.flatMap((one) => one.reasons.map((reason) => (
          <Pressable key={reason} className="stop-reason" onTap={() => onStop(withText({ rule: one.number, reason }))}>
            <Box className="faint">第 {one.number} 条 {one.name}</Box>
            <Box>{reason}</Box>
          </Pressable>
        )))}
      </Box>
      <RadioGroup label="或者自己写：依据哪一条" options={houseRules.map((one) => ({ value: String(one.number), text: `第 ${one.number} 条 ${one.name}` }))} value={rule} onChange={setRule} />
      <Textarea label="理由" hint="至少 10 个字，作者会看到原文、规则、理由和申诉按钮。" maxLength={500} rows={2} handle={own} error={wrong} />
      <Button kind="danger" wide onTap={send}>退回给作者</Button>
    </Sheet>
  );
}
