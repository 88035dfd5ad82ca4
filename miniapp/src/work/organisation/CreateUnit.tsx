import { unitRoutes } from '@branch/shared/members/routes';
import { type UnitKind, unitKindNames } from '@branch/shared/roles';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Select } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

/** A unit beneath this one. A branch is of one company (单独) or of several (联合). */
export function CreateUnit({ parentId, kinds, onMade, onClose }: { parentId: string; kinds: readonly UnitKind[]; onMade: () => Promise<void>; onClose: () => void }): ReactNode {
  const name = useRef<TextHandle>(null);
  const [kind, setKind] = useState<UnitKind>(kinds[0] ?? 'branch');
  const [form, setForm] = useState<'single' | 'joint'>('joint');
  const attempt = useAttempt();
  const formed = kind === 'branch' || kind === 'generalBranch';
  const create = async (): Promise<void> => {
    await attempt.run(async () => {
      const made = await call(unitRoutes.createUnit, { unitId: parentId, name: name.current?.value ?? '', kind, ...(formed ? { form } : {}) });
      toast(`已建立${made.name}`);
      await onMade();
    });
  };
  return (
    <Card title="新建下级组织">
      {kinds.length > 1 ? <Select<UnitKind> label="种类" value={kind} onChange={setKind} options={kinds.map((value) => ({ value, text: unitKindNames[value] }))} /> : <Box className="para soft">种类：{unitKindNames[kind]}</Box>}
      <Input label="名称" required maxLength={60} placeholder={formed ? '例如 宜山路770号联合党支部' : ''} handle={name} error={attempt.error?.field('name')} />
      {formed ? <RadioGroup label="组成" value={form} onChange={setForm} options={[{ value: 'joint', text: '联合', hint: '由几家单位的党员组成' }, { value: 'single', text: '单独', hint: '一家单位' }]} /> : null}
      {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="btn-row"><Button kind="primary" onTap={create}>建立</Button><Button onTap={onClose}>取消</Button></Box>
    </Card>
  );
}
