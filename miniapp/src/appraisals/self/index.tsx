import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { selfReviewLength, whyNotReview } from '@branch/shared/appraisals/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { ReviewForm } from '../ReviewForm';
import { WhoReads } from '../shown';

/** 个人自评: written in peace, kept while typed, handed in. Address: `unit`, `id`. */
export default function SelfReviewPage(): ReactNode {
  const { unit: unitId = '', id: appraisalId = '' } = useQuery();
  const me = useMe();
  const round = useRoute(appraisalRoutes.round, { unitId, appraisalId });
  const [version, setVersion] = useState(0);
  return (
    <Page title="个人自评" desk="appraisal">
      <Async from={round} rows={6}>
        {(shown) => {
          const why = whyNotReview({ stage: shown.stage, expired: shown.expired, self: true, authorTakesPart: shown.me.takesPart, aboutTakesPart: shown.me.takesPart });
          return (
            <>
              {why ? <Banner tone="warn">{wordsOf(why)}</Banner> : me ? (
                <Card>
                  {shown.me.selfReview ? <Banner tone="success">已提交。这一步结束之前还可以改。</Banner> : null}
                  <ReviewForm key={version} unitId={unitId} appraisalId={appraisalId} personId={me.person.id} self label="自评" hint={`对照党员标准，说说这一年做了什么、差在哪里、准备怎么改。最多 ${selfReviewLength.toLocaleString('en')} 字。只有您自己和支委会看得到，评议结束 ${shown.keepDays} 天后彻底删除。`}
                    written={shown.me.selfReview} draft={shown.me.draft} onDone={async () => { await round.reload(); setVersion((before) => before + 1); toast('自评已提交'); }} />
                </Card>
              ) : null}
              <WhoReads round={shown} />
            </>
          );
        }}
      </Async>
    </Page>
  );
}
