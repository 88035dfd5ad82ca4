import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { whyNotPaper } from '@branch/shared/appraisals/rules';
import { type Grade, gradeNames, grades } from '@branch/shared/appraisals/words';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useQuery } from '../../kit/query';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import '../appraisals.scss';

type Paper = Output<typeof appraisalRoutes.paper>;
const options = grades.map((value) => ({ value, text: gradeNames[value] }));

/** 民主测评 paper: one grade for everybody but me, cast once and secretly. What is chosen is kept nowhere before. Address: `unit`, `id`. */
export default function AppraisalPaperPage(): ReactNode {
  const { unit: unitId = '', id: appraisalId = '' } = useQuery();
  const paper = useRoute(appraisalRoutes.paper, { unitId, appraisalId });
  const [chosen, setChosen] = useState<Readonly<Record<string, Grade>>>({});
  const [asking, setAsking] = useState(false);
  const attempt = useAttempt();
  const cast = async (): Promise<void> => {
    await attempt.run(() => call(appraisalRoutes.rate, { unitId, appraisalId, grades: Object.entries(chosen).map(([personId, grade]) => ({ personId, grade })) }));
    setAsking(false);
    await paper.reload();
  };
  const open = paper.data?.mayRate ? paper.data : null;
  return (
    <Page title="民主测评" desk="appraisal" foot={open ? <Foot paper={open} chosen={chosen} onCast={() => setAsking(true)} /> : undefined}>
      <Async from={paper} rows={6}>
        {(shown) => (
          <>
            {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
            {shown.rated ? <Banner tone="success" title="您的票已经计入">每人一票，不能再改。投了什么没有记在任何地方，您自己也查不到。</Banner> : shown.mayRate ? <Form paper={shown} chosen={chosen} onChange={setChosen} /> : <Banner>现在不用投票：测评没有在进行，或者您没有表决权。</Banner>}
          </>
        )}
      </Async>
      <Confirm open={asking} title="投出这张票？" yes="投票" onYes={cast} onClose={() => setAsking(false)}>投出以后不能再改，也查不到。</Confirm>
    </Page>
  );
}

function Form({ paper, chosen, onChange }: { paper: Paper; chosen: Readonly<Record<string, Grade>>; onChange: (next: Record<string, Grade>) => void }): ReactNode {
  const left = paper.people.filter((one) => !chosen[one.id]);
  return (
    <>
      <Banner>无记名：只记您投过，和各等次多了一票，两者对不上。票数要等测评结束才看得到；要是大家选得都一样，票数自己就说明了。</Banner>
      <Card title="给每位同志选一个等次" aside={paper.cap === null ? undefined : `“优秀”最多 ${paper.cap} 位`}>
        {paper.people.map((one) => (
          <Box key={one.id} className="grade-row">
            <Box className="grade-name">{one.name}</Box>
            <Chips<Grade | ''> label={`${one.name}的等次`} wrap value={chosen[one.id] ?? ''} onChange={(grade) => { if (grade !== '') onChange({ ...chosen, [one.id]: grade }); }} options={options} />
          </Box>
        ))}
      </Card>
      {left.length > 0 ? <Box className="btn-row para"><Button onTap={() => onChange({ ...chosen, ...Object.fromEntries(left.map((one) => [one.id, 'qualified' as const])) })}>其余 {left.length} 位都填“合格”</Button></Box> : null}
    </>
  );
}

function Foot({ paper, chosen, onCast }: { paper: Paper; chosen: Readonly<Record<string, Grade>>; onCast: () => void }): ReactNode {
  const given = Object.entries(chosen).map(([personId, grade]) => ({ personId, grade }));
  const excellent = given.filter((one) => one.grade === 'excellent').length;
  return (
    <>
      <Box className="foot-words num">已选 {given.length} / {paper.people.length}{paper.cap === null ? '' : ` · 优秀 ${excellent} / ${paper.cap}`}</Box>
      <Act kind="primary" wide whyNot={whyNotPaper(given, paper.people.map((one) => one.id), paper.cap)} onTap={onCast}>投票</Act>
    </>
  );
}
