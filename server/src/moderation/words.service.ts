import { Injectable } from '@nestjs/common';
import type { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import { wordsIn } from '@branch/shared/moderation/words';
import type { Me } from '@branch/shared/permissions';
import { plainForm } from '@branch/shared/plain-form';
import { Refusal } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { UnitRule } from '../members/unit.entity.js';
import { firstPosts, listedFor } from './screens.js';
import { WatchWord } from './words.entity.js';

type Word = Result<typeof moderationSettingRoutes.addWord>;
const fields = 'w.id, w.word, w.note, jsonb_build_object(\'id\', u.id, \'name\', u.name) as unit, w.unit_id = $1 as own, w.added_at as "addedAt"';
const uniqueViolation = '23505';

/** The word list of a unit and of those above it (MOD-6), its hits, and the other things moderation goes by. */
@Injectable()
export class Words {
  constructor(private readonly db: Db) {}

  words(input: Input<typeof moderationSettingRoutes.words>) {
    return this.db.read(async (db) => ({
      items: await db.sql<Word>(`select ${fields} from unit at join watch_word w on w.unit_id = any (at.path) join unit u on u.id = w.unit_id where at.id = $1 and w.removed_at is null order by w.unit_id = $1 desc, w.added_at desc limit 2000`, [input.unitId]),
      hits: await db.sql<Result<typeof moderationSettingRoutes.words>['hits'][number]>('select word, sentence, kind, at from word_hit where unit_id = $1 order by at desc, id limit 50', [input.unitId]),
    }));
  }

  async addWord(input: Input<typeof moderationSettingRoutes.addWord>, me: Me): Promise<Word> {
    const plain = plainForm(input.word);
    if (plain === '') throw new Refusal('word.nothing-left');
    if ([...plain].length < 2) throw new Refusal('word.too-short');
    try {
      return await this.db.write(async (tx) => (await tx.once(input.clientId, input, async () => {
        const id = newId();
        await tx.insert(WatchWord, { id, unitId: input.unitId, word: input.word, plain, note: input.note, addedBy: me.personId, addedAt: await tx.now(), removedAt: null });
        await tx.audit('words.added', `word:${id}`, { unitId: input.unitId, word: input.word, note: input.note });
        return this.one(tx, input.unitId, id);
      })).answer);
    } catch (error) {
      if ((error as { code?: string; driverError?: { code?: string } }).driverError?.code === uniqueViolation || (error as { code?: string }).code === uniqueViolation) throw new Refusal('word.listed-already');
      throw error;
    }
  }

  removeWord(input: Input<typeof moderationSettingRoutes.removeWord>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const word = await tx.found<{ word: string }>('update watch_word set removed_at = coalesce(removed_at, app_now()) where id = $1 and unit_id = $2 returning word', [input.wordId, input.unitId]);
      await tx.audit('words.removed', `word:${input.wordId}`, { unitId: input.unitId, word: word.word });
      return {};
    });
  }

  tryText(input: Input<typeof moderationSettingRoutes.tryText>) {
    return this.db.read(async (db) => ({ hits: wordsIn(input.text, await listedFor(db, input.unitId)).slice(0, 100).map((hit) => ({ word: hit.word.word, sentence: hit.sentence })) }));
  }

  settings(input: { unitId: string }) { return this.db.read(async (db) => ({ firstPosts: await firstPosts(db, input.unitId) })); }

  setSettings(input: Input<typeof moderationSettingRoutes.setSettings>, me: Me) {
    return this.db.write(async (tx) => {
      // One at a time: two officers setting it at once leave the later one's.
      await tx.found('select id from unit where id = $1 for update', [input.unitId]);
      const today = shanghaiDay(await tx.now());
      await tx.sql('delete from unit_rule where unit_id = $1 and key = \'firstPosts\' and effective_from = $2', [input.unitId, today]);
      await tx.insert(UnitRule, { id: newId(), unitId: input.unitId, key: 'firstPosts', value: input.firstPosts, effectiveFrom: today, resolution: '审核设置', adoptedBy: me.personId });
      await tx.audit('moderation.settings', `unit:${input.unitId}`, { unitId: input.unitId, firstPosts: input.firstPosts });
      return { firstPosts: input.firstPosts };
    });
  }

  private one(db: Reading, unitId: string, id: string): Promise<Word> { return db.found<Word>(`select ${fields} from watch_word w join unit u on u.id = w.unit_id where w.id = $2`, [unitId, id]); }
}
