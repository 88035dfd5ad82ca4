import { transferRoutes } from '@branch/shared/members/directory-routes';
import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import type { Entry } from './entry';

/** Release a member to another branch (ORG-5 转接), found by its name. */
export function ReleaseSheet({ unitId, entry, onClose, onDone }: { unitId: string; entry: Entry; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const words = useRef<TextHandle>(null);
  const reason = useRef<TextHandle>(null);
  const [q, setQ] = useState('');
  const [to, setTo] = useState<string | null>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const found = useRoute(joiningRoutes.findUnit, q ? { q } : null);
  const branches = found.data?.items ?? [];
  const search = (): void => setQ(words.current?.value.trim() ?? '');
  const release = async (): Promise<void> => {
    const given = { unitId, membershipId: entry.membershipId, toUnitId: to ?? '', reason: reason.current?.value.trim() ?? '' };
    const ok = await attempt.run(async () => {
      const made = await call(transferRoutes.release, { ...given, clientId: write.idFor(given) });
      toast(made.state === 'accepted' ? `${entry.person.name}已转到${made.to.name}` : `已转出，等${made.to.name}接收`);
    });
    if (!ok) return;
    write.done();
    await onDone();
  };
  return (
    <Sheet open title={`${entry.person.name}转到别的支部`} onClose={onClose} foot={<Button kind="primary" wide disabled={to === null} onTap={release}>转出</Button>}>
      <Box className="para soft">对方接收之前，这位同志仍在本支部；接收当天断、当天续。</Box>
      {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="search-row"><Box className="grow"><Input label="查找支部" bare type="search" maxLength={40} placeholder="支部名称" handle={words} onEnter={search} /></Box><Button onTap={search}>查找</Button></Box>
      {q && found.data && branches.length === 0 ? <Box className="para soft">没有找到“{q}”。</Box> : null}
      {branches.length > 0 ? <RadioGroup label="转到" value={to} onChange={setTo} options={branches.map((one) => ({ value: one.id, text: one.name, hint: one.community }))} /> : null}
      <Input label="理由" required maxLength={200} placeholder="例如：换了单位，介绍信已开" handle={reason} error={attempt.error?.field('reason')} />
    </Sheet>
  );
}
