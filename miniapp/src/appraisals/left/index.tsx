import { leftRoundRoutes } from '@branch/shared/appraisals/routes';
import { appraisalStageNames } from '@branch/shared/appraisals/words';
import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { AboutCards, dateOf, Stages } from '../shown';

/** 民主评议 of units one has left: what they say of the reader, until the texts are deleted. Nothing can be written or voted here. Address: `id` of one of them. */
export default function LeftPage(): ReactNode {
  const { id } = useQuery();
  return id === undefined ? <All /> : <One appraisalId={id} />;
}

function All(): ReactNode {
  const rounds = useRoute(leftRoundRoutes.rounds, {});
  return (
    <Page title="原支部的民主评议">
      <Async from={rounds}>
        {({ items }) => items.length === 0 ? <Empty icon="checklist" text="没有原支部还在保存期内的民主评议。转出以后，写着您的自评、互评和结果，在到期之前还看得到。" /> : (
          <Card><List label="民主评议">{items.map((one) => <Row key={one.id} icon="checklist" title={`${one.year} 年民主评议`} hint={`${one.unitName} · ${appraisalStageNames[one.stage]} · 看得到 ${dateOf(one.expiresAt)}`} to={paths.leftAppraisals(one.id)} />)}</List></Card>
        )}
      </Async>
    </Page>
  );
}

function One({ appraisalId }: { appraisalId: string }): ReactNode {
  const left = useRoute(leftRoundRoutes.round, { appraisalId });
  return (
    <Page title="民主评议" subtitle={left.data?.round.unitName}>
      <Async from={left}>
        {({ round, ...about }) => (
          <>
            <Card title={`${round.year} 年民主评议`} aside={appraisalStageNames[round.stage]}>
              <Stages stage={round.stage} />
              <Box className="soft">您已转出这个支部，不再参加互评和测评；关于您自己的，到 {dateOf(round.expiresAt)} 为止还看得到，之后彻底删除。</Box>
            </Card>
            <AboutCards about={about} whose="我的" />
            {!about.selfReview && about.received.length === 0 && !about.counts ? <Box className="soft para">这一轮里还没有关于您的文字和结果。</Box> : null}
          </>
        )}
      </Async>
    </Page>
  );
}
