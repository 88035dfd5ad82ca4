import { type Block, differenceOf } from '@branch/shared/posts/blocks';
import { postRoutes } from '@branch/shared/posts/routes';
import { type ReactNode, useState } from 'react';
import type { Refused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { Difference } from '../Difference';

/** Someone – mostly oneself in another window – changed the post since it was read here: see the difference, write over it, or give way. Nothing is lost either way: the other version stays in the history. */
export function Conflict({ unitId, postId, mine, error, onOverwrite, onDrop }: { unitId: string; postId: string; mine: { title: string; blocks: Block[] }; error: Refused; onOverwrite: (revision: number) => Promise<unknown>; onDrop: () => Promise<void> }): ReactNode {
  const [looking, setLooking] = useState(false);
  const { by, at, revision } = error.details as { by?: string; at?: string; revision?: number };
  const now = useRoute(postRoutes.post, { unitId, postId });
  const overwrite = <Button kind="danger" onTap={async () => { await onOverwrite(now.data?.revision ?? revision ?? 1); }}>用我的覆盖</Button>;
  const drop = <Button onTap={onDrop}>放弃我的</Button>;
  return (
    <>
      <Banner tone="warn" title={`${by ?? '有人'}${at ? ` ${ago(at)}` : ''}在别处改过这篇帖子`}>
        您写的还在这里，没有覆盖任何内容。
        <Box className="btn-row"><Button icon="eye" onTap={() => setLooking(true)}>看差异</Button>{overwrite}{drop}</Box>
      </Banner>
      <Sheet open={looking} title="现在的 → 我的" onClose={() => setLooking(false)} foot={<Box className="btn-row">{overwrite}{drop}</Box>}>
        <Async from={now} rows={1}>{(post) => <Difference lines={differenceOf(post, mine)} />}</Async>
      </Sheet>
    </>
  );
}
