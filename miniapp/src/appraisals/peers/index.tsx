import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { peerReviewLength, whyNotReview } from '@branch/shared/appraisals/rules';
import type { Output } from '@branch/shared/route';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useState } from 'react';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { ReviewForm } from '../ReviewForm';
import { WhoReads } from '../shown';

type Peer = Output<typeof appraisalRoutes.peers>['items'][number];

/** 党员互评: to whom I have written and to whom not; a sheet to write. Address: `unit`, `id`. */
export default function PeerReviewsPage(): ReactNode {
  const { unit: unitId = '', id: appraisalId = '' } = useQuery();
  const round = useRoute(appraisalRoutes.round, { unitId, appraisalId });
  const peers = useRoute(appraisalRoutes.peers, { unitId, appraisalId });
  const [writing, setWriting] = useState<Peer | null>(null);
  const why = round.data ? whyNotReview({ stage: round.data.stage, expired: round.data.expired, self: false, authorTakesPart: round.data.me.takesPart, aboutTakesPart: true }) : null;
  return (
    <Page title="党员互评" desk="appraisal">
      {why ? <Banner tone="warn">{wordsOf(why)}</Banner> : null}
      <Async from={peers}>
        {({ items }) => items.length === 0 ? <Empty icon="users" text="名单上没有别的同志。" /> : (
          <Card title="写给谁" aside={`已写 ${items.filter((one) => one.written).length} / ${items.length}`}>
            <Box className="soft para">不要求人人都写。优点说准，缺点直说，对事不对人。</Box>
            <List label="写给谁">
              {items.map((one) => (
                <Row key={one.person.id} start={<Avatar name={one.person.name} seed={one.person.id} />} title={one.person.name} hint={one.written ? one.written.text.slice(0, 30) : one.draft ? '写了一半' : undefined}
                  end={<Tag tone={one.written ? 'success' : 'plain'}>{one.written ? '已写' : '没写'}</Tag>} {...(why === null ? { onTap: () => setWriting(one) } : {})} />
              ))}
            </List>
          </Card>
        )}
      </Async>
      {round.data ? <WhoReads round={round.data} /> : null}
      {writing ? (
        <Sheet open title={`写给${writing.person.name}`} onClose={() => { setWriting(null); void peers.reload(); }}>
          <ReviewForm unitId={unitId} appraisalId={appraisalId} personId={writing.person.id} self={false} label="互评" hint={`写着您的名字；${writing.person.name}和支委会看得到，别人看不到${round.data ? `，评议结束 ${round.data.keepDays} 天后彻底删除` : ''}。最多 ${peerReviewLength.toLocaleString('en')} 字。`}
            written={writing.written} draft={writing.draft} onDone={async () => { setWriting(null); await peers.reload(); toast('互评已提交'); }} />
        </Sheet>
      ) : null}
    </Page>
  );
}
