import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { whyNotSign } from '@branch/shared/meetings/objection-rules';
import { paths } from '@branch/shared/paths';
import { type ReactNode, useState } from 'react';
import { call, download } from '../../kit/call';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box, isH5 } from '../../ui/host';
import { ActionMenu, Confirm, type MenuAction } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { shownAt } from '../meeting-words';
import type { Minutes } from './Objections';

type At = { unitId: string; meetingId: string };

/** The minutes as a file and as paper; while one is being made the button says so. */
export function TakeAway({ minutes, at }: { minutes: Minutes; at: At }): ReactNode {
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { version } = minutes.latest;
  const save = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      if (isH5) toast('文件已生成，在浏览器的下载里');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  const title = minutes.meeting.title.replace(/[\\/:*?"<>|]/g, ' ');
  const actions: (MenuAction | false)[] = [
    { key: 'docx', text: `纪要第 ${version} 版（Word）`, icon: 'file-text', onTap: () => save(() => download(minutesRoutes.export, { ...at, version }, `${title}-纪要-第${version}版.docx`)) },
    { key: 'transcript', text: '全部发言记录（Word）', icon: 'list', onTap: () => save(() => download(minutesRoutes.transcript, { ...at, format: 'docx' }, `${title}-发言记录.docx`)) },
    isH5 && { key: 'text', text: '全部发言记录（文本）', icon: 'notes', onTap: () => save(() => download(minutesRoutes.transcript, { ...at, format: 'txt' }, `${title}-发言记录.txt`)) },
  ];
  return (
    <>
      <Button kind="quiet" icon="download" busy={busy} onTap={() => setChoosing(true)}>{busy ? '正在生成…' : '导出'}</Button>
      {isH5 ? <Button kind="quiet" icon="printer" onTap={() => open(paths.printMinutes(at.unitId, at.meetingId, version))}>打印</Button> : null}
      <ActionMenu open={choosing} title="导出" actions={actions.filter((action): action is MenuAction => action !== false)} onClose={() => setChoosing(false)} />
    </>
  );
}

/** Whether the chair has signed this version, in plain words; the chair signs here. */
export function SignatureCard({ minutes, at, onChange }: { minutes: Minutes; at: At; onChange: () => Promise<void> }): ReactNode {
  const [asking, setAsking] = useState(false);
  const { latest, me } = minutes;
  const { chair } = latest.content.head;
  const sign = async (): Promise<void> => {
    try {
      await call(minutesRoutes.sign, { ...at, version: latest.version });
      toast('已签字');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    setAsking(false);
    await onChange();
  };
  return (
    <Card title="主持人签字">
      {latest.signature ? <Box>{latest.signature.by.name} 签于 {shownAt(latest.signature.at)}</Box> : <Box className="soft">第 {latest.version} 版还没有签字，等主持人{chair}。</Box>}
      {me.isChair && !latest.signature ? <Box className="btn-row"><Act icon="writing" whyNot={whyNotSign({ isChair: me.isChair, signed: false })} onTap={() => setAsking(true)}>签字</Act></Box> : null}
      <Confirm open={asking} title={`在第 ${latest.version} 版上签字`} yes="签字" onYes={sign} onClose={() => setAsking(false)}>签字后写明您的姓名和时间，不能撤回。以后更正成新的一版，要另外签。</Confirm>
    </Card>
  );
}
