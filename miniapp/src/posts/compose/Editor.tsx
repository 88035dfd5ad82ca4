import { mostAttachments, mostPictures, textOf, charactersOf, mostCharacters, whyNotBlocks } from '@branch/shared/posts/blocks';
import { fileRoutes } from '@branch/shared/files';
import { paths } from '@branch/shared/paths';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { postRoutes, visibilities, type Visibility, visibilityNames } from '@branch/shared/posts/routes';
import { whyNotVisible } from '@branch/shared/posts/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import type { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call, type Chosen, upload } from '../../kit/call';
import { replace } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { useStore } from '../../kit/store';
import { clock } from '@branch/shared/time';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box, isH5 } from '../../ui/host';
import { Input } from '../../ui/Input';
import { Select } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { BlockRow } from './BlockRow';
import { Conflict } from './Conflict';
import { useFilePicker } from './picker';
import { blocksOfHtml, isStructured } from './paste';
import { Preview } from './Preview';
import { blocksOf, failed, isBlank, itemOf, sending, type Writing, type Written } from './store';
import { Toolbar } from './Toolbar';

const who: Record<Visibility, string> = { branch: '只有本支部党员看得到', community: '同一社区的党员看得到', members: '全区党员看得到', public: '任何人都能打开，只署您的姓或您选的名字；照片里的人要都同意公开' };

/** The composer: blocks beneath one another, a bar to add some, what is kept and where, and publishing. */
export function Editor({ unitId, site, writing, restored, onAnother }: { unitId: string; site: Output<typeof siteRoutes.site>; writing: Writing; restored: boolean; onAnother: () => Promise<void> }): ReactNode {
  const written = useStore(writing.state);
  const [looking, setLooking] = useState(false);
  const [greeting, setGreeting] = useState(restored);
  const focused = useRef<string | null>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const blocks = blocksOf(written.items);
  const columns = site.columns.filter((one) => !one.closed || one.id === written.columnId);
  const column = columns.find((one) => one.id === written.columnId);
  const invisible = whyNotVisible(written.visibility, site.state);
  const busy = sending(written.items);
  const broken = failed(written.items);
  const length = charactersOf(textOf(blocks));
  const pictures = blocks.filter((block) => block.type === 'picture').length;
  const conflict = attempt.error?.code === 'conflict.changed' ? attempt.error : null;

  // Pictures taken up from this device have no address to be shown by: once they are kept on the server, the server gives one.
  usePreviews(unitId, writing, written);

  const add = (files: readonly Chosen[]): void => {
    const over = writing.pictures(focused.current, files);
    if (over > 0) toast(`一次选得太多，有 ${over} 张没有加进来。一篇最多 ${mostPictures} 张`);
  };
  const addDocuments = async (files: readonly { file: Chosen; name: string }[]): Promise<void> => {
    for (const { file, name } of files) {
      try {
        const stored = await upload(fileRoutes.uploadDocument, { unitId, name }, file, () => undefined);
        writing.insert(focused.current, [itemOf({ type: 'attachment', fileId: stored.id }, { name: stored.name, bytes: stored.bytes })]);
      } catch (thrown) {
        toast(`“${name}”没有传上去：${asRefused(thrown).message}`);
      }
    }
  };
  const picker = useFilePicker({ onPictures: add, onDocuments: addDocuments });
  const paste = (event: { clipboardData: DataTransfer | null; preventDefault(): void }): void => {
    const data = event.clipboardData;
    const images = [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
    if (images.length > 0 && !data?.types.includes('text/html')) {
      event.preventDefault();
      add(images);
      return;
    }
    const html = data?.getData('text/html') ?? '';
    const found = html === '' ? [] : blocksOfHtml(html);
    if (!isStructured(found)) return;
    event.preventDefault();
    writing.insert(focused.current, found.map((block) => itemOf(block)));
    toast(`贴进来 ${found.length} 块，格式已整理`);
  };

  const publish = (revision = written.revision): Promise<boolean> => attempt.run(async () => {
    const content = { columnId: written.columnId, title: writing.state.get().title.trim(), visibility: written.visibility, blocks: blocksOf(writing.state.get().items), draftId: written.draftId };
    const post = written.postId
      ? await call(postRoutes.edit, { unitId, postId: written.postId, revision: revision ?? 1, ...content })
      : await call(postRoutes.write, { unitId, clientId: write.idFor(content), ...content });
    write.done();
    writing.done();
    toast(post.state === 'pending' ? '已提交，审核后公开' : written.postId ? '已改好，原来的一版还在' : '已发布，今天已报到');
    await replace(paths.post(unitId, post.id));
  });
  const why = invisible ?? whyNotBlocks(blocks);
  return (
    <>
      {greeting ? <Banner title={written.postId ? '接着上次没改完的' : '接着上次没写完的'} action={<Button small kind="quiet" onTap={async () => { setGreeting(false); if (!written.postId) await onAnother(); }}>{written.postId ? '知道了' : '另写一篇'}</Button>}>{written.postId ? '发布以前，大家看到的还是原来的。' : '这一篇也在“我的草稿”里。'}</Banner> : null}
      <Card>
        <Select label="栏目" value={written.columnId} onChange={(columnId) => writing.change({ columnId })} options={columns.map((one) => ({ value: one.id, text: one.premoderated ? `${one.name}（先审后发）` : one.name }))} />
        {column?.rules ? <Box className="faint compose-rules">{column.rules}</Box> : null}
        <Input label="标题" required maxLength={60} defaultValue={written.title} onValue={(title) => writing.change({ title })} error={attempt.error?.field('title')} />
        <Box className="field-label">正文<Box className="field-count">{length > mostCharacters * 0.8 ? `${length}/${mostCharacters}` : ''}</Box></Box>
        <Box className="blocks" dom={isH5 ? { onPaste: paste } : {}}>
          {written.items.map((item, at) => <BlockRow key={item.key} item={item} at={at} count={written.items.length} writing={writing} onFocus={() => { focused.current = item.key; }} />)}
        </Box>
        <Toolbar onAdd={(block) => writing.insert(focused.current, [itemOf(block)])} onPictures={picker.pictures} onDocuments={picker.documents} />
        {picker.field}
        <Box className="field-hint">最多 {mostPictures} 张图片、{mostAttachments} 个附件（pdf、docx、xlsx，每个 10 MB 以内）。{isH5 ? '从 Word 或网页贴过来会自动整理成干净的段落。' : ''}</Box>
      </Card>
      <Card>
        <RadioGroup<Visibility> label="谁可以看" value={written.visibility} onChange={(visibility) => writing.change({ visibility })} error={invisible ? wordsOf(invisible) : null} options={visibilities.map((value) => ({ value, text: visibilityNames[value], hint: who[value] }))} />
      </Card>
      {pictures > mostPictures ? <Banner tone="warn">已有 {pictures} 张图片，一篇最多 {mostPictures} 张，请移除 {pictures - mostPictures} 张再发布。</Banner> : null}
      {broken > 0 ? <Banner tone="warn">有 {broken} 张图片没有传上去。可以重传，也可以就这样发布：其余的图片和文字都在。</Banner> : null}
      {conflict ? <Conflict unitId={unitId} postId={written.postId ?? ''} mine={{ title: written.title, blocks }} error={conflict} onOverwrite={(revision) => publish(revision)} onDrop={async () => { writing.done(); await replace(paths.post(unitId, written.postId ?? '')); }} /> : attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="faint compose-kept" live="polite">{keptWords(written)}</Box>
      <Box className="btn-row">
        <Button icon="eye" disabled={isBlank(written)} onTap={() => setLooking(true)}>预览</Button>
        {busy > 0 ? <Button kind="primary" wide disabled>还有 {busy} 张图片在上传</Button> : <Act kind="primary" wide whyNot={why} quietReason={invisible !== null} onTap={async () => { await publish(); }}>{written.postId ? '存为新的一版' : broken > 0 ? `发布（不含没传好的 ${broken} 张）` : '发布'}</Act>}
      </Box>
      <Preview open={looking} unitId={unitId} written={written} column={column?.name ?? ''} onClose={() => setLooking(false)} />
    </>
  );
}

const keptWords = ({ kept, keptAt, problem }: Written): string => problem ?? (kept === 'server' ? `已存到服务器${keptAt ? ` ${clock(new Date(keptAt))}` : ''}，换一台设备也能接着写` : kept === 'device' ? '已存在这台设备' : '写的时候自动保存');

function usePreviews(unitId: string, writing: Writing, written: Written): void {
  const missing = written.items.some((item) => item.block.type === 'picture' && item.block.fileId !== '' && !item.preview);
  const asked = useRef(false);
  useEffect(() => {
    if (!missing || asked.current) return;
    asked.current = true;
    void (async () => {
      if (!(await writing.keep())) return;
      const { items, draftId } = writing.state.get();
      const shown = await call(draftRoutes.draft, { unitId, draftId }).catch(() => null);
      const urls = new Map((shown?.blocks ?? []).flatMap((block) => (block.type === 'picture' ? [[block.fileId, block.thumbUrl] as const] : [])));
      if (urls.size > 0) writing.state.set({ ...writing.state.get(), items: items.map((item) => (item.block.type === 'picture' && !item.preview ? { ...item, preview: urls.get(item.block.fileId) } : item)) });
    })();
  }, [missing, unitId, writing]);
}
