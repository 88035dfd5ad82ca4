import { Injectable } from '@nestjs/common';
import type { roomRoutes } from '@branch/shared/meetings/room-routes';
import { chairRoles, holdsChair, whyNotChair, whyNotHand, whyNotSpeak, whyNotTakeChair } from '@branch/shared/meetings/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { inOffice } from '../members/in-office.js';
import { Entries, shortWords } from './entries.js';
import type { LockedRoom } from './entries.js';

type At = { unitId: string; roomId: string };

/** Hands, floor, agenda, pin, mute and the chair itself: every move is an entry with its own number. */
@Injectable()
export class ChairService {
  constructor(private readonly db: Db, private readonly entries: Entries) {}

  async hand(input: Input<typeof roomRoutes.hand>, me: Me) {
    return this.move(input, me, async (tx, room) => {
      refuseIf(whyNotSpeak({ open: room.open, closed: room.state === 'closed', expected: room.expected, observer: room.observer, muted: room.muted.includes(me.personId) }));
      refuseIf(whyNotHand(room.hands, me.personId, input.up));
      await tx.sql('update room set hands = case when $2 then array_append(hands, $3) else array_remove(hands, $3) end where id = $1', [room.id, input.up, me.personId]);
      return { kind: 'hand', body: { up: input.up } };
    });
  }

  async floor(input: Input<typeof roomRoutes.floor>, me: Me) {
    return this.chairMove(input, me, async (tx, room) => {
      if (input.personId !== null && !room.hands.includes(input.personId)) throw new Refusal('floor.not-in-queue');
      await tx.sql('update room set floor_id = $2, hands = array_remove(hands, coalesce($2, \'\')) where id = $1', [room.id, input.personId]);
      return { kind: 'floor', body: { person: input.personId === null ? null : await personRef(tx, input.personId) } };
    });
  }

  async moveAgenda(input: Input<typeof roomRoutes.moveAgenda>, me: Me) {
    return this.chairMove(input, me, async (tx, room) => {
      const item = await tx.one<{ position: number; title: string }>('select position::int, title from agenda_item where id = $1 and meeting_id = $2', [input.itemId, room.meetingId]);
      if (!item) throw new Refusal('meeting.agenda-unknown');
      await tx.sql('update room set agenda_item_id = $2, floor_id = null where id = $1', [room.id, input.itemId]);
      return { kind: 'agenda', body: { itemId: input.itemId, ...item } };
    });
  }

  async pin(input: Input<typeof roomRoutes.pin>, me: Me) {
    return this.chairMove(input, me, async (tx, room) => {
      const line = input.seq === null ? null : await this.entries.one(tx, room.id, input.seq);
      if (input.seq !== null && (!line || line.kind !== 'line' || line.gone)) throw new Refusal('line.pinned-gone');
      await tx.sql('update room set pinned_seq = $2 where id = $1', [room.id, input.seq]);
      return { kind: 'pinned', body: { target: input.seq, text: line ? shortWords(line, 120) : null } };
    });
  }

  async mute(input: Input<typeof roomRoutes.mute>, me: Me) {
    return this.chairMove(input, me, async (tx, room) => {
      if (input.muted && input.reason.trim() === '') throw new Refusal('mute.reason-needed');
      const person = await personRef(tx, input.personId);
      await tx.sql('update room set muted = case when $2 then array_append(array_remove(muted, $3), $3) else array_remove(muted, $3) end, hands = array_remove(hands, $3) where id = $1', [room.id, input.muted, input.personId]);
      await tx.audit(input.muted ? 'room.mute' : 'room.unmute', `room:${room.id}`, { unitId: room.unitId, personId: input.personId, reason: input.reason.trim() });
      return input.muted ? { kind: 'muted', body: { person, reason: input.reason.trim() } } : { kind: 'unmuted', body: { person } };
    });
  }

  /** The chair hands over to an officer, or an officer takes over from a chair who has been gone for two minutes; both on the record. */
  async handOver(input: Input<typeof roomRoutes.handOver>, me: Me) {
    return this.move(input, me, async (tx, room) => {
      if (!room.meetingId) throw new Refusal('meeting.not-open');
      const seen = await tx.found<{ officer: boolean; chairInOffice: boolean; at: Date | null; now: Date }>(`select ${chairs('$1')} as officer, ${chairs('$4')} as "chairInOffice",
        (select max(lease_until) - interval '40 seconds' from presence where room_id = $3 and person_id = $4) as at, app_now() as now`, [input.personId, room.unitId, room.id, room.chairId]);
      const isChair = holdsChair(room.chairId, me, room.unitId);
      refuseIf(whyNotTakeChair({ open: room.open, isChair, takerIsOfficer: seen.officer, takingMyself: input.personId === me.personId, chairSeenAt: seen.chairInOffice ? seen.at : null }, seen.now));
      await tx.sql('update meeting set chair_id = $2 where id = $1', [room.meetingId, input.personId]);
      return { kind: 'chair', body: { person: await personRef(tx, input.personId), how: isChair ? 'handedOver' : 'tookOver', reason: input.reason.trim() } };
    });
  }

  private chairMove(input: At, me: Me, work: (tx: Tx, room: LockedRoom) => Promise<{ kind: string; body: Record<string, unknown> }>) {
    return this.move(input, me, (tx, room) => {
      refuseIf(whyNotChair({ open: room.open && room.meetingId !== null, isChair: holdsChair(room.chairId, me, room.unitId) }));
      return work(tx, room);
    });
  }

  private move(input: At, me: Me, work: (tx: Tx, room: LockedRoom) => Promise<{ kind: string; body: Record<string, unknown> }>) {
    return this.db.write(async (tx) => {
      const room = await this.entries.locked(tx, input, me);
      if (!room.meetingId) throw new Refusal('meeting.not-open');
      const entry = await this.entries.append(tx, room, { ...await work(tx, room), by: me });
      return { entry: (await this.entries.show(tx, [entry], me))[0] as never };
    });
  }
}

/** Whether the person of this parameter may chair in the unit $2 today. */
const chairs = (person: string): string => `exists (select 1 from role_held r where r.person_id = ${person} and r.unit_id = $2 and r.role in (${chairRoles.map((role) => `'${role}'`).join(', ')}) and ${inOffice('r')})`;

/** A person of the caller's (general) branch by id: names only. */
async function personRef(tx: Tx, id: string): Promise<{ id: string; name: string }> {
  return tx.found<{ id: string; name: string }>('select p.id, p.name from person p where p.id = $1 and exists (select 1 from membership m where m.person_id = p.id)', [id]);
}
