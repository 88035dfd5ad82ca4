import { Injectable } from '@nestjs/common';
import type { ShownBlock } from '@branch/shared/posts/blocks';
import { fromText } from '@branch/shared/posts/blocks';
import type { ContentState, Visibility } from '@branch/shared/posts/routes';
import { roleNames } from '@branch/shared/roles';
import type { Role } from '@branch/shared/roles';
import type { Me } from '@branch/shared/permissions';
import { FilesService } from '../kit/files.service.js';
import type { StoredBlock } from './post.entity.js';

export interface CardRow {
  id: string; title: string; excerpt: string; column: { id: string; kind: 'news'; name: string }; author: { id: string; name: string; company: string | null }; publishedAt: Date; visibility: Visibility; state: ContentState;
  comments: number; pictures: number; cover: { fileId: string; alt: string } | null;
}
export interface FullRow extends CardRow { unitId: string; text: string; blocks: StoredBlock[]; mine: boolean; officeRole: Role | null; revision: number; pseudonyms: boolean; editedAt: Date | null; restoredAt: Date | null; thanks: number; seen: number; thanked: boolean; saw: boolean; now: Date }

const pictures = (path: string) => `jsonb_path_query_${path}(p.blocks, '$[*] ? (@.type == "picture")')`;

/** A post in a list: the author's company is that of the membership in this unit or beneath it; `p` is the post, `c` its column, `a` the author. */
export const postFields = `p.id, p.title, left(replace(replace(translate(left(p.text, 200), e'\\n\\r\\t\\u3000', '    '), '  ', ' '), '  ', ' '), 90) as excerpt, jsonb_build_object('id', c.id, 'kind', c.kind, 'name', c.name) as column,
  jsonb_build_object('id', a.id, 'name', name_shown(a.name, a.public_name), 'company', (select co.name from membership m join company co on co.id = m.company_id join unit mu on mu.id = m.unit_id
    where m.person_id = p.author_id and m.ends_on is null and p.unit_id = any (mu.path) order by m.starts_on desc limit 1)) as author, p.published_at as "publishedAt", p.visibility, p.state,
  p.comment_count as comments, case when cardinality(p.file_ids) = 0 then 0 else jsonb_array_length(${pictures('array')}) end as pictures,
  case when cardinality(p.file_ids) > 0 then ${pictures('first')} end as cover`;
export const postFrom = 'from post p join site_column c on c.id = p.column_id join person a on a.id = p.author_id';

/** The office that `person` holds in `unit` today, for who must not be mistaken for another: the highest first. */
export const officeOf = (person: string, unit: string): string => `(select held.role from role_held held where held.person_id = ${person} and held.unit_id = ${unit} and held.role in ('secretary', 'deputySecretary', 'networkAdmin', 'committeeMember')
  and held.starts_on <= shanghai_day(app_now()) and (held.ends_on is null or held.ends_on > shanghai_day(app_now())) order by array_position(array['secretary', 'deputySecretary', 'networkAdmin', 'committeeMember'], held.role) limit 1)`;
export const officeName = (role: Role | null): string | null => (role ? roleNames[role] : null);

const said = (kind: string) => `(select count(*)::int from post_reaction r where r.post_id = p.id and r.kind = '${kind}')`;
const iSaid = (kind: string, reader: string) => `exists (select 1 from post_reaction r where r.post_id = p.id and r.kind = '${kind}' and r.person_id = ${reader})`;
/** A post to read, by the reader $n. */
export const fullFields = (reader: string): string => `${postFields}, p.unit_id as "unitId", p.text, p.blocks, p.author_id = ${reader} as mine, ${officeOf('p.author_id', 'p.unit_id')} as "officeRole", p.revision, c.pseudonyms, p.edited_at as "editedAt", p.restored_at as "restoredAt",
  ${said('thanks')} as thanks, ${said('seen')} as seen, ${iSaid('thanks', reader)} as thanked, ${iSaid('seen', reader)} as saw, app_now() as now`;

/** Rows as pages show them: pictures get addresses for this reader, without another question to the database. */
@Injectable()
export class PostPresenter {
  constructor(private readonly files: FilesService) {}

  card<R extends CardRow>(row: R, me: Me | null, now: Date) {
    return { ...row, cover: row.cover && { thumbUrl: this.files.pictureAddress(row.cover.fileId, me, now).thumbUrl, alt: row.cover.alt } };
  }

  full(row: FullRow, me: Me | null) {
    return { ...this.card(row, me, row.now), blocks: this.blocks(row.blocks.length > 0 ? row.blocks : fromText(row.text) as StoredBlock[], me, row.now), office: me ? officeName(row.officeRole) : null, mayComment: mayComment(me) && row.state === 'published' };
  }

  blocks(blocks: readonly StoredBlock[], me: Me | null, now: Date): ShownBlock[] {
    return blocks.map((block): ShownBlock => (block.type === 'picture' ? { ...block, ...this.files.pictureAddress(block.fileId, me, now) } : block));
  }
}

/** Members of any branch comment on what they may read; so does who holds an office in one. */
export const mayComment = (me: Me | null): boolean => me !== null && (me.memberships.length > 0 || me.roles.some((held) => ['secretary', 'deputySecretary', 'networkAdmin', 'committeeMember', 'moderator'].includes(held.role)));
