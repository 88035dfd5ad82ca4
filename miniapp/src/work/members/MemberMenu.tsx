import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes } from '@branch/shared/members/routes';
import { type EndReason, endReasonNames, endReasons } from '@branch/shared/roles';
import { shanghaiDay, shanghaiMoment } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, useMe } from '../../kit/me';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Day } from '../../ui/Select';
import { ActionMenu, Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { useProof } from '../../members/StepUp';
import { toast } from '../../ui/Toast';
import type { Code } from './Codes';
import type { Entry } from './entry';
import { LostSecondStep } from './LostSecondStep';
import { ReleaseSheet } from './ReleaseSheet';
import { StatusSheet, type StatusStep } from './StatusSheet';

type Step = 'phone' | 'authenticator' | StatusStep | 'move' | 'end';

/** What can be done with one member: see the phone for a reason, a new code, a lost authenticator, 转正, 留党察看 and its end, end the membership. */
export function MemberMenu({ unitId, entry, onClose, onChanged, onCodes }: { unitId: string; entry: Entry | null; onClose: () => void; onChanged: () => Promise<void>; onCodes: (codes: readonly Code[]) => void }): ReactNode {
  const me = useMe();
  const [step, setStep] = useState<{ step: Step; entry: Entry } | null>(null);
  const invite = async (): Promise<void> => {
    if (!entry) return;
    try {
      onCodes((await call(joiningRoutes.invite, { unitId, membershipIds: [entry.membershipId] })).items);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const write = may(me, 'roster.write', unitId);
  const done = async (): Promise<void> => {
    setStep(null);
    await onChanged();
  };
  return (
    <>
      <ActionMenu
        open={entry !== null} title={entry?.person.name ?? ''} onClose={onClose}
        actions={entry ? [
          { key: 'phone', text: '看完整手机号', icon: 'eye', whyNot: !may(me, 'phone.reveal', unitId) ? '仅书记、副书记可操作' : entry.phoneMasked ? null : '没有登记手机号', onTap: () => setStep({ step: 'phone', entry }) },
          { key: 'code', text: entry.active ? '重发邀请码（换手机、忘记密码）' : '发邀请码', icon: 'key', whyNot: entry.phoneMasked ? null : '没有登记手机号，无法核对', onTap: invite },
          { key: 'authenticator', text: '验证器和备用码都丢了', icon: 'shield-check', whyNot: !may(me, 'invitation.issue', unitId) ? '仅书记、副书记可操作' : entry.active ? null : '还没有激活账号', onTap: () => setStep({ step: 'authenticator', entry }) },
          { key: 'full', text: '转正', icon: 'check', whyNot: !write ? '仅书记、副书记可操作' : entry.status === 'probationary' ? null : '只有预备党员可以转正', onTap: () => setStep({ step: 'full', entry }) },
          entry.status === 'onProbation'
            ? { key: 'restoration', text: '恢复党员权利', icon: 'check', whyNot: write ? null : '仅书记、副书记可操作', onTap: () => setStep({ step: 'restoration', entry }) }
            : { key: 'probation', text: '记录留党察看', icon: 'ban', whyNot: !write ? '仅书记、副书记可操作' : entry.status === 'full' ? null : '只有正式党员可以记录留党察看', onTap: () => setStep({ step: 'probation', entry }) },
          { key: 'move', text: '转到别的支部', icon: 'share', whyNot: write ? null : '仅书记、副书记可操作', onTap: () => setStep({ step: 'move', entry }) },
          { key: 'end', text: '结束组织关系', icon: 'ban', danger: true, whyNot: write ? null : '仅书记、副书记可操作', onTap: () => setStep({ step: 'end', entry }) },
        ] : []}
      />
      {step?.step === 'phone' ? <RevealPhone unitId={unitId} entry={step.entry} onClose={() => setStep(null)} /> : null}
      {step?.step === 'authenticator' ? <LostSecondStep unitId={unitId} person={step.entry.person} onClose={() => setStep(null)} /> : null}
      {step?.step === 'full' || step?.step === 'probation' || step?.step === 'restoration' ? <StatusSheet unitId={unitId} entry={step.entry} step={step.step} onClose={() => setStep(null)} onDone={done} /> : null}
      {step?.step === 'move' ? <ReleaseSheet unitId={unitId} entry={step.entry} onClose={() => setStep(null)} onDone={done} /> : null}
      {step?.step === 'end' ? <EndMembership unitId={unitId} entry={step.entry} onClose={() => setStep(null)} onDone={done} /> : null}
    </>
  );
}

interface StepProps { unitId: string; entry: Entry; onClose: () => void }

function RevealPhone({ unitId, entry, onClose }: StepProps): ReactNode {
  const reason = useRef<TextHandle>(null);
  const [phone, setPhone] = useState<string | null>(null);
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const reveal = async (): Promise<void> => {
    await attempt.run(async () => setPhone((await guarded(() => call(memberRoutes.revealPhone, { unitId, membershipId: entry.membershipId, reason: reason.current?.value ?? '' }))).phone));
  };
  return (
    <>
      <Sheet open title={`${entry.person.name}的手机号`} onClose={onClose} foot={phone ? <Button wide onTap={onClose}>看完了</Button> : <Button kind="primary" wide onTap={reveal}>查看</Button>}>
        {phone ? <Box className="code-big num">{phone}</Box> : (
          <>
            <Box className="para soft">查看会留下记录，本人看得到谁看过、为什么。</Box>
            {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
            <Input label="理由" required maxLength={100} placeholder="例如：联系确认参会" handle={reason} error={attempt.error?.field('reason')} />
          </>
        )}
      </Sheet>
      {proof}
    </>
  );
}

function EndMembership({ unitId, entry, onClose, onDone }: StepProps & { onDone: () => Promise<void> }): ReactNode {
  const [reason, setReason] = useState<EndReason | null>(null);
  const [on, setOn] = useState(shanghaiDay(new Date()));
  const [missing, setMissing] = useState(false);
  const attempt = useAttempt();
  const end = async (): Promise<void> => {
    setMissing(reason === null);
    if (reason === null) return;
    const ok = await attempt.run(() => call(memberRoutes.endMembership, { unitId, membershipId: entry.membershipId, reason, on }));
    if (!ok) return;
    toast(`已记录：${entry.person.name} ${endReasonNames[reason]}`);
    await onDone();
  };
  const valid = !Number.isNaN(shanghaiMoment(on).getTime());
  return (
    <Sheet open title={`结束${entry.person.name}的组织关系`} onClose={onClose} foot={<Button kind="danger" wide disabled={!valid} onTap={end}>结束组织关系</Button>}>
      <Box className="para soft">记录会保留。从这一天起，这位同志看不到本支部的内容，也不再计入应到。</Box>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <RadioGroup<EndReason> label="原因" value={reason} onChange={setReason} options={endReasons.map((value) => ({ value, text: endReasonNames[value] }))} error={missing ? '请选择原因。' : null} />
      <Day label="日期" value={on} onChange={setOn} />
    </Sheet>
  );
}
