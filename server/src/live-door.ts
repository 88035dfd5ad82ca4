import { can } from '@branch/shared/permissions';
import type { DataSource } from 'typeorm';
import { newId } from './kit/ids.js';
import type { LiveCaller, LiveDoor } from './kit/live.js';
import { renewLeases } from './meetings/presence.js';
import type { Guard } from './members/guard.js';

const idOf = (room: string) => room.slice('room:'.length);

/** What the gateway needs to know of people and rooms. Leases and marks are written and read in one statement each, however many listen. */
export function liveDoor(guard: Guard, source: DataSource): LiveDoor {
  const system = async <T>(sql: string, params: unknown[]): Promise<T[]> => {
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query('set local app.system = \'on\'');
      const rows = await runner.query(sql, params) as T[];
      await runner.commitTransaction();
      return rows;
    } catch (error) { await runner.rollbackTransaction().catch(() => undefined); throw error; } finally { await runner.release(); }
  };
  let day = '';
  return {
    async identify(token) {
      const who = await guard.whois(token, null);
      return who.me ? { personId: who.me.personId, sessionId: who.me.sessionId, accessVersion: who.accessVersion } : null;
    },
    async mayListen(caller, room) {
      const rows = await system<{ unit_id: string; who: { memberships: []; roles: [] } | null; path: string[] }>(
        'select r.unit_id, u.path, app_rights($2) as who from room r join unit u on u.id = r.unit_id where r.id = $1', [idOf(room), caller.personId]);
      const found = rows[0];
      if (!found?.who) return false;
      return can({ personId: caller.personId, name: '', sessionId: caller.sessionId, ...found.who }, 'room.read', { unitId: found.unit_id, path: found.path });
    },
    async changed(callers) {
      const rows = await system<{ id: string; access_version: number; ended: boolean; today: string }>(
        'select s.id, p.access_version, s.ended_at is not null as ended, app_today()::text as today from session s join person p on p.id = s.person_id where s.id = any ($1)', [[...new Set(callers.map((caller) => caller.sessionId))]]);
      const now = new Map(rows.map((row) => [row.id, row]));
      const changed = new Map<string, LiveCaller | null>();
      // Terms and memberships begin and end with a day, which no trigger tells.
      const dayTurned = day !== '' && rows[0] !== undefined && rows[0].today !== day;
      day = rows[0]?.today ?? day;
      for (const caller of callers) {
        const row = now.get(caller.sessionId);
        if (!row || row.ended) changed.set(caller.sessionId, null);
        else if (dayTurned || row.access_version !== caller.accessVersion) changed.set(caller.sessionId, { ...caller, accessVersion: row.access_version });
      }
      return changed;
    },
    async marks(rooms) {
      const rows = await system<{ id: string; last_seq: number }>('select id, last_seq from room where id = any ($1)', [rooms.map(idOf)]);
      return rows.map((row) => ({ room: `room:${row.id}`, lastSeq: row.last_seq }));
    },
    async present(listeners) {
      if (listeners.length === 0) return;
      const unique = [...new Map(listeners.map((one) => [`${one.room} ${one.personId}`, one])).values()];
      await system(renewLeases, [unique.map((one) => idOf(one.room)), unique.map((one) => one.personId), unique.map(() => newId())]);
    },
  };
}
