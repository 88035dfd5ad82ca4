import { Injectable } from '@nestjs/common';
import { publishesUnchecked } from '@branch/shared/moderation/rules';
import type { ContentKind, HoldReason } from '@branch/shared/posts/routes';
import type { Role } from '@branch/shared/roles';
import { Db } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { everyUtc, task } from '../kit/jobs.js';
import { Settings } from '../kit/kit.module.js';
import { shelfOf } from '../posts/screening.js';
import type { Content } from '../posts/screening.js';
import { CheckDown, ContentCheck, political } from './content-check.js';
import type { Verdict } from './content-check.js';
import { addStep, openCase } from './opening.js';
import { ContentCheckRow } from './words.entity.js';

type Target = { kind: ContentKind; targetId: string };
interface Part { id: string; part: string; state: ContentCheckRow['state']; label: number | null }
/** A picture's verdict comes within 30 minutes (guarantees 1); what is not there then goes to a person. */
const patience = '30 minutes';

/**
 * WeChat's content check around content (MOD-6). What strangers can read waits for it; what only members read is out already and is checked afterwards.
 * It may hold, never delete; without an answer a person decides; 时政 alone never holds members' own words.
 */
@Injectable()
export class Checking {
  constructor(private readonly db: Db, private readonly check: ContentCheck, private readonly settings: Settings, private readonly files: FilesService) {
    // While WeChat is asked about a picture it may fetch it, by the short-lived address it was given.
    files.alsoOpens(async (tx, fileId) => await tx.one(`select 1 from content_check where part = $1 and state in ('waiting', 'asked', 'down') and asked_at > app_now() - interval '1 day'`, [fileId]) !== null);
    task('check-content', ({ kind, targetId }) => this.run({ kind: kind as ContentKind, targetId: String(targetId) }));
    everyUtc('*/10 * * * *', 'check-content-again', () => this.again());
  }

  /** Asked while public content is stored: why it waits. Without an automatic check a person looks first, as when it does not answer; null for who would be that person. */
  async holds(tx: Tx, content: Content): Promise<HoldReason | null> {
    if (!this.check.enabled) return await this.official(tx, content) ? null : 'unchecked';
    if (await this.openId(tx, content.authorId) === null) return 'wechatNone';
    await this.enqueue(tx, content);
    return 'checking';
  }

  private async official(tx: Tx, content: Content): Promise<boolean> {
    const held = await tx.sql<{ role: Role }>('select role from role_held where person_id = $1 and unit_id = $2 and starts_on <= shanghai_day(app_now()) and (ends_on is null or ends_on > shanghai_day(app_now()))', [content.authorId, content.unitId]);
    const hosted = await tx.one('select 1 from site_column where id = $1 and hosted', [content.columnId]) !== null;
    return publishesUnchecked({ roles: held.map((one) => one.role), hosted });
  }

  /** Content that is published at once is checked afterwards. */
  async later(tx: Tx, content: Pick<Content, 'kind' | 'id' | 'unitId' | 'authorId' | 'fileIds'>): Promise<void> {
    if (this.check.enabled && await this.openId(tx, content.authorId) !== null) await this.enqueue(tx, content);
  }

  private async enqueue(tx: Tx, content: Pick<Content, 'kind' | 'id' | 'unitId' | 'fileIds'>): Promise<void> {
    const now = await tx.now();
    await tx.insert(ContentCheckRow, ['text', ...(content.fileIds ?? [])].map((part) => ({ id: newId(), unitId: content.unitId, kind: content.kind, targetId: content.id, part, traceId: null, state: 'waiting' as const, label: null, askedAt: now, answeredAt: null })));
    await tx.sql('select graphile_worker.add_job(\'check-content\', json_build_object(\'kind\', $1::text, \'targetId\', $2::text))', [content.kind, content.id]);
  }

  private async openId(tx: Tx, personId: string): Promise<string | null> {
    return (await tx.one<{ id: string }>('select open_id as id from wechat_identity where app_id = $1 and person_id = $2 limit 1', [this.check.appId, personId]))?.id ?? null;
  }

  /** Asks WeChat outside of any transaction, then acts on what came back. Repeated, it asks only what is still open. */
  private async run(target: Target): Promise<void> {
    const todo = await this.db.asSystem('what is still to be checked', async (tx) => {
      const content = (await shelfOf(target.kind)?.find(tx, [target.targetId], false))?.[0];
      const parts = await tx.sql<Part>('select id, part, state, label from content_check where kind = $1 and target_id = $2 and state in (\'waiting\', \'down\')', [target.kind, target.targetId]);
      return content ? { content, parts, openId: await this.openId(tx, content.authorId), now: await tx.now() } : null;
    });
    if (!todo) return;
    for (const part of todo.parts) {
      const answered = await this.ask(todo, part.part, `${todo.content.title ?? ''}\n${todo.content.text}`.trim());
      await this.db.asSystem('a verdict is kept', async (tx) => tx.update(ContentCheckRow, { id: part.id }, answered.label === undefined ? answered : { ...answered, answeredAt: await tx.now() }));
    }
    await this.db.asSystem('what the verdicts mean', (tx) => this.conclude(tx, target));
  }

  private async ask({ openId, now }: { openId: string | null; now: Date }, part: string, words: string): Promise<Partial<ContentCheckRow>> {
    const said = (verdict: Verdict) => ({ state: verdict.suggest === 'pass' ? 'passed' as const : 'held' as const, label: verdict.label });
    try {
      if (openId === null) throw new CheckDown('no openid');
      if (part === 'text') return said(await this.check.text(openId, words));
      const asked = await this.check.picture(openId, `${this.settings.config.publicUrl}${this.files.pictureAddress(part, null, now).url}`);
      return asked.verdict ? { traceId: asked.traceId, ...said(asked.verdict) } : { traceId: asked.traceId, state: 'asked' };
    } catch (error) {
      if (!(error instanceof CheckDown)) throw error;
      return { state: 'down' };
    }
  }

  /** What a picture's verdict was, when WeChat pushes it. */
  async heard(traceId: string, verdict: Verdict): Promise<void> {
    await this.db.asSystem('WeChat tells a verdict', async (tx) => {
      const row = await tx.one<Target>('update content_check set state = $2, label = $3, answered_at = app_now() where trace_id = $1 and state = \'asked\' returning kind, target_id as "targetId"', [traceId, verdict.suggest === 'pass' ? 'passed' : 'held', verdict.label]);
      if (row) await this.conclude(tx, row);
    });
  }

  private async conclude(tx: Tx, target: Target): Promise<void> {
    const content = (await shelfOf(target.kind)?.find(tx, [target.targetId], true))?.[0];
    const parts = await tx.sql<Part>('select id, part, state, label from content_check where kind = $1 and target_id = $2', [target.kind, target.targetId]);
    if (!content || parts.length === 0) return;
    const held = parts.filter((part) => part.state === 'held');
    const onlyPolitical = held.length > 0 && held.every((part) => part.label === political);
    const waiting = await tx.one<{ id: string; unitId: string; deskId: string }>('select id, unit_id as "unitId", desk_id as "deskId" from review_case where kind = $1 and target_id = $2 and state = \'open\' and hold_reason = \'checking\' for update', [target.kind, target.targetId]);
    if (waiting) {
      const reason: HoldReason | null = held.length > 0 ? (onlyPolitical ? 'wechatPolitical' : 'wechat') : parts.some((part) => part.state === 'down') ? 'wechatDown' : null;
      if (reason) { await tx.sql('update review_case set hold_reason = $2 where id = $1', [waiting.id, reason]); return; }
      if (parts.some((part) => part.state !== 'passed') || content.state !== 'pending') return;
      await shelfOf(target.kind)?.move(tx, target.targetId, 'published', false);
      await tx.sql('update review_case set state = \'passed\', decided_at = app_now(), settled_at = app_now() where id = $1', [waiting.id]);
      await addStep(tx, { ...waiting, caseId: waiting.id, act: 'passed', actorId: null, words: '微信内容检查通过' });
      await shelfOf(target.kind)?.announce(tx, target.targetId);
      return;
    }
    // Members' own words, out already.
    if (held.length === 0 || onlyPolitical || content.state !== 'published') return;
    const open = await openCase(tx, { ...content, text: `${content.title ?? ''}\n${content.text}`, kind: target.kind, targetId: target.targetId, why: 'checked', holdReason: 'wechat', was: 'published' });
    // A line in a room keeps its place in the log: it is held from nobody, a person looks at it.
    if (open.opened && target.kind !== 'line') await shelfOf(target.kind)?.move(tx, target.targetId, 'pending', false);
  }

  /** Asks again what had no answer, and gives to a person what has waited too long. */
  async again(): Promise<void> {
    const open = await this.db.asSystem('checks without an answer', async (tx) => {
      await tx.sql(`update content_check set state = 'down' where state = 'asked' and asked_at < app_now() - interval '${patience}'`);
      return tx.sql<Target>('select distinct kind, target_id as "targetId" from content_check where state in (\'waiting\', \'down\') and asked_at > app_now() - interval \'1 day\' limit 200');
    });
    for (const target of open) await this.run(target);
  }
}
