import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { textOf } from '@branch/shared/posts/blocks';
import type { Block } from '@branch/shared/posts/blocks';
import type { draftRoutes } from '@branch/shared/posts/draft-routes';
import type { Visibility } from '@branch/shared/posts/routes';
import { whyNotKeepDraft } from '@branch/shared/posts/rules';
import { refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { StoredBlock } from './post.entity.js';
import { storedBlocks } from './post-files.js';
import { PostPresenter } from './post-rows.js';

interface DraftRow { id: string; unitId: string; postId: string | null; revision: number | null; columnId: string | null; title: string; visibility: Visibility; blocks: StoredBlock[]; note: string; savedAt: Date; now: Date }

/** What a database cannot keep in a text is left out of a draft; it would be refused on publishing. */
const storable = <T>(value: T): T => (typeof value === 'string' ? Buffer.from(value.replace(/\u0000/g, ''), 'utf8').toString('utf8') as T : Array.isArray(value) ? value.map(storable) as T : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, storable(one as unknown)])) as T : value);

/** Drafts of posts on the server, beside the copy on the device (SITE-7): only their writer ever sees them, kept so by the database. */
@Injectable()
export class DraftsService {
  constructor(private readonly db: Db, private readonly presenter: PostPresenter) {}

  drafts(me: Me) {
    return this.db.read(async (db) => {
      const rows = await db.sql<DraftRow & { unitName: string }>(`select d.id, d.unit_id as "unitId", u.name as "unitName", d.post_id as "postId", d.title, d.blocks, d.note, d.saved_at as "savedAt"
        from post_draft d join unit u on u.id = d.unit_id where d.person_id = $1 order by d.saved_at desc, d.id limit 100`, [me.personId], 'drafts_mine');
      return { items: rows.map((row) => ({ ...row, excerpt: [...textOf(row.blocks).replace(/\s+/g, ' ')].slice(0, 60).join('') })) };
    });
  }

  draft(input: Input<typeof draftRoutes.draft>, me: Me) {
    return this.db.read(async (db) => {
      const row = await db.found<DraftRow>(`select id, unit_id as "unitId", post_id as "postId", revision, column_id as "columnId", title, visibility, blocks, note, saved_at as "savedAt", app_now() as now
        from post_draft where person_id = $1 and id = $2 and unit_id = $3`, [me.personId, input.draftId, input.unitId], 'draft_one');
      return { ...row, blocks: this.presenter.blocks(row.blocks, me, row.now) };
    });
  }

  /** Keeps it; the newest wins. Refuses with `draft.too-many` for one more than fifty. */
  save(input: Input<typeof draftRoutes.saveDraft>, me: Me) {
    return this.db.write(async (tx) => {
      const known = input.postId ? (await tx.one<{ file_ids: string[] }>('select file_ids from post where id = $1 and unit_id = $2 and author_id = $3', [input.postId, input.unitId, me.personId]))?.file_ids : [];
      const blocks = await storedBlocks(tx, storable(input.blocks as Block[]), input.unitId, { known: known ?? [], lenient: true });
      const kept = await tx.found<{ others: number; mine: boolean }>('select count(*) filter (where id <> $2)::int as others, coalesce(bool_or(id = $2), false) as mine from post_draft where person_id = $1', [me.personId, input.draftId], 'draft_count');
      refuseIf(kept.mine ? null : whyNotKeepDraft(kept.others));
      return tx.found<{ savedAt: Date }>(`insert into post_draft (person_id, id, unit_id, post_id, revision, column_id, title, visibility, blocks, saved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, app_now())
        on conflict (person_id, id) do update set post_id = excluded.post_id, revision = excluded.revision, column_id = excluded.column_id, title = excluded.title, visibility = excluded.visibility, blocks = excluded.blocks, saved_at = excluded.saved_at
        where post_draft.unit_id = excluded.unit_id returning saved_at as "savedAt"`,
      [me.personId, input.draftId, input.unitId, input.postId ?? null, input.revision ?? null, input.columnId ?? null, storable(input.title), input.visibility, JSON.stringify(blocks)], 'draft_save');
    });
  }

  drop(input: Input<typeof draftRoutes.dropDraft>, me: Me) {
    return this.db.write(async (tx) => ({ dropped: await tx.one('delete from post_draft where person_id = $1 and id = $2 and unit_id = $3 returning id', [me.personId, input.draftId, input.unitId]) !== null }));
  }
}
