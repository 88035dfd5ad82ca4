import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { appraisalArticle, keepDaysFrom, keepDaysTo, keepDaysUsual } from '@branch/shared/appraisals/rules';
import { paths } from '@branch/shared/paths';
import { shanghaiParts } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { replace } from '../../kit/paths';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Select } from '../../ui/Select';
import { Banner } from '../../ui/States';

const choices = [keepDaysFrom, 60, keepDaysUsual, 180, keepDaysTo];

/** Opening the round of a year: for which year, and how long the texts are kept afterwards. */
export function OpenForm({ unitId, taken, onClose }: { unitId: string; taken: readonly number[]; onClose: () => void }): ReactNode {
  const now = shanghaiParts(new Date()).year;
  const years = [now, now - 1].filter((year) => !taken.includes(year));
  const [year, setYear] = useState(String(years[0] ?? now));
  const [keep, setKeep] = useState(String(keepDaysUsual));
  const attempt = useAttempt();
  const writeId = useWriteId();
  const start = async (): Promise<void> => {
    await attempt.run(async () => {
      const round = await call(appraisalRoutes.open, { unitId, year: Number(year), keepDays: Number(keep), clientId: writeId.idFor([year, keep]) });
      await replace(paths.appraisal(unitId, round.id));
    });
  };
  return (
    <Card title="开始民主评议">
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Select label="哪一年" value={year} onChange={setYear} options={years.map((one) => ({ value: String(one), text: `${one} 年` }))} />
      <Select label="自评、互评的文字留多久" hint="从结束那天算起，到期彻底删除，只留票数和评定意见。定了不能改，写之前人人看得到。" value={keep} onChange={setKeep} options={choices.map((days) => ({ value: String(days), text: `${days} 天` }))} />
      <Box className="soft para">现在的全体党员都会列入，可以在开始之后调整名单。依据{appraisalArticle}，一年一次。</Box>
      <Box className="btn-row"><Button kind="primary" onTap={start}>开始，通知大家写自评</Button><Button onTap={onClose}>取消</Button></Box>
    </Card>
  );
}
