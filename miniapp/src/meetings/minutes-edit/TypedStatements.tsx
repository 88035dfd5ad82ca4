import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Textarea } from '../../ui/Input';
import { Select } from '../../ui/Select';
import type { Editing, MinutesDraft } from './draft';

const most = 300;

/** Statements of a meeting that was entered afterwards: typed, of somebody who was there, and marked as having no original. */
export function TypedStatements({ speakers, draft, editing }: { speakers: readonly string[]; draft: MinutesDraft; editing: Editing }): ReactNode {
  const { content, drawn } = editing;
  const change = (seq: number, part: { speaker?: string; text?: string }): void => draft.change((now) => ({ ...now, statements: now.statements.map((one) => (one.seq === seq ? { ...one, ...part } : one)) }));
  const add = (): void => draft.change((now) => ({ ...now, statements: [...now.statements, { seq: Math.max(0, ...now.statements.map((one) => one.seq)) + 1, speaker: speakers[0] ?? '', at: '', agendaItemId: null, text: '', original: '', typed: true }] }), true);
  return (
    <Card title="发言要点" aside={`${content.statements.length} 条`}>
      <Box className="faint">线下的会没有发言记录，要点凭笔记写；纪要里会注明“会后记下，没有原话可查”。</Box>
      {content.statements.map((statement, i) => (
        <Box key={`${drawn}.${statement.seq}`} className="edit-statement">
          <Box className="agenda-row">
            <Select label={`第 ${i + 1} 条是谁说的`} value={statement.speaker} options={speakers.map((value) => ({ value, text: value }))} onChange={(speaker) => change(statement.seq, { speaker })} />
            <IconButton icon="x" label={`去掉第 ${i + 1} 条`} onTap={() => draft.change((now) => ({ ...now, statements: now.statements.filter((one) => one.seq !== statement.seq) }), true)} />
          </Box>
          <Textarea bare grow label={`第 ${i + 1} 条写成`} maxLength={2000} defaultValue={statement.text} onValue={(text) => change(statement.seq, { text })} />
        </Box>
      ))}
      <Button icon="plus" disabled={content.statements.length >= most || speakers.length === 0} onTap={add}>加一条</Button>
    </Card>
  );
}
