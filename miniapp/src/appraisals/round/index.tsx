import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { appraisalArticle } from '@branch/shared/appraisals/rules';
import { appraisalStageNames } from '@branch/shared/appraisals/words';
import { paths } from '@branch/shared/paths';
import { shanghaiParts } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { may, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, Facts } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { AboutCards, dateOf, Stages, WhoReads } from '../shown';
import { OpenForm } from './OpenForm';
import { Task } from './Task';

/** 民主评议 of a unit: the stage, what is mine to do, who reads what until when, and what concerns me. Address: `unit` (else the unit shown first), `id` (else the latest year). */
export default function AppraisalPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const rounds = useRoute(appraisalRoutes.rounds, unitId ? { unitId } : null);
  const [chosen, setChosen] = useState<string | null>(query.id ?? null);
  const [opening, setOpening] = useState(false);
  const runs = may(me, 'appraisal.run', unitId);
  const items = rounds.data?.items ?? [];
  const id = chosen ?? items[0]?.id ?? null;
  const year = shanghaiParts(new Date()).year;
  const mayOpen = runs && rounds.data !== null && !opening && [year, year - 1].some((one) => items.every((round) => round.year !== one));
  return (
    <Page title="民主评议" desk="appraisal" subtitle={me?.units.find((mine) => mine.unit.id === unitId)?.unit.name}
      actions={mayOpen && items.length > 0 ? <Button small icon="plus" onTap={() => setOpening(true)}>开始新的</Button> : undefined}
      strip={items.length > 1 && id ? <Chips label="年份" value={id} onChange={setChosen} options={items.map((round) => ({ value: round.id, text: `${round.year} 年` }))} /> : undefined}>
      <Async from={rounds}>
        {() => (
          <>
            {opening ? <OpenForm unitId={unitId} taken={items.map((round) => round.year)} onClose={() => setOpening(false)} /> : null}
            {id ? <OneRound key={id} unitId={unitId} appraisalId={id} judges={may(me, 'appraisal.judge', unitId)} /> : opening ? null : (
              <Empty icon="checklist" text={`这里还没有开展过民主评议。按${appraisalArticle}，一般每年一次。`}>{mayOpen ? <Button kind="primary" onTap={() => setOpening(true)}>开始民主评议</Button> : null}</Empty>
            )}
          </>
        )}
      </Async>
    </Page>
  );
}

function OneRound({ unitId, appraisalId, judges }: { unitId: string; appraisalId: string; judges: boolean }): ReactNode {
  const round = useRoute(appraisalRoutes.round, { unitId, appraisalId });
  const mine = useRoute(appraisalRoutes.mine, { unitId, appraisalId });
  return (
    <Async from={round}>
      {(shown) => (
        <>
          <Card title={`${shown.year} 年民主评议`} aside={shown.expired ? '已过保存期' : appraisalStageNames[shown.stage]}>
            <Stages stage={shown.stage} />
            <Facts rows={[['参加', `${shown.people} 位党员`], ...shown.moves.map((move) => [appraisalStageNames[move.stage], `${dateOf(move.at)} · ${move.by.name}`] as const)]} />
          </Card>
          {judges ? <Box className="btn-row para"><Button icon="shield-check" onTap={() => open(paths.appraisalDesk(unitId, appraisalId))}>支委会：进度与意见</Button></Box> : null}
          <Task unitId={unitId} round={shown} />
          {mine.data ? <AboutCards about={shown.stage === 'selfReview' ? { ...mine.data, selfReview: null } : mine.data} whose="我的" /> : null}
          <WhoReads round={shown} />
        </>
      )}
    </Async>
  );
}
