import { columnTemplates, columnKindNames } from '@branch/shared/sites/templates';
import type { ColumnKind } from '@branch/shared/sites/routes';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../ui/Button';
import { Tag } from '../ui/Badge';
import { List, Row } from '../ui/Card';
import { Box, cx } from '../ui/host';
import { Sheet } from '../ui/Sheet';

export interface OneColumn { id: string | null; kind: ColumnKind; name: string; closed?: boolean }

/** Moves the item at `from` to `to`; a new list. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const list = [...items];
  const [one] = list.splice(from, 1);
  if (one !== undefined) list.splice(to, 0, one);
  return list;
}

/** Columns in their order, with buttons that say what they move: a drag would need a fine hand. */
export function ColumnRows<C extends OneColumn>({ items, onChange, onEdit, note }: { items: readonly C[]; onChange: (items: C[]) => void; onEdit: (index: number) => void; note?: (column: C) => ReactNode }): ReactNode {
  return (
    <Box>
      {items.map((column, i) => (
        <Box key={column.id ?? `new-${i}`} className={cx('column-row', column.closed && 'is-closed')}>
          <Box className="column-words"><Box className="column-name">{column.name || '（还没有名称）'}</Box><Box className="tags-in"><Tag>{columnKindNames[column.kind]}</Tag>{note?.(column)}</Box></Box>
          <IconButton icon="arrow-up" label={`“${column.name}”上移`} disabled={i === 0} onTap={() => onChange(moved(items, i, i - 1))} />
          <IconButton icon="arrow-down" label={`“${column.name}”下移`} disabled={i === items.length - 1} onTap={() => onChange(moved(items, i, i + 1))} />
          <IconButton icon="pencil" label={`改“${column.name}”`} onTap={() => onEdit(i)} />
        </Box>
      ))}
    </Box>
  );
}

/** Adds a column from a template: name, kind and a beginning of rules. */
export function AddColumn({ taken, onAdd }: { taken: readonly string[]; onAdd: (template: (typeof columnTemplates)[number]) => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Box className="btn-row"><Button icon="plus" onTap={() => setOpen(true)}>加栏目</Button></Box>
      <Sheet open={open} title="加一个栏目" onClose={() => setOpen(false)}>
        <List label="栏目模板">
          {columnTemplates.filter((one) => !taken.includes(one.name)).map((one) => <Row key={one.name} title={one.name} hint={one.rules} end={columnKindNames[one.kind]} onTap={() => { setOpen(false); onAdd(one); }} />)}
        </List>
      </Sheet>
    </>
  );
}
