import type { ShownBlock } from '@branch/shared/posts/blocks';
import { visibilityNames } from '@branch/shared/posts/routes';
import type { ReactNode } from 'react';
import { Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { PostBody } from '../PostBody';
import { blocksOf, type Written } from './store';

/** The post as others will see it. */
export function Preview({ open, unitId, written, column, onClose }: { open: boolean; unitId: string; written: Written; column: string; onClose: () => void }): ReactNode {
  const files = new Map(written.items.flatMap((item) => ('fileId' in item.block ? [[item.block.fileId, item] as const] : [])));
  const shown = open ? blocksOf(written.items).map((block): ShownBlock => {
    if (block.type === 'picture') return { ...block, width: 4, height: 3, url: files.get(block.fileId)?.preview ?? '', thumbUrl: '' };
    return block.type === 'attachment' ? { ...block, name: files.get(block.fileId)?.name ?? '', bytes: files.get(block.fileId)?.bytes ?? 0 } : block;
  }) : [];
  return (
    <Sheet open={open} title="预览" onClose={onClose}>
      <Box as="h3" className="h1">{written.title.trim() || '（还没有标题）'}</Box>
      <Meta parts={[column, visibilityNames[written.visibility]]} />
      <PostBody unitId={unitId} blocks={shown} />
    </Sheet>
  );
}
