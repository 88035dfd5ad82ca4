import { Injectable } from '@nestjs/common';
import { wordsIn } from '@branch/shared/moderation/words';
import { nobodyId } from '@branch/shared/nobody';
import type { HoldReason } from '@branch/shared/posts/routes';
import { Refusal } from '@branch/shared/refusals';
import { dateAndClock, wholeHour } from '@branch/shared/time';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { gatesWriting, screensContent } from '../posts/screening.js';
import type { Content } from '../posts/screening.js';
import { Checking } from './checking.js';
import { openCase } from './opening.js';
import { WordHit } from './words.entity.js';

export interface Listed { word: string; plain: string }

/** The words that hold content of a unit: its own and those of every unit above it. */
export const listedFor = (tx: { sql: Tx['sql'] }, unitId: string): Promise<Listed[]> =>
  tx.sql<Listed>('select distinct on (w.plain) w.word, w.plain from watch_word w join unit u on w.unit_id = any (u.path) where u.id = $1 and w.removed_at is null order by w.plain', [unitId]);

/** What moderation says about content before it is stored: closed sites refuse, everything else holds at most (MOD-2, MOD-6, MOD-8). */
@Injectable()
export class Screens {
  constructor(private readonly checking: Checking) {
    gatesWriting((tx, at) => refuseReadOnly(tx, at));
    screensContent((tx, content) => this.screen(tx, content));
  }

  private async screen(tx: Tx, content: Content): Promise<HoldReason | null> {
    const reason = await this.reason(tx, content);
    if (reason) await openCase(tx, { ...content, targetId: content.id, why: 'held', holdReason: reason, was: 'pending' });
    else await this.checking.later(tx, content);
    return reason;
  }

  private async reason(tx: Tx, content: Content): Promise<HoldReason | null> {
    if (content.edited) {
      const before = await tx.one<{ holdReason: HoldReason | null; state: string; why: string }>('select hold_reason as "holdReason", state, why from review_case where kind = $1 and target_id = $2 order by (state = \'open\') desc, opened_at desc limit 1', [content.kind, content.id]);
      // What waits goes on waiting, whatever it says now; what was sent back is looked at again.
      if (before?.state === 'open' && before.why === 'held') return before.holdReason ?? 'column';
      if (before?.state === 'stopped') return 'returned';
    }
    const hits = wordsIn(content.text, await listedFor(tx, content.unitId));
    if (hits.length > 0) {
      await tx.insert(WordHit, await Promise.all(hits.slice(0, 10).map(async (hit) => ({ id: newId(), unitId: content.unitId, kind: content.kind, targetId: content.id, word: hit.word.word, sentence: hit.sentence, at: content.authorId === nobodyId ? wholeHour(await tx.now()) : await tx.now() }))));
      return 'words';
    }
    if (await this.toBeReviewed(tx, content)) return 'column';
    if (await this.isFirst(tx, content)) return 'firstPosts';
    // What strangers can read waits for the check; what only members read is checked afterwards.
    return content.visibility === 'public' ? this.checking.holds(tx, content) : null;
  }

  /** Columns in which everything is looked at first, comments too: else what was held above could be said beneath (MOD-2). */
  private async toBeReviewed(tx: Tx, content: Content): Promise<boolean> {
    if (content.columnId === null) return false;
    return await tx.one('select 1 from site_column where id = $1 and premoderated', [content.columnId]) !== null;
  }

  /** The first few posts of somebody new to this unit, as many as it has set. */
  private async isFirst(tx: Tx, content: Content): Promise<boolean> {
    if (content.kind !== 'post' || content.edited) return false;
    const firsts = await firstPosts(tx, content.unitId);
    if (firsts === 0) return false;
    // Who is nobody is always new: how many a hand has written before is known to no one.
    if (content.authorId === nobodyId) return true;
    const passed = await tx.found<{ n: number }>('select count(*)::int as n from (select 1 from post where author_id = $1 and unit_id = $2 and state = \'published\' limit 10) x', [content.authorId, content.unitId]);
    return passed.n < firsts;
  }
}

export async function firstPosts(tx: { one: Tx['one'] }, unitId: string): Promise<number> {
  const rule = await tx.one<{ value: number }>('select value from unit_rule where unit_id = $1 and key = \'firstPosts\' and effective_from <= shanghai_day(app_now()) order by effective_from desc limit 1', [unitId]);
  return typeof rule?.value === 'number' ? rule.value : 0;
}

async function refuseReadOnly(tx: Tx, at: { unitId: string; columnId: string | null }): Promise<void> {
  const closed = await tx.one<{ reason: string; until: Date }>('select reason, until_at as until from closure where unit_id = $1 and (column_id is null or column_id = $2) and ended_at is null and until_at > app_now() order by until_at desc limit 1', [at.unitId, at.columnId]);
  if (closed) throw new Refusal('site.read-only', { reason: closed.reason, until: closed.until.toISOString() }, `这里只读到 ${dateAndClock(closed.until)}：${closed.reason} 写的内容还在，请等恢复后再发。`);
}
