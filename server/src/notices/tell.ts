import type { EventName } from '@branch/shared/events';
import { nobodyId } from '@branch/shared/nobody';
import type { Heard, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';

/** What one person is told. `path` is a page of the app (shared/src/paths.ts). */
export interface Told { personId: string; title: string; text: string; path: string | null }

/** Rooms told in one piece of news: the bus between processes carries small messages best. */
const roomsAtOnce = 200;

/**
 * Writes one notice per person in one statement. Hearing an event twice tells once, for (person, source) is unique; the dead are told nothing (ORG-3).
 * Afterwards the devices of those who got one are told to look, unless it is to be silent.
 */
export async function tell<N extends EventName>(tx: Tx, event: Heard<N>, told: Told[], how: { silently?: boolean } = {}): Promise<void> {
  if (told.length === 0) return;
  const column = <K extends keyof Told>(key: K) => told.map((one) => one[key]);
  const reached = await tx.sql<{ person_id: string }>(
    `insert into notice (id, person_id, source, kind, title, text, path, at)
     select t.id, t.person_id, $6, $7, t.title, t.text, t.path, $8 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as t (id, person_id, title, text, path)
     where t.person_id <> '${nobodyId}' and exists (select 1 from person p where p.id = t.person_id) and not exists (select 1 from membership d where d.person_id = t.person_id and d.end_reason = 'died')
     on conflict (person_id, source) do nothing returning person_id`,
    [told.map(() => newId()), column('personId'), column('title'), column('text'), column('path'), `${event.name}:${event.id}`, event.name, event.at]);
  if (how.silently) return;
  const rooms = reached.map((row) => `person:${row.person_id}`);
  for (let i = 0; i < rooms.length; i += roomsAtOnce) tx.live(rooms.slice(i, i + roomsAtOnce), 'unread', {});
}

/** The same words for many. */
export const toAll = (personIds: readonly string[], words: Omit<Told, 'personId'>): Told[] => [...new Set(personIds)].map((personId) => ({ personId, ...words }));

/** The first `length` characters of a text on one line. */
export function excerpt(text: string, length = 60): string {
  const line = [...text.replace(/\s+/g, ' ').trim()];
  return line.length > length ? `${line.slice(0, length).join('')}…` : line.join('');
}
