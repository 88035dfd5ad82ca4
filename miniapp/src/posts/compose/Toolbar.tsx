import type { Block } from '@branch/shared/posts/blocks';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';

/** What can be added beneath the block one writes in. */
export function Toolbar({ onAdd, onPictures, onDocuments }: { onAdd: (block: Block) => void; onPictures: () => void; onDocuments: () => void }): ReactNode {
  return (
    <Box className="compose-bar" role="toolbar" label="加一块">
      <Button small icon="photo" onTap={onPictures}>图片</Button>
      <Button small icon="plus" onTap={() => onAdd({ type: 'paragraph', text: '' })}>段落</Button>
      <Button small icon="text-size" onTap={() => onAdd({ type: 'heading', text: '' })}>小标题</Button>
      <Button small icon="list" onTap={() => onAdd({ type: 'list', items: [] })}>列表</Button>
      <Button small icon="quote" onTap={() => onAdd({ type: 'quote', text: '' })}>引文</Button>
      <Button small icon="link" onTap={() => onAdd({ type: 'link', url: '', text: '' })}>链接</Button>
      <Button small icon="file-text" onTap={onDocuments}>附件</Button>
    </Box>
  );
}
