import { rosterRoutes } from '@branch/shared/members/roster-routes';
import { paths } from '@branch/shared/paths';
import { membershipStatusNames } from '@branch/shared/roles';
import type { Output } from '@branch/shared/route';
import { createElement, type ReactNode, useEffect, useRef, useState } from 'react';
import Taro from '@tarojs/taro';
import { call, type Chosen, download, upload } from '../../kit/call';
import { unitNow, useMe } from '../../kit/me';
import { replace } from '../../kit/paths';
import { isH5 } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useAttempt } from '../../kit/useAttempt';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Progress } from '../../ui/Progress';
import { Banner } from '../../ui/States';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';

type Preview = Output<typeof rosterRoutes.preview>;
type Job = Output<typeof rosterRoutes.job>;
const changeNames = { new: '新增', changed: '更新', same: '不变' } as const;

/** Import a roster (ORG-4): upload, look at what would change row by row, then all or nothing with progress. */
export default function ImportPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const [sending, setSending] = useState<number | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const attempt = useAttempt();
  const input = useRef<HTMLInputElement>(null);

  const take = async (file: Chosen): Promise<void> => {
    setPreview(null);
    setSending(0);
    await attempt.run(async () => setPreview(await upload(rosterRoutes.preview, { unitId }, file, setSending)));
    setSending(null);
  };
  const choose = async (): Promise<void> => {
    if (isH5) {
      input.current?.click();
      return;
    }
    const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx', 'csv'] }).catch(() => null);
    const file = chosen?.tempFiles[0];
    if (file) await take({ path: file.path, size: file.size });
  };
  const apply = async (): Promise<void> => {
    if (!preview) return;
    await attempt.run(async () => setJob(await call(rosterRoutes.apply, { unitId, previewId: preview.previewId })));
  };
  const save = async (get: () => Promise<void>): Promise<void> => {
    try {
      await get();
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const running = job?.state === 'running';
  const jobId = running ? job.jobId : null;
  useEffect(() => {
    if (jobId === null) return;
    let here = true;
    const timer = setInterval(() => {
      call(rosterRoutes.job, { unitId, jobId }).then((next) => { if (here) setJob(next); }, () => undefined);
    }, 400);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [jobId, unitId]);

  return (
    <Page title="导入名册" desk="roster" wide>
      {isH5 ? createElement('input', {
        ref: input, type: 'file', accept: '.xlsx,.csv', hidden: true, 'aria-label': '选择名册文件',
        onChange: (event: { currentTarget: HTMLInputElement }) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void take(file);
        },
      }) : null}
      {job ? <Working job={job} onAgain={() => { setJob(null); setPreview(null); }} onDone={() => void replace(paths.roster(unitId))} /> : (
        <>
          <Card title="第一步：选文件">
            <Box className="para soft">按模板填好，存成 .xlsx 或 .csv。先看会有什么变化，确认以后才写入；有一行不对就一行也不写。一次最多 20,000 行。</Box>
            <Box className="btn-row">
              <Button {...(preview ? {} : { kind: 'primary' as const })} icon="upload" disabled={sending !== null} onTap={choose}>{preview ? '换一个文件' : '选择文件'}</Button>
              {isH5 ? <Button icon="download" onTap={() => save(() => download(rosterRoutes.template, { unitId, format: 'xlsx' }, '名册模板.xlsx'))}>下载模板</Button> : null}
              {isH5 ? <Button kind="quiet" onTap={() => save(() => download(rosterRoutes.template, { unitId, format: 'csv' }, '名册模板.csv'))}>csv 模板</Button> : null}
            </Box>
            {sending === null ? null : <Box><Progress value={sending} max={100} label={`已上传 ${sending}%`} /><Box className="faint">{sending < 100 ? `正在上传 ${sending}%` : '正在逐行核对…'}</Box></Box>}
          </Card>
          {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
          {preview ? <Shown preview={preview} onErrors={() => save(() => download(rosterRoutes.errors, { unitId, previewId: preview.previewId }, '名册-需要改的行.csv'))} onApply={apply} /> : null}
        </>
      )}
    </Page>
  );
}

function Shown({ preview, onErrors, onApply }: { preview: Preview; onErrors: () => Promise<void>; onApply: () => Promise<void> }): ReactNode {
  const bad = preview.errorCount > 0;
  return (
    <>
      <Card title="第二步：看看会有什么变化" aside={`共 ${preview.rows} 行`}>
        <Facts rows={[['新增', `${preview.created} 名`], ['更新', `${preview.updated} 名`], ['不变', `${preview.unchanged} 名`], ['新单位', `${preview.companies} 家`], ['有问题', <Span key="e" className={bad ? 'is-bad' : ''}>{`${preview.errorCount} 处`}</Span>]]} />
        <Box className="btn-row">
          {bad ? (isH5 ? <Button kind="primary" icon="download" onTap={onErrors}>下载需要改的行</Button> : null) : <Button kind="primary" icon="check" onTap={onApply}>确认导入 {preview.rows} 行</Button>}
        </Box>
        {bad ? <Box className="faint">改好以后重新选择文件。现在什么也没有写入。</Box> : null}
      </Card>
      {bad ? (
        <Table
          caption="有问题的行" rows={preview.errors} rowKey={(row) => `${row.row} ${row.column} ${row.reason}`}
          columns={[
            { key: 'row', title: '行', cell: (row) => `第 ${row.row} 行`, by: (row) => row.row },
            { key: 'column', title: '列', cell: (row) => row.column },
            { key: 'value', title: '填的是', cell: (row) => row.value || '（空）' },
            { key: 'reason', title: '怎么改', cell: (row) => row.reason },
          ]}
        />
      ) : null}
      {preview.keptCount > 0 ? (
        <>
          <Banner tone="info" title={`${preview.keptCount} 名同志的党员身份不改`}>文件里的身份和登记的不同。身份关系到表决权，要有日期和依据，本人会收到通知，所以导入不改它；其他各列照常更新。</Banner>
          <Table
            caption="身份不改的同志" rows={preview.kept} rowKey={(row) => String(row.row)}
            columns={[
              { key: 'name', title: '姓名', cell: (row) => row.name },
              { key: 'now', title: '登记的', cell: (row) => membershipStatusNames[row.onRecord] },
              { key: 'file', title: '文件里', cell: (row) => membershipStatusNames[row.inFile] },
              { key: 'how', title: '怎么办', cell: (row) => row.how },
              { key: 'row', title: '行', cell: (row) => `第 ${row.row} 行` },
            ]}
          />
        </>
      ) : null}
      {preview.sample.length > 0 ? (
        <Table
          caption="前几行" rows={preview.sample} rowKey={(row) => String(row.row)}
          columns={[
            { key: 'name', title: '姓名', cell: (row) => row.name },
            { key: 'change', title: '变化', cell: (row) => <Tag tone={row.change === 'new' ? 'success' : row.change === 'changed' ? 'info' : 'plain'}>{changeNames[row.change]}</Tag> },
            { key: 'company', title: '单位', cell: (row) => row.company || '没有填' },
            { key: 'status', title: '党员身份', cell: (row) => membershipStatusNames[row.status] },
            { key: 'row', title: '行', cell: (row) => `第 ${row.row} 行` },
          ]}
        />
      ) : null}
    </>
  );
}

function Working({ job, onAgain, onDone }: { job: Job; onAgain: () => void; onDone: () => void }): ReactNode {
  if (job.state === 'failed') return <Banner tone="warn" title="没有导入，名册和原来一样" action={<Button small onTap={onAgain}>重新选择</Button>}>{job.error ?? '请重新上传。'}</Banner>;
  if (job.state === 'done') {
    return (
      <Card title="导入完成">
        <Facts rows={[['新增', `${job.result?.created ?? 0} 名`], ['更新', `${job.result?.updated ?? 0} 名`], ['不变', `${job.result?.unchanged ?? 0} 名`]]} />
        <Box className="btn-row"><Button kind="primary" onTap={onDone}>看名册</Button><Button onTap={onAgain}>再导一份</Button></Box>
      </Card>
    );
  }
  return (
    <Card title="正在导入" aside={`${job.done} / ${job.total} 行`}>
      <Progress value={job.done} max={job.total} label={`已写入 ${job.done} 行，共 ${job.total} 行`} />
      <Box className="faint">可以离开这一页，导入会继续。</Box>
    </Card>
  );
}
