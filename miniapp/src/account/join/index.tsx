import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { back } from '../../kit/paths';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';

/** Ask to join a branch (申请加入): find it by name, leave name, phone and a word; its secretary decides. */
export default function JoinPage(): ReactNode {
  const [q, setQ] = useState('');
  const [branch, setBranch] = useState<{ id: string; name: string; community: string } | null>(null);
  const [sent, setSent] = useState(false);
  const words = useRef<TextHandle>(null);
  const found = useRoute(joiningRoutes.findUnit, q && !branch ? { q } : null);
  const search = (): void => setQ(words.current?.value.trim() ?? '');

  if (sent) {
    return (
      <Page title="申请加入支部">
        <Empty icon="check" text={`申请已交给${branch?.name ?? '支部'}的书记。同意以后，书记会给您一个邀请码，用它激活账号。`}><Button onTap={back}>好</Button></Empty>
      </Page>
    );
  }
  return (
    <Page title="申请加入支部">
      {branch ? (
        <>
          <Card><List label="要加入的支部"><Row icon="building-community" title={branch.name} hint={branch.community} end={<Button small kind="quiet" onTap={() => setBranch(null)}>换一个</Button>} /></List></Card>
          <AskForm unitId={branch.id} onSent={() => setSent(true)} />
        </>
      ) : (
        <>
          <Card>
            <Input label="支部名称" maxLength={40} type="search" placeholder="例如 宜山路" hint="写名称里的几个字" handle={words} onEnter={search} />
            <Button kind="primary" wide icon="search" onTap={search}>查找</Button>
          </Card>
          {q ? (
            <Async from={found} rows={1}>
              {(answer) => answer.items.length === 0 ? <Empty text={`没有名称里带“${q}”的支部，换几个字试试。`} /> : (
                <Card title="选择支部"><List label="找到的支部">{answer.items.map((one) => <Row key={one.id} icon="building-community" title={one.name} hint={one.community} end={<Icon name="chevron-right" size="s" />} onTap={() => setBranch(one)} />)}</List></Card>
              )}
            </Async>
          ) : null}
        </>
      )}
    </Page>
  );
}

function AskForm({ unitId, onSent }: { unitId: string; onSent: () => void }): ReactNode {
  const name = useRef<TextHandle>(null);
  const phone = useRef<TextHandle>(null);
  const note = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const ask = async (): Promise<void> => {
    const content = { joinUnitId: unitId, name: name.current?.value.trim() ?? '', phone: phone.current?.value.trim() ?? '', note: note.current?.value.trim() ?? '' };
    if (await attempt.run(() => call(joiningRoutes.ask, { ...content, clientId: write.idFor(content) }))) onSent();
  };
  const failed = attempt.error;
  return (
    <Card>
      <Input label="姓名" required maxLength={40} autoComplete="name" handle={name} error={failed?.field('name')} />
      <Input label="手机号" required type="tel" maxLength={11} autoComplete="tel" hint="只有支部书记看得到，用来和您联系" handle={phone} error={failed?.field('phone')} />
      <Textarea label="说明" required maxLength={300} rows={3} placeholder="例如：在哪家单位工作，组织关系在哪里" handle={note} error={failed?.field('note')} />
      {failed ? <Banner tone="warn">{failed.message}</Banner> : null}
      <Box className="btn-row"><Button kind="primary" wide disabled={attempt.wait > 0} onTap={ask}>{attempt.wait > 0 ? `${attempt.wait} 秒后再试` : '提交申请'}</Button></Box>
    </Card>
  );
}
