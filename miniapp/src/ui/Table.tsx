import { createElement, type ReactNode, useState } from 'react';
import { Pressable } from './Button';
import { Box, cx, isH5 } from './host';
import { Icon } from './Icon';

export interface Column<R> {
  key: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** Figures stand at the right edge. */
  figure?: boolean;
  /** Makes the column sortable. */
  by?: (row: R) => number | string;
}

/** Rows as a real table from 900 px on, as cards on a phone (and always in weapp). The first column names the row. */
export function Table<R>({ caption, columns, rows, rowKey, onRow }: { caption: string; columns: readonly Column<R>[]; rows: readonly R[]; rowKey: (row: R) => string; onRow?: (row: R) => void }): ReactNode {
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(null);
  const by = columns.find((column) => column.key === sort?.key)?.by;
  const shown = by ? [...rows].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) * (sort?.down ? -1 : 1)) : rows;
  const [first, ...others] = columns;
  if (!first) return null;
  const cards = (
    <Box className={cx('cards', isH5 && 'narrow-only')}>
      {shown.map((row) => (
        <Box key={rowKey(row)} className="card">
          <Box className="card-head">
            {onRow ? <Pressable className="card-title" onTap={() => onRow(row)}>{first.cell(row)}</Pressable> : <Box className="card-title">{first.cell(row)}</Box>}
          </Box>
          <Box className="facts">{others.map((column) => <Box key={column.key} className="fact"><Box className="fact-name">{column.title}</Box><Box className="fact-value">{column.cell(row)}</Box></Box>)}</Box>
        </Box>
      ))}
    </Box>
  );
  if (!isH5) return cards;
  const heads = columns.map((column) => createElement('th', {
    key: column.key, scope: 'col', className: cx(column.figure && 'figure'), 'aria-sort': column.by ? (sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : 'none') : undefined,
  }, column.by ? (
    <Pressable className="sort" onTap={() => setSort({ key: column.key, down: sort?.key === column.key && !sort.down })}>
      {column.title}
      <Icon name={sort?.key === column.key && !sort.down ? 'chevron-up' : 'chevron-down'} size="s" />
    </Pressable>
  ) : column.title));
  const body = shown.map((row) => createElement('tr', {
    key: rowKey(row), className: cx(onRow && 'row-tap'),
    // The whole row answers a click; keyboards and screen readers have the button in its first cell.
    onClick: onRow ? (event: { target: unknown }) => { if (!(event.target instanceof Element && event.target.closest('button, a, input, label'))) onRow(row); } : undefined,
  }, columns.map((column, i) => createElement(
    i === 0 ? 'th' : 'td', { key: column.key, ...(i === 0 ? { scope: 'row' } : {}), className: cx(column.figure && 'figure') },
    i === 0 && onRow ? <Pressable className="cell-link" onTap={() => onRow(row)}>{column.cell(row)}</Pressable> : column.cell(row),
  ))));
  return (
    <Box>
      <Box className="card table-card wide-only">
        {createElement('table', { className: 'table' }, createElement('caption', { className: 'only-heard' }, caption), createElement('thead', null, createElement('tr', null, heads)), createElement('tbody', null, body))}
      </Box>
      {cards}
    </Box>
  );
}
