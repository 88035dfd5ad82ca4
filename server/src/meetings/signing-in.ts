import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { renewLeases } from './presence.js';

interface Where { id: string; roomId: string }
/** How, if not by entering the room, and by whom if not by oneself. */
interface How { how: 'scanned' | 'ticked' | null; by: string | null }

/** Signs someone in, once: the first time stays. Null: not of this meeting. Those in the room hear of it. */
export async function signIn(tx: Tx, meeting: Where, personId: string, { how, by }: How = { how: null, by: null }): Promise<{ at: Date; before: boolean } | null> {
  const row = await tx.one<{ at: Date; before: boolean }>(`update attendee a set signed_in_at = coalesce(b.signed_in_at, app_now()), signed_in_how = case when b.signed_in_at is null then $3 else b.signed_in_how end, ticked_by = case when b.signed_in_at is null then $4 else b.ticked_by end
    from (select signed_in_at, signed_in_how, ticked_by from attendee where meeting_id = $1 and person_id = $2 for update) b where a.meeting_id = $1 and a.person_id = $2 returning a.signed_in_at as at, b.signed_in_at is not null as before`, [meeting.id, personId, how, by]);
  if (!row) return null;
  if (how !== 'ticked') {
    await tx.sql(renewLeases, [[meeting.roomId], [personId], [newId()]]);
    await tx.sql('update presence set signed_in = true where room_id = $1 and person_id = $2 and lease_until > app_now() and not signed_in', [meeting.roomId, personId]);
  }
  tellRoom(tx, meeting.roomId);
  return row;
}

export const tellRoom = (tx: Tx, roomId: string): void => tx.live(`room:${roomId}`, 'present', { roomId });
