import { paths } from '@branch/shared/paths';
import { type ReactNode, useRef, useState } from 'react';
import { open } from '../../kit/paths';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { AddColumn, ColumnRows } from '../ColumnRows';
import { Sign } from '../FaceCard';
import { ThemePicker } from '../ThemePicker';
import type { Application, Content } from './useApplication';

interface StepProps { content: Content; change: (patch: Partial<Content>) => void; error: (path: string) => string | null }

/** 1 基本信息: what strangers read first. */
export function FaceStep({ content, change, error }: StepProps): ReactNode {
  return (
    <>
      <Sign {...content} small />
      <Card>
        <Input label="网站名称" required maxLength={40} defaultValue={content.name} onValue={(name) => change({ name })} error={error('name')} />
        <Input label="一句话" maxLength={80} defaultValue={content.banner} hint="放在网站名称下面" onValue={(banner) => change({ banner })} error={error('banner')} />
        <Textarea label="简介" required maxLength={500} rows={6} defaultValue={content.introduction} hint="哪个支部，在哪里，有什么特点，至少 20 个字" onValue={(introduction) => change({ introduction })} error={error('introduction')} />
        <ThemePicker value={content.theme} onChange={(theme) => change({ theme })} />
      </Card>
    </>
  );
}

/** 2 栏目: at least three, in the order visitors see them. */
export function ColumnsStep({ content, change, error }: StepProps): ReactNode {
  const [editing, setEditing] = useState<number | null>(null);
  const name = useRef<TextHandle>(null);
  const one = editing === null ? null : content.columns[editing];
  const put = (next: Content['columns']): void => change({ columns: next });
  return (
    <Card title="栏目和顺序" aside={`${content.columns.length} 个`}>
      {error('columns') ? <Banner tone="warn">{error('columns')}</Banner> : null}
      <ColumnRows items={content.columns} onChange={put} onEdit={setEditing} />
      <AddColumn taken={content.columns.map((column) => column.name)} onAdd={({ kind, name: called }) => put([...content.columns, { id: null, kind, name: called }])} />
      <Box className="faint">栏目的规则、先审后发、默认谁能看，提交前后都可以在“名称与栏目”里改。</Box>
      {one && editing !== null ? (
        <Sheet open title="改栏目" onClose={() => setEditing(null)} foot={(
          <Box className="btn-row even">
            <Button wide kind="danger" icon="trash" onTap={() => { put(content.columns.filter((_, i) => i !== editing)); setEditing(null); }}>去掉</Button>
            <Button wide kind="primary" onTap={() => { put(content.columns.map((column, i) => (i === editing ? { ...column, name: name.current?.value.trim() ?? column.name } : column))); setEditing(null); }}>好</Button>
          </Box>
        )}>
          <Input label="栏目名称" required maxLength={20} defaultValue={one.name} handle={name} />
          {one.id ? <Box className="faint">去掉的栏目会收起来，里面的帖子都还在。</Box> : null}
        </Sheet>
      ) : null}
    </Card>
  );
}

/** 3 管理员: who runs the site, and who answers when. */
export function PeopleStep({ unitId, admins, content, change, error }: StepProps & { unitId: string; admins: Application['admins'] }): ReactNode {
  return (
    <>
      <Card title="网管员" aside={`${admins.length} 名`}>
        {admins.length === 0 ? <Banner tone="warn">还没有网管员，请先任命一位。</Banner> : <List label="网管员">{admins.map((person) => <Row key={person.id} icon="user" title={person.name} />)}</List>}
        <Box className="btn-row"><Button icon="user-plus" onTap={() => open(paths.organisation(unitId))}>任命网管员</Button></Box>
      </Card>
      <Card><Textarea label="谁在什么时候看留言" required maxLength={200} rows={3} defaultValue={content.duty} placeholder="例如：两位网管员工作日午休和晚上八点各看一次，书记兜底" onValue={(duty) => change({ duty })} error={error('duty')} /></Card>
    </>
  );
}

/** 4 自查清单: the very list the reviewer has before him, with what the records say. */
export function ChecksStep({ application, content, change, error }: StepProps & { application: Application }): ReactNode {
  const of = (key: string) => content.checks.find((check) => check.key === key);
  const answer = (key: string, said: 'yes' | 'no'): void => change({ checks: [...content.checks.filter((check) => check.key !== key), { key, note: of(key)?.note ?? '', answer: said }] });
  const done = application.checklist.items.filter((item) => (of(item.key)?.answer ?? '') !== '').length;
  return (
    <Card title="自查清单" aside={`第 ${application.checklist.version} 版 · ${done} / ${application.checklist.items.length}`}>
      {application.checklist.items.map((item) => (
        <Box key={item.key} className="check">
          <Box className="check-title"><Box>{item.title}</Box>{item.required ? <Tag tone="brand">必需</Tag> : null}</Box>
          <Box className="faint">{item.hint}{item.fact ? `。系统记录：${item.fact}` : ''}</Box>
          <Chips label={item.title} value={of(item.key)?.answer ?? ''} onChange={(said) => { if (said !== '') answer(item.key, said); }} options={[{ value: 'yes', text: '做到了' }, { value: 'no', text: '还没有' }]} />
          {error(`checks.${item.key}`) ? <Box className="field-error" role="alert">{error(`checks.${item.key}`)}</Box> : null}
        </Box>
      ))}
    </Card>
  );
}
