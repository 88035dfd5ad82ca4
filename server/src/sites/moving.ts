import { refuseIf } from '@branch/shared/refusals';
import { oneDay } from '@branch/shared/time';
import { phaseOf, stalenessOf, targetOf, whyNotAct } from '@branch/shared/sites/rules';
import type { SiteAct, Staleness } from '@branch/shared/sites/rules';
import type { SiteState } from '@branch/shared/sites/routes';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Site, SiteMove } from './site.entity.js';

export interface LockedSite { unitId: string; unitName: string; path: string[]; kind: string; name: string; state: SiteState; warnedAt: Date | null; proposedAt: Date | null; exemplary: boolean; onlineAt: Date | null; lastUpdateAt: Date | null; mentorId: string | null }
export interface Said { actorId: string | null; reason: string; nextStep?: string | null; mentorId?: string | null; details?: Record<string, unknown> | null }

const fields = 's.unit_id as "unitId", u.name as "unitName", u.path, u.kind, s.name, s.state, s.warned_at as "warnedAt", s.proposed_at as "proposedAt", s.exemplary, s.online_at as "onlineAt", s.last_update_at as "lastUpdateAt", s.mentor_id as "mentorId"';
export const readSite = (db: Reading, unitId: string): Promise<LockedSite> => db.found<LockedSite>(`select ${fields} from site s join unit u on u.id = s.unit_id where s.unit_id = $1`, [unitId], 'site_read');
/** Every move begins here: two at once come one after the other. */
export const lockSite = (tx: Tx, unitId: string): Promise<LockedSite> => tx.found<LockedSite>(`select ${fields} from site s join unit u on u.id = s.unit_id where s.unit_id = $1 for update of s`, [unitId], 'site_lock');

/** The one place where a site's state changes: rule, row, and the move on record with who, when and why (G13). Answers the move's id. */
export async function move(tx: Tx, site: LockedSite, act: SiteAct, said: Said, before: SiteState | null = null): Promise<string> {
  refuseIf(whyNotAct(act, site), { state: site.state });
  const to = targetOf(act, phaseOf(site), before) ?? phaseOf(site);
  const now = await tx.now();
  const online = to === 'online' || to === 'warned' || to === 'proposed';
  const state: SiteState = to === 'warned' || to === 'proposed' ? 'online' : to;
  const background = state === 'incubating' || state === 'rectifying';
  const patch: Partial<Site> = {
    state, warnedAt: to === 'warned' ? site.warnedAt ?? now : to === 'proposed' ? site.warnedAt : null, proposedAt: to === 'proposed' ? now : null,
    // The label is for a site that people can visit.
    exemplary: act === 'honour' || (act !== 'unhonour' && online && site.exemplary),
    mentorId: background ? said.mentorId ?? site.mentorId : online || state === 'archived' || state === 'draft' ? null : site.mentorId,
  };
  if (act === 'approve') patch.onlineAt = now;
  if (act === 'submit') patch.appliedAt = now;
  // A person looked and found it well enough: the job leaves the site in peace for a while.
  if (act === 'clear' && said.actorId !== null) { const rule = await termsOf(tx, site.path); patch.sparedUntil = new Date(now.getTime() + (rule.rectifyDays - rule.warnDays) * oneDay); }
  await tx.update(Site, { unitId: site.unitId }, patch);
  const id = newId();
  await tx.insert(SiteMove, { id, unitId: site.unitId, act, fromState: site.state, toState: state, actorId: said.actorId, reason: said.reason.trim(), nextStep: said.nextStep?.trim() || null, mentorId: said.mentorId ?? null, details: said.details ?? null, at: now });
  await tx.audit(`site.${act}`, `site:${site.unitId}`, { unitId: site.unitId, from: phaseOf(site), to });
  Object.assign(site, patch);
  return id;
}

/** The terms in force for a unit: those of the nearest level that adopted some, else the usual ones. */
export async function termsOf(db: Reading, path: readonly string[]): Promise<Staleness> {
  const row = await db.one<{ value: unknown }>('select value from unit_rule where key = \'siteStaleness\' and unit_id = any ($1) and effective_from <= shanghai_day(app_now()) order by array_position($1, unit_id) desc, effective_from desc limit 1', [path], 'site_terms');
  return stalenessOf(row?.value);
}
