import { paths } from '@branch/shared/paths';
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { unitNow, useMe } from '../../kit/me';
import { open, replace } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Progress } from '../../ui/Progress';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { ChecksStep, ColumnsStep, FaceStep, PeopleStep } from './steps';
import { type Application, type Kept, useApplication } from './useApplication';
import '../site.scss';

const steps = ['基本信息', '栏目', '管理员', '自查清单'] as const;
const keptWords: Record<Kept, string> = { saved: '已保存', saving: '正在保存…', device: '网络没连上，先存在这台设备上', conflict: '别人也在改' };

/** 申请上线 in four steps; nothing typed is lost, wherever one stops. */
export default function ApplyPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const found = useRoute(applicationRoutes.application, unitId ? { unitId } : null);
  const first = found.data;
  if (!first) return <Page title="申请上线" desk="site"><Async from={found} rows={2}>{() => null}</Async></Page>;
  if (first.state === 'waiting') return <Page title="申请上线" desk="site"><Banner tone="info" title="申请已经提交" action={<Button small onTap={() => replace(paths.siteStanding(unitId))}>看进展</Button>}>正在等审核，要改请先在进展里撤回。</Banner></Page>;
  return <Steps key={unitId} unitId={unitId} first={first} />;
}

/** `first` is asked again whenever the page comes back: who is appointed meanwhile is in it. */
function Steps({ unitId, first }: { unitId: string; first: Application }): ReactNode {
  const write = useApplication(unitId, first);
  const [step, setStep] = useState(0);
  const [generation, setGeneration] = useState(0);
  const attempt = useAttempt();
  const writeId = useWriteId();
  const { application, content, kept, theirs } = write;
  const go = (to: number): void => { void write.flush(); setStep(to); };
  const errors = attempt.error?.fields ?? [];
  const error = (path: string): string | null => errors.find((field) => field.path === path)?.message ?? null;
  const submit = async (): Promise<void> => {
    if (!(await write.flush())) return;
    const input = { unitId, revision: write.revision() };
    const ok = await attempt.run(() => call(applicationRoutes.submit, { ...input, clientId: writeId.idFor(input) }));
    if (!ok) return;
    writeId.done();
    toast('已提交，十个工作日内有答复');
    await replace(paths.siteStanding(unitId));
  };
  const wrongSteps = [...new Set(errors.map((field) => (field as { step?: number }).step ?? 0))].sort();
  return (
    <Page
      title="申请上线" subtitle={keptWords[kept]} desk="site"
      strip={<Box><Progress value={step + 1} max={steps.length} label={`第 ${step + 1} 步，共 ${steps.length} 步`} /><Box className="card-end"><Box>{step + 1} / {steps.length} {steps[step]}</Box><Button small kind="quiet" icon="eye" onTap={async () => { await write.flush(); await open(paths.siteFace(unitId, 'yes')); }}>以访客身份看</Button></Box></Box>}
      foot={(
        <Box className="steps-foot">
          {step > 0 ? <Button onTap={() => go(step - 1)}>上一步</Button> : null}
          {step < steps.length - 1 ? <Button kind="primary" onTap={() => go(step + 1)}>下一步</Button> : <Button kind="primary" onTap={submit}>提交申请</Button>}
        </Box>
      )}
    >
      {theirs ? (
        <Banner tone="warn" title={`${theirs.by}刚保存过这份申请`} action={<Box className="btn-row"><Button small onTap={() => { write.settle('theirs'); setGeneration(generation + 1); }}>用{theirs.by}的</Button><Button small onTap={() => write.settle('mine')}>用我写的</Button></Box>}>
          您写的还在。{theirs.by}写的名称是“{theirs.content.name}”，有 {theirs.content.columns.length} 个栏目。
        </Banner>
      ) : null}
      {attempt.error ? <Banner tone="warn">{attempt.error.message}{wrongSteps.length > 0 ? <Box className="btn-row">{wrongSteps.map((at) => <Button key={at} small onTap={() => go(at)}>去补“{steps[at]}”</Button>)}</Box> : null}</Banner> : null}
      {first.openTasks > 0 ? <Banner tone="info" action={<Button small onTap={() => open(paths.siteStanding(unitId))}>看任务</Button>}>还有 {first.openTasks} 项任务没有完成，完成后才能提交。</Banner> : null}
      <Box key={generation}>
        {step === 0 ? <FaceStep content={content} change={write.change} error={error} /> : null}
        {step === 1 ? <ColumnsStep content={content} change={write.change} error={error} /> : null}
        {step === 2 ? <PeopleStep unitId={unitId} admins={first.admins} content={content} change={write.change} error={error} /> : null}
        {step === 3 ? <ChecksStep application={application} content={content} change={write.change} error={error} /> : null}
      </Box>
    </Page>
  );
}
