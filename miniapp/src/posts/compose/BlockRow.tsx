import type { Block } from '@branch/shared/posts/blocks';
import { type ReactNode, useRef, useState } from 'react';
import { absolute } from '../../kit/call';
import { Button, IconButton } from '../../ui/Button';
import { Box, cx, Picture } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Input, Textarea } from '../../ui/Input';
import { Progress } from '../../ui/Progress';
import { ActionMenu, type MenuAction } from '../../ui/Sheet';
import { itemOf, type Item, type Writing } from './store';

type TextBlock = Extract<Block, { type: 'paragraph' | 'heading' | 'quote' }>;
const names: Record<Block['type'], string> = { paragraph: '正文', heading: '小标题', quote: '引文', list: '列表', link: '链接', picture: '图片', attachment: '附件' };
const hints: Record<'paragraph' | 'heading' | 'quote' | 'list', string> = { paragraph: '写写看到的、做过的、想到的', heading: '小标题', quote: '别人说的一句话', list: '一行一条' };

/** One block to write in. Its words live in the field; `initial` is what they were when it was drawn. */
export function BlockRow({ item, at, count, writing, onFocus }: { item: Item; at: number; count: number; writing: Writing; onFocus: () => void }): ReactNode {
  const [menu, setMenu] = useState(false);
  const initial = useRef(item.block).current;
  const name = `第 ${at + 1} 块：${names[item.block.type]}`;
  const actions: MenuAction[] = [
    { key: 'up', text: '上移', icon: 'arrow-up', whyNot: at === 0 ? '已经在最前面' : null, onTap: () => writing.move(item.key, -1) },
    { key: 'down', text: '下移', icon: 'arrow-down', whyNot: at === count - 1 ? '已经在最后面' : null, onTap: () => writing.move(item.key, 1) },
    ...(isText(item.block) || item.block.type === 'list' ? (['paragraph', 'heading', 'quote', 'list'] as const).filter((type) => type !== item.block.type).map((type): MenuAction => ({
      key: type, text: `改成${names[type]}`, icon: type === 'list' ? 'list' : type === 'quote' ? 'quote' : 'pencil', onTap: () => writing.arrange((items) => items.map((one) => (one.key === item.key ? itemOf(turned(item.block, type)) : one))),
    })) : []),
    { key: 'remove', text: '去掉这一块', icon: 'trash', danger: true, onTap: () => writing.remove(item.key) },
  ];
  return (
    <Box className={cx('block', `block-${item.block.type}`, count === 1 && 'is-only')} role="group" label={name} dom={{ onFocus }}>
      <Box className="block-main"><Field item={item} initial={initial} name={name} writing={writing} /></Box>
      <IconButton icon="dots" label={`${name}，更多`} className="block-more" onTap={() => setMenu(true)} />
      <ActionMenu open={menu} title={names[item.block.type]} actions={actions} onClose={() => setMenu(false)} />
    </Box>
  );
}

const isText = (block: Block): block is TextBlock => block.type === 'paragraph' || block.type === 'heading' || block.type === 'quote';
const wordsOf = (block: Block): string => (isText(block) ? block.text : block.type === 'list' ? block.items.join('\n') : '');
/** The same words as another kind of block. */
function turned(block: Block, type: 'paragraph' | 'heading' | 'quote' | 'list'): Block {
  const words = wordsOf(block);
  return type === 'list' ? { type, items: words.split('\n').map((line) => line.trim()).filter((line) => line !== '') } : { type, text: type === 'heading' ? words.replace(/\s*\n\s*/g, ' ') : words };
}

function Field({ item, initial, name, writing }: { item: Item; initial: Block; name: string; writing: Writing }): ReactNode {
  const { key, block } = item;
  switch (block.type) {
    case 'heading': return <Input bare label={name} maxLength={100} soft placeholder={hints.heading} defaultValue={wordsOf(initial)} onValue={(text) => writing.type(key, { type: 'heading', text })} />;
    case 'list': return <Textarea bare grow label={name} maxLength={20_000} soft placeholder={hints.list} defaultValue={wordsOf(initial)} onValue={(text) => writing.type(key, { type: 'list', items: text.split('\n') })} />;
    case 'link': return (
      <>
        <Input bare label={`${name}的网址`} maxLength={500} placeholder="https://" defaultValue={initial.type === 'link' ? initial.url : ''} onValue={(url) => writing.type(key, { ...now(writing, key, block), url: url.trim() } as Block)} />
        <Input bare label={`${name}显示的文字`} maxLength={100} placeholder="显示成什么（可不写）" defaultValue={initial.type === 'link' ? initial.text : ''} onValue={(text) => writing.type(key, { ...now(writing, key, block), text } as Block)} />
      </>
    );
    case 'picture': return <PictureField item={item} initial={initial} name={name} writing={writing} />;
    case 'attachment': return <Box className="block-file"><Icon name="file-text" /><Box className="doc-name">{item.name || '附件'}</Box></Box>;
    default: return <Textarea bare grow label={name} maxLength={20_000} soft placeholder={hints[block.type]} defaultValue={wordsOf(initial)} onValue={(text) => writing.type(key, { type: block.type, text })} />;
  }
}

/** As it stands in the store: the page may be drawn from an older one while one types fast. */
const now = (writing: Writing, key: string, or: Block): Block => writing.state.get().items.find((one) => one.key === key)?.block ?? or;

function PictureField({ item, initial, name, writing }: { item: Item; initial: Block; name: string; writing: Writing }): ReactNode {
  const { key, block, going, preview } = item;
  if (block.type !== 'picture' || initial.type !== 'picture') return null;
  const say = (part: { alt?: string; caption?: string }): void => writing.type(key, { ...now(writing, key, block), ...part } as Block);
  return (
    <Box className="block-picture">
      <Box className="block-shot">{preview ? <Picture className="image-in" src={preview.startsWith('/') ? absolute(preview) : preview} alt={block.alt} /> : <Icon name="photo" />}</Box>
      <Box className="block-words" live="polite">
        {going?.state === 'sending' ? <><Progress value={going.percent} max={100} label={`${name}正在上传`} /><Box className="card-end"><Box className="faint num">{going.percent === 0 ? '等着上传' : `已传 ${going.percent}%`}</Box><Button small kind="quiet" icon="x" onTap={() => writing.remove(key)}>取消</Button></Box></> : null}
        {going?.state === 'failed' ? <><Box className="field-error" role="alert">没有传上去：{going.why}</Box><Box className="btn-row"><Button small icon="refresh" onTap={() => writing.retry(key)}>重传</Button><Button small icon="x" onTap={() => writing.remove(key)}>移除</Button></Box></> : null}
        <Input bare label={`${name}的说明`} maxLength={100} placeholder="图片说明（可不写）" defaultValue={initial.caption} onValue={(caption) => say({ caption })} />
        <Input bare label={`${name}的替代文字`} maxLength={100} placeholder="图里有什么（读屏用）" defaultValue={initial.alt} onValue={(alt) => say({ alt })} />
      </Box>
    </Box>
  );
}
