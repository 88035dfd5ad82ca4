import { columnVisibilities, type ColumnVisibility, siteRoutes } from '@branch/shared/sites/routes';
import { whyNotColumns } from '@branch/shared/sites/rules';
import { columnVisibilityNames } from '@branch/shared/sites/templates';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { AddColumn, ColumnRows } from '../ColumnRows';

type Columns = Output<typeof siteRoutes.columns>;
type Kept = Columns['items'][number];
/** A column that is not saved yet has no id. */
type Column = Omit<Kept, 'id'> & { id: string | null };

/** Columns in order, each with its rules and switches. Saved as one: an order half saved would be nobody's order. */
export function ColumnsEditor({ unitId }: { unitId: string }): ReactNode {
  const columns = useRoute(siteRoutes.columns, unitId ? { unitId } : null);
  return <Async from={columns} rows={2}>{(found) => <Editor key={found.revision} unitId={unitId} found={found} onSaved={columns.set} />}</Async>;
}

function Editor({ unitId, found, onSaved }: { unitId: string; found: Columns; onSaved: (columns: Columns) => void }): ReactNode {
  const [items, setItems] = useState<Column[]>([...found.items]);
  const [editing, setEditing] = useState<number | null>(null);
  const attempt = useAttempt();
  const changed = JSON.stringify(items) !== JSON.stringify(found.items);
  const one = editing === null ? null : items[editing];
  const theirs = attempt.error?.code === 'conflict.changed' ? (attempt.error.details as { now?: Columns }).now : undefined;
  const save = async (revision = found.revision): Promise<void> => {
    await attempt.run(async () => {
      onSaved(await call(siteRoutes.saveColumns, { unitId, revision, items }));
      toast('栏目已保存');
    });
  };
  return (
    <Card title="栏目和顺序" aside={`开着 ${items.filter((item) => !item.closed).length} 个`}>
      <ColumnRows items={items} onChange={setItems} onEdit={setEditing} note={(column) => (
        <>
          {column.closed ? <Tag>已收起</Tag> : null}
          {column.premoderated ? <Tag tone="warn">先审后发</Tag> : null}
          {column.hosted ? <Tag tone="info">上一级代管</Tag> : null}
          {column.pseudonyms ? <Tag tone="info">可以匿名</Tag> : null}
          {column.visibility === 'branch' ? null : <Tag>{columnVisibilityNames[column.visibility]}</Tag>}
        </>
      )} />
      <AddColumn taken={items.map((item) => item.name)} onAdd={(template) => setItems([...items, { id: null, kind: template.kind, name: template.name, rules: template.rules, visibility: template.visibility, premoderated: false, hosted: template.hosted ?? false, pseudonyms: false, closed: false }])} />
      {attempt.error ? (
        <Banner tone="warn" action={theirs ? <Box className="btn-row"><Button small onTap={() => { attempt.clear(); onSaved(theirs); }}>看现在的</Button><Button small onTap={() => save(theirs.revision)}>仍用我的</Button></Box> : undefined}>
          {attempt.error.message}{theirs ? `现在的栏目：${theirs.items.filter((item) => !item.closed).map((item) => item.name).join('、')}。` : ''}
        </Banner>
      ) : null}
      <Box className="btn-row"><Act kind="primary" whyNot={whyNotColumns(items)} disabled={!changed} onTap={() => save()}>{changed ? '保存栏目' : '没有改动'}</Act></Box>
      {one && editing !== null ? <OneColumn column={one} onClose={() => setEditing(null)} onDone={(next) => { setItems(items.map((item, i) => (i === editing ? next : item))); setEditing(null); }} /> : null}
    </Card>
  );
}

function OneColumn({ column, onClose, onDone }: { column: Column; onClose: () => void; onDone: (column: Column) => void }): ReactNode {
  const name = useRef<TextHandle>(null);
  const rules = useRef<TextHandle>(null);
  const [visibility, setVisibility] = useState<ColumnVisibility>(column.visibility);
  const [premoderated, setPremoderated] = useState(column.premoderated);
  const [hosted, setHosted] = useState(column.hosted);
  const [pseudonyms, setPseudonyms] = useState(column.pseudonyms);
  const [closed, setClosed] = useState(column.closed);
  const done = (): void => onDone({ ...column, name: name.current?.value.trim() || column.name, rules: rules.current?.value.trim() ?? column.rules, visibility, premoderated, hosted, pseudonyms, closed });
  return (
    <Sheet open title={`栏目“${column.name}”`} onClose={onClose} foot={<Button kind="primary" wide onTap={done}>好</Button>}>
      <Input label="名称" required maxLength={20} defaultValue={column.name} handle={name} />
      <Textarea label="规则" maxLength={500} rows={4} defaultValue={column.rules} hint="写帖的人看得到" handle={rules} />
      <Select<ColumnVisibility> label="默认谁能看" value={visibility} onChange={setVisibility} options={columnVisibilities.map((value) => ({ value, text: columnVisibilityNames[value] }))} hint="作者可以另选；网站上线后才能向社会公开" />
      <Switch checked={premoderated} onChange={setPremoderated} hint="网管员或版主看过才公开">先审后发</Switch>
      <Switch checked={hosted} onChange={setHosted} hint="本单位的同事和管理者不参与审核，适合“说说心里话”">由上一级代管</Switch>
      <Switch checked={pseudonyms} onChange={setPseudonyms} hint="作者封存，审核的人也看不到">可以匿名发帖</Switch>
      <Switch checked={closed} onChange={setClosed} hint="不再收新帖，原来的帖子都在">收起这个栏目</Switch>
    </Sheet>
  );
}
