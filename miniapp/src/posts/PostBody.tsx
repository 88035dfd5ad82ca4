import type { DocumentKind } from '@branch/shared/files';
import type { ShownBlock } from '@branch/shared/posts/blocks';
import { postRoutes } from '@branch/shared/posts/routes';
import { createElement, type ReactNode, useRef, useState } from 'react';
import { absolute, call } from '../kit/call';
import { copyText } from '../kit/platform';
import { Pressable } from '../ui/Button';
import { DocumentRows } from '../ui/Documents';
import { Box, isH5, Picture, Span } from '../ui/host';
import { toast } from '../ui/Toast';
import { Gallery } from './Gallery';
import './body.scss';

type PictureBlock = Extract<ShownBlock, { type: 'picture' }>;

/** A post's blocks. Text is text: nothing in it is ever taken for markup. `onStale`: a picture's address has ended. */
export function PostBody({ unitId, postId, blocks, onStale }: { unitId: string; /** Of a post that is out: its attachments are opened by who may read it. */ postId?: string; blocks: readonly ShownBlock[]; onStale?: () => void }): ReactNode {
  const [at, setAt] = useState<number | null>(null);
  const told = useRef(false);
  const pictures = blocks.filter((block): block is PictureBlock => block.type === 'picture');
  // Once: a picture that is truly gone is not asked for again and again.
  const failed = (): void => {
    if (told.current) return;
    told.current = true;
    onStale?.();
  };
  return (
    <Box className="post-body">
      {blocks.map((block, i) => <Block key={i} unitId={unitId} postId={postId} block={block} number={block.type === 'picture' ? pictures.indexOf(block) : 0} onLook={setAt} onFail={failed} />)}
      {pictures.length > 0 ? <Gallery pictures={pictures} at={at} onMove={setAt} onClose={() => setAt(null)} /> : null}
    </Box>
  );
}

function Block({ unitId, postId, block, number, onLook, onFail }: { unitId: string; postId?: string; block: ShownBlock; number: number; onLook: (at: number) => void; onFail: () => void }): ReactNode {
  switch (block.type) {
    case 'heading': return <Box as="h3" className="body-heading">{block.text}</Box>;
    case 'quote': return <Box as="blockquote" className="body-quote">{block.text}</Box>;
    case 'list': return <Box as="ul" className="body-list">{block.items.map((item, i) => <Box key={i} as="li" className="body-item">{item}</Box>)}</Box>;
    case 'link': return <OutLink url={block.url} text={block.text} />;
    case 'attachment': return <DocumentRows unitId={unitId} files={[{ id: block.fileId, name: block.name, bytes: block.bytes, kind: (block.name.split('.').pop() ?? 'pdf') as DocumentKind }]} {...(postId ? { addressOf: (file) => call(postRoutes.attachment, { unitId, postId, fileId: file.id }) } : {})} />;
    case 'picture': return (
      <Box as="figure" className="body-picture">
        <Pressable className="body-look" label={`看大图：${block.alt || block.caption || `第 ${number + 1} 张`}`} onTap={() => onLook(number)}>
          <Box className="body-frame" style={{ paddingTop: `${block.width > 0 ? Math.min(150, (block.height / block.width) * 100) : 66}%` }}><Picture className="image-in" src={absolute(block.url)} alt={block.alt} onFail={onFail} /></Box>
        </Pressable>
        {block.caption ? <Box className="body-caption">{block.caption}</Box> : null}
      </Box>
    );
    default: return <Box as="p" className="para">{block.text}</Box>;
  }
}

/** A link out of the app: WeChat opens none, there it is copied. */
function OutLink({ url, text }: { url: string; text: string }): ReactNode {
  // Said again here, where it would run: only the web's own schemes.
  if (!/^https?:\/\//i.test(url)) return <Box as="p" className="para">{text || url}</Box>;
  if (isH5) return <Box as="p" className="para">{createElement('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow', className: 'link body-link' }, text || url)}</Box>;
  return <Pressable className="body-out" label={`复制链接：${text || url}`} onTap={async () => { toast((await copyText(url)) ? '链接已复制，请到浏览器打开' : '没有复制成功'); }}><Span className="link">{text || url}</Span></Pressable>;
}
