import { differenceOf } from '@branch/shared/posts/blocks';
import { postRoutes } from '@branch/shared/posts/routes';
import { type ReactNode, useState } from 'react';
import { useQuery } from '../../kit/query';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Difference } from '../Difference';
import { PostBody } from '../PostBody';

/** Every version of a post: who, when, and what changed from the one before. */
export default function RevisionsPage(): ReactNode {
  const { unit, id } = useQuery();
  const [whole, setWhole] = useState<number | null>(null);
  const revisions = useRoute(postRoutes.revisions, unit && id ? { unitId: unit, postId: id } : null);
  return (
    <Page title="历史版本" subtitle={revisions.data?.items[0]?.title}>
      <Async from={revisions} rows={2}>
        {({ items }) => items.map((one, i) => {
          const before = items[i + 1];
          return (
            <Card key={one.revision} title={i === 0 ? `第 ${one.revision} 版（现在的）` : `第 ${one.revision} 版`} aside={<Meta parts={[one.by.name, ago(one.at)]} />}>
              {before ? <Difference lines={differenceOf(before, one)} /> : <Meta parts={['最初的一版']} />}
              {whole === one.revision || !before ? <PostBody unitId={unit ?? ''} blocks={one.blocks} /> : <Button small kind="quiet" icon="eye" onTap={() => setWhole(one.revision)}>看这一版全文</Button>}
            </Card>
          );
        })}
      </Async>
    </Page>
  );
}
