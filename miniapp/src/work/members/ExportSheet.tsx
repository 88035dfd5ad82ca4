import { rosterRoutes } from '@branch/shared/members/roster-routes';
import { shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { download } from '../../kit/call';
import { isH5 } from '../../kit/platform';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { useProof } from '../../members/StepUp';
import { toast } from '../../ui/Toast';

/** The roster as a file, phones masked unless asked for (which is logged). */
export function ExportSheet({ unitId, open, onClose }: { unitId: string; open: boolean; onClose: () => void }): ReactNode {
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [phones, setPhones] = useState<'masked' | 'full'>('masked');
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const save = async (): Promise<void> => {
    const ok = await attempt.run(() => guarded(() => download(rosterRoutes.export, { unitId, format, phones }, `名册-${shanghaiDay(new Date())}.${format}`)));
    if (!ok) return;
    toast('已导出');
    onClose();
  };
  return (
    <>
      <Sheet open={open} title="导出名册" onClose={onClose} foot={isH5 ? <Button kind="primary" wide icon="download" onTap={save}>导出</Button> : undefined}>
        {isH5 ? (
          <>
            {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
            <RadioGroup label="格式" value={format} onChange={setFormat} options={[{ value: 'xlsx', text: 'Excel 表格（.xlsx）' }, { value: 'csv', text: '文本表格（.csv）' }]} />
            <RadioGroup label="手机号" value={phones} onChange={setPhones} options={[{ value: 'masked', text: '隐去中间四位' }, { value: 'full', text: '完整号码', hint: '会留下记录，请妥善保管文件' }]} />
          </>
        ) : <Box className="soft">请在电脑上打开网页版导出。</Box>}
      </Sheet>
      {proof}
    </>
  );
}
