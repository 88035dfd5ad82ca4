import { asSent, type Block } from '@branch/shared/posts/blocks';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import type { Output } from '@branch/shared/route';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useEffect, useState } from 'react';
import { readDraft, writeDraft } from '../../kit/drafts';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Page } from '../../ui/Page';
import { Editor } from './Editor';
import { asItems, keptOnDevice, startWriting, type Written } from './store';
import './index.scss';

type Site = Output<typeof siteRoutes.site>;
interface Start { name: string; from: Partial<Written>; /** Taken up where one left off. */ restored: boolean }
type Shown = Output<typeof draftRoutes.draft>['blocks'];

/** Write a post, go on with a draft, or change one's own post. Columns, words, pictures; who may read it. */
export default function ComposePage(): ReactNode {
  const { unit, id, draft: draftId, column } = useQuery();
  const site = useRoute(siteRoutes.site, unit ? { unitId: unit } : null);
  const post = useRoute(postRoutes.post, unit && id ? { unitId: unit, postId: id } : null);
  const draft = useRoute(draftRoutes.draft, unit && draftId ? { unitId: unit, draftId } : null);
  const waited = id ? post : draftId ? draft : site;
  return (
    <Page title={id ? '修改帖子' : '写帖'} subtitle={site.data?.name}>
      <Async from={waited as typeof site} rows={2}>
        {() => (
          <Async from={site} rows={2}>
            {(found) => <Begun key={`${id ?? ''}${draftId ?? ''}`} unitId={unit ?? ''} site={found} begin={() => beginning(unit ?? '', found, { column, post: post.data, draft: draft.data })} />}
          </Async>
        )}
      </Async>
    </Page>
  );
}

/** The store is made once, when all that it begins with is there; another draft is another store. */
function Begun({ unitId, site, begin }: { unitId: string; site: Site; begin: () => Start }): ReactNode {
  const [start, setStart] = useState(begin);
  const [writing, setWriting] = useState(() => startWriting(unitId, start.name, start.from));
  useEffect(() => () => writing.close(), [writing]);
  const again = async (): Promise<void> => {
    await writing.keep();
    writing.done();
    writing.close();
    const fresh: Start = { name: start.name, from: { columnId: start.from.columnId ?? '', visibility: start.from.visibility ?? 'branch' }, restored: false };
    setStart(fresh);
    setWriting(startWriting(unitId, fresh.name, fresh.from));
  };
  return <Editor key={writing.state.get().draftId} unitId={unitId} site={site} writing={writing} restored={start.restored} onAnother={again} />;
}

const words = (shown: Shown): { blocks: Block[]; names: Record<string, { name: string; bytes: number }>; previews: Record<string, string> } => ({
  blocks: asSent(shown),
  names: Object.fromEntries(shown.flatMap((block) => (block.type === 'attachment' ? [[block.fileId, block]] : []))),
  previews: Object.fromEntries(shown.flatMap((block) => (block.type === 'picture' ? [[block.fileId, block.thumbUrl]] : []))),
});

/** What one finds on opening the page: this device's copy first, for it is the newer one. */
function beginning(unitId: string, site: Site, { column, post, draft }: { column?: string; post: Output<typeof postRoutes.post> | null; draft: Output<typeof draftRoutes.draft> | null }): Start {
  const open = site.columns.filter((one) => !one.closed);
  const columnId = open.find((one) => one.id === column)?.id ?? open[0]?.id ?? '';
  if (post) {
    const name = `compose:${unitId}:${post.id}`;
    const kept = keptOnDevice(name);
    const { blocks, names, previews } = words(post.blocks);
    if (kept) return { name, from: { ...kept, postId: post.id }, restored: true };
    return { name, from: { postId: post.id, revision: post.revision, columnId: post.column.id, title: post.title, visibility: post.visibility, items: asItems(blocks, names, previews) }, restored: false };
  }
  if (draft) {
    const name = `compose:${unitId}:d:${draft.id}`;
    const { blocks, names, previews } = words(draft.blocks);
    const kept = keptOnDevice(name);
    return { name, from: kept ?? { draftId: draft.id, postId: draft.postId, revision: draft.revision, columnId: draft.columnId ?? columnId, title: draft.title, visibility: draft.visibility, items: asItems(blocks, names, previews), kept: 'server' }, restored: true };
  }
  const name = `compose:${unitId}:new`;
  const kept = keptOnDevice(name) ?? older(unitId);
  const visibility = open.find((one) => one.id === columnId)?.visibility ?? 'branch';
  return kept ? { name, from: { ...kept, columnId: kept.columnId || columnId }, restored: true } : { name, from: { columnId, visibility }, restored: false };
}

/** A draft kept by an earlier version of this page, which knew only plain text. */
function older(unitId: string): Partial<Written> | null {
  const [title, text] = [readDraft(`post-title:${unitId}`), readDraft(`post:${unitId}`)];
  if (title === '' && text === '') return null;
  writeDraft(`post-title:${unitId}`, '');
  writeDraft(`post:${unitId}`, '');
  return { title, items: asItems([{ type: 'paragraph', text }]) };
}
