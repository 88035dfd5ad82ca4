import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { membershipStatuses, membershipStatusNames, type MembershipStatus } from '@branch/shared/roles';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { unitNow, useMe } from '../../kit/me';
import { copyText } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useAttempt } from '../../kit/useAttempt';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Request = Output<typeof joiningRoutes.requests>['items'][number];
const stateNames: Record<Request['state'], string> = { waiting: '待处理', accepted: '已同意', declined: '已婉拒' };

/** Requests to join: accept (adds a roster entry and answers a code to hand over) or decline with a reason. */
export default function JoiningPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const pages = usePages(joiningRoutes.requests, unitId ? { unitId } : null);
  const [deciding, setDeciding] = useState<{ request: Request; accept: boolean } | null>(null);
  const [code, setCode] = useState<{ name: string; code: string } | null>(null);
  return (
    <Page title="加入申请" desk="joining">
      {code ? (
        <Banner tone="success" title={`请把邀请码交给${code.name}`} action={<Button small icon="copy" onTap={async () => { toast((await copyText(code.code)) ? '已复制' : '没有复制成功'); }}>复制</Button>}>
          <Span className="num" copyable>{code.code}</Span>（只显示这一次，7 天内有效）
        </Banner>
      ) : null}
      <Async from={pages.first} rows={2}>
        {() => {
          const rows = [...(pages.rows ?? [])].sort((a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting'));
          if (rows.length === 0) return <Empty icon="user-plus" text="还没有人申请加入。" />;
          return rows.map((request) => (
            <Card key={request.id} title={request.name} aside={<Tag tone={request.state === 'waiting' ? 'warn' : request.state === 'accepted' ? 'success' : 'plain'}>{stateNames[request.state]}</Tag>}>
              <Meta parts={[request.phoneMasked, ago(request.askedAt)]} />
              {request.note ? <Box className="para">{request.note}</Box> : null}
              {request.reason ? <Box className="faint">理由：{request.reason}</Box> : null}
              {request.state === 'waiting' ? <Box className="btn-row"><Button onTap={() => setDeciding({ request, accept: true })}>同意</Button><Button onTap={() => setDeciding({ request, accept: false })}>婉拒</Button></Box> : null}
            </Card>
          ));
        }}
      </Async>
      <More pages={pages} />
      {deciding ? <Decide unitId={unitId} {...deciding} onClose={() => setDeciding(null)} onDone={async (invitation) => {
        setDeciding(null);
        if (invitation) setCode({ name: deciding.request.name, code: invitation });
        toast(deciding.accept ? '已同意，加入名册' : '已婉拒');
        await pages.reload();
      }} /> : null}
    </Page>
  );
}

function Decide({ unitId, request, accept, onClose, onDone }: { unitId: string; request: Request; accept: boolean; onClose: () => void; onDone: (invitation: string | null) => Promise<void> }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const company = useRef<TextHandle>(null);
  const [status, setStatus] = useState<MembershipStatus>('full');
  const attempt = useAttempt();
  const decide = async (): Promise<void> => {
    const companyName = company.current?.value.trim() ?? '';
    await attempt.run(async () => {
      const answer = await call(joiningRoutes.decide, {
        unitId, requestId: request.id, accept: accept ? 'yes' : 'no', reason: reason.current?.value.trim() || (accept ? '书记核对后同意' : ''),
        ...(accept ? { status, ...(companyName ? { companyName } : {}) } : {}),
      });
      await onDone(answer.invitation);
    });
  };
  return (
    <Sheet open title={accept ? `同意${request.name}加入` : `婉拒${request.name}`} onClose={onClose} foot={<Button kind="primary" wide onTap={decide}>{accept ? '同意并生成邀请码' : '婉拒'}</Button>}>
      {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      {accept ? (
        <>
          <Select<MembershipStatus> label="党员身份" value={status} onChange={setStatus} options={membershipStatuses.map((value) => ({ value, text: membershipStatusNames[value] }))} />
          <Input label="单位" maxLength={80} hint="没有登记过的单位会自动建立" handle={company} error={attempt.error?.field('companyName')} />
        </>
      ) : null}
      <Textarea label={accept ? '备注' : '理由'} required={!accept} maxLength={200} rows={2} placeholder={accept ? '可不填' : '例如：组织关系在另一个支部'} handle={reason} error={attempt.error?.field('reason')} />
    </Sheet>
  );
}
