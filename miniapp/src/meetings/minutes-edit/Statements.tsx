import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { clock } from '@branch/shared/time';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused, type Refused } from '../../kit/refused';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Checkbox } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Textarea } from '../../ui/Input';
import { Skeleton } from '../../ui/Progress';
import { Sheet } from '../../ui/Sheet';
import { ErrorState } from '../../ui/States';
import { clockOf } from '../MinutesBody';
import type { Editing, MinutesDraft } from './draft';

type Statement = MinutesContent['statements'][number];
const most = 300;

/** The chosen statements: condensed with the original in sight, taken out, or picked from the record. */
export function Statements({ unitId, roomId, draft, editing }: { unitId: string; roomId: string; draft: MinutesDraft; editing: Editing }): ReactNode {
  const [picking, setPicking] = useState(false);
  const { content, drawn } = editing;
  return (
    <Card title="发言要点" aside={`${content.statements.length} 条`}>
      {content.statements.map((statement) => (
        <Box key={`${drawn}.${statement.seq}`} className="edit-statement">
          <Box className="row-line">
            <Box className="faint">{statement.speaker} · {clockOf(statement.at)} · 第 {statement.seq} 条</Box>
            <IconButton icon="x" label={`不选${statement.speaker}的第 ${statement.seq} 条`} onTap={() => draft.change((now) => ({ ...now, statements: now.statements.filter((one) => one.seq !== statement.seq) }))} />
          </Box>
          {statement.text.trim() !== statement.original.trim() ? <Box className="original">原话：{statement.original}</Box> : null}
          <Textarea bare grow label={`第 ${statement.seq} 条写成`} maxLength={2000} defaultValue={statement.text} onValue={(text) => draft.change((now) => ({ ...now, statements: now.statements.map((one) => (one.seq === statement.seq ? { ...one, text } : one)) }))} />
          {statement.text.trim() !== statement.original.trim() ? <Button small kind="quiet" onTap={() => draft.change((now) => ({ ...now, statements: now.statements.map((one) => (one.seq === statement.seq ? { ...one, text: one.original } : one)) }), true)}>恢复原话</Button> : null}
        </Box>
      ))}
      {content.statements.length === 0 ? <Box className="faint">还没有选发言。</Box> : null}
      <Button icon="list-check" onTap={() => setPicking(true)}>从全部发言里选</Button>
      {picking ? <Picker unitId={unitId} roomId={roomId} chosen={content.statements} onClose={() => setPicking(false)} onChange={(statements) => draft.change((now) => ({ ...now, statements }))} /> : null}
    </Card>
  );
}

function Picker({ unitId, roomId, chosen, onChange, onClose }: { unitId: string; roomId: string; chosen: readonly Statement[]; onChange: (statements: Statement[]) => void; onClose: () => void }): ReactNode {
  const [lines, setLines] = useState<readonly Statement[] | null>(null);
  const [failure, setFailure] = useState<Refused | null>(null);
  const load = useCallback(async (): Promise<void> => {
    setFailure(null);
    try {
      const all: RoomEntry[] = [];
      for (let after = 0; ; ) {
        const answer = await call(roomRoutes.entries, { unitId, roomId, after, limit: 500 });
        all.push(...answer.items);
        const last = answer.items[answer.items.length - 1];
        if (!last || last.seq >= answer.lastSeq) break;
        after = last.seq;
      }
      setLines(statementsIn(all));
    } catch (thrown) {
      setFailure(asRefused(thrown));
    }
  }, [unitId, roomId]);
  useEffect(() => void load(), [load]);
  const on = new Set(chosen.map((one) => one.seq));
  const turn = (line: Statement, add: boolean): void => onChange(add ? [...chosen, line].sort((a, b) => a.seq - b.seq) : chosen.filter((one) => one.seq !== line.seq));
  return (
    <Sheet open title={`全部发言（已选 ${chosen.length} 条）`} onClose={onClose} foot={<Button kind="primary" wide onTap={onClose}>选好了</Button>}>
      {failure ? <ErrorState failure={failure} onRetry={load} /> : lines === null ? <Skeleton rows={2} /> : lines.map((line) => (
        <Checkbox key={line.seq} checked={on.has(line.seq)} disabled={!on.has(line.seq) && chosen.length >= most} hint={`${line.speaker} · ${clock(new Date(line.at))} · 第 ${line.seq} 条`} onChange={(add) => turn(line, add)}>{line.original}</Checkbox>
      ))}
    </Sheet>
  );
}

/** Lines of the record as statements, each beneath the agenda item it was said at. */
export function statementsIn(entries: readonly RoomEntry[]): Statement[] {
  let agendaItemId: string | null = null;
  const found: Statement[] = [];
  for (const { seq, at, by, body } of entries) {
    if (body.kind === 'agenda') agendaItemId = body.itemId;
    if (body.kind === 'line' && body.gone === null && body.text && by) found.push({ seq, speaker: by.name, at, agendaItemId, text: body.text, original: body.text });
  }
  return found;
}
