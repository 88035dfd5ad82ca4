import { Injectable } from '@nestjs/common';
import { speaksOf } from '@branch/shared/moderation/rules';
import { nobodyId } from '@branch/shared/nobody';
import type { Me } from '@branch/shared/permissions';
import type { ContentKind } from '@branch/shared/posts/routes';
import type { Reading } from '../kit/db.js';
import { AnonymousService } from '../posts/anonymous.service.js';

interface Judged { kind: ContentKind; targetId: string; authorId: string; unitId: string }
interface Words { title: string | null; text: string }
/** What is too near for the caller to judge: their own, what names them, what somebody of a company they manage wrote (MOD-1, MOD-5). */
export interface Near { mine: boolean; aboutMe: boolean; manages: boolean }

/**
 * Who must not judge. Who manages a company is kept by the secretary (`company_manager`); an employer's representative (企业代表) for whom none is named
 * may represent any of the unit, so that naming the company narrows it and forgetting to never widens what they judge (0027, `app_manages`).
 */
@Injectable()
export class Managers {
  constructor(private readonly anonymous: AnonymousService) {}

  async near(db: Reading, content: Judged, words: Words | null, me: Me): Promise<Near> {
    return (await this.nearEach(db, [{ ...content, words }], me))[0] ?? { mine: false, aboutMe: false, manages: false };
  }

  /** The same for many, in two questions. */
  async nearEach(db: Reading, contents: readonly (Judged & { words: Words | null })[], me: Me): Promise<Near[]> {
    if (contents.length === 0) return [];
    const managed = await db.sql<{ manages: boolean }>('select app_manages($1, x.author, x.unit) as manages from unnest($2::text[], $3::text[]) with ordinality as x (author, unit, n) order by x.n', [me.personId, contents.map((one) => one.authorId), contents.map((one) => one.unitId)]);
    const sealed = contents.flatMap((one) => (one.authorId === nobodyId && (one.kind === 'post' || one.kind === 'comment') ? [{ kind: one.kind, targetId: one.targetId }] : []));
    const own = sealed.length > 0 ? await this.anonymous.ownAmong(db, sealed, me) : new Set<string>();
    return contents.map((one, n) => ({ mine: one.authorId === me.personId || own.has(`${one.kind}:${one.targetId}`), aboutMe: one.words !== null && speaksOf(`${one.words.title ?? ''}\n${one.words.text}`, me.name), manages: managed[n]?.manages ?? false }));
  }
}
