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

/** A post in a list (excerpt still as written); `p` is the post, `c` its column, `a` the author, `w` where the author works. */
export const postFields = `p.id, p.title, left(p.text, 200) as excerpt, json_build_object('id', c.id, 'kind', c.kind, 'name', c.name) as column,
  json_build_object('id', a.id, 'name', name_shown(a.name, a.public_name), 'company', w.company) as author, p.published_at as "publishedAt", p.visibility, p.state,
  p.comment_count as comments, case when cardinality(p.file_ids) = 0 then 0 else jsonb_array_length(${pictures('array')}) end as pictures,
  case when cardinality(p.file_ids) > 0 then ${pictures('first')} end as cover`;
export const postFrom = 'from post p join site_column c on c.id = p.column_id join person a on a.id = p.author_id';
/** The author's company is that of the membership in this unit or beneath it. Joined, so that it is looked up once for each author on the page. */
export const cardFrom = `${postFrom} left join lateral (select co.name as company from membership m join company co on co.id = m.company_id join unit mu on mu.id = m.unit_id
  where m.person_id = p.author_id and m.ends_on is null and p.unit_id = any (mu.path) order by m.starts_on desc limit 1) w on true`;

/** The office that `person` holds in `unit` today, for who must not be mistaken for another: the highest first. */
export const officeOf = (person: string, unit: string): string => `(select held.role from role_held held where held.person_id = ${person} and held.unit_id = ${unit} and held.role in ('secretary', 'deputySecretary', 'networkAdmin', 'committeeMember')
  and held.starts_on <= (select app_today()) and (held.ends_on is null or held.ends_on > (select app_today())) order by array_position(array['secretary', 'deputySecretary', 'networkAdmin', 'committeeMember'], held.role) limit 1)`;
export const officeName = (role: Role | null): string | null => (role ? roleNames[role] : null);

/** A post to read, by the reader $n. */
export const fullFields = (reader: string): string => `${postFields}, p.unit_id as "unitId", p.text, p.blocks, p.author_id = ${reader} as mine, ${officeOf('p.author_id', 'p.unit_id')} as "officeRole", p.revision, c.pseudonyms, p.edited_at as "editedAt", p.restored_at as "restoredAt",
  said.thanks, said.seen, said.thanked, said.saw, app_now() as now`;
export const fullFrom = (reader: string): string => `${cardFrom} cross join lateral (select count(*) filter (where r.kind = 'thanks')::int as thanks, count(*) filter (where r.kind = 'seen')::int as seen,
  coalesce(bool_or(r.kind = 'thanks' and r.person_id = ${reader}), false) as thanked, coalesce(bool_or(r.kind = 'seen' and r.person_id = ${reader}), false) as saw from post_reaction r where r.post_id = p.id) said`;

/** The first words of a text on one line. Here and not in SQL, where it was a third of the page. */
const excerptOf = (text: string): string => /^[^]{0,90}/u.exec(text.replace(/[\n\r\t\u3000]/g, ' ').replaceAll('  ', ' ').replaceAll('  ', ' '))?.[0] ?? '';

/** Rows as pages show them: pictures get addresses for this reader, without another question to the database. */
@Injectable()
export class PostPresenter {
  constructor(private readonly files: FilesService) {}

  card<R extends CardRow>(row: R, me: Me | null, now: Date) {
    return { ...row, excerpt: excerptOf(row.excerpt), cover: row.cover && { thumbUrl: this.files.pictureAddress(row.cover.fileId, me, now).thumbUrl, alt: row.cover.alt } };
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
