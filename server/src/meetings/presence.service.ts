import { Injectable } from '@nestjs/common';
import { quorum } from '@branch/shared/ballots/rules';
import { bridged, presentAt, presentOverTime, quorumMarks, signedInAsIntervals, thinned } from '@branch/shared/meetings/presence-rules';
import type { presenceRoutes, speakingRoutes } from '@branch/shared/meetings/presence-routes';
import { holdsChair, isSeveralDays } from '@branch/shared/meetings/rules';
import { speakingByItem } from '@branch/shared/meetings/speaking-rules';
import type { FloorEntry } from '@branch/shared/meetings/speaking-rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { AttendanceService } from './attendance.service.js';

interface Held { roomId: string; startsAt: Date; endsAt: Date; openedAt: Date | null; closedAt: Date | null; entered: boolean; votingExpected: number; strict: boolean; now: Date }
const pointsShown = 400;

/** Presence over time, for the quorum and for whoever answers for the list; and the chair's list of who had the floor (MEET-3, MEET-5). */
@Injectable()
export class PresenceService {
  constructor(private readonly db: Db, private readonly attendances: AttendanceService) {}

  /** Numbers without persons: everybody of the unit may see whether the quorum held. */
  async quorum(input: Input<typeof presenceRoutes.quorum>): Promise<Result<typeof presenceRoutes.quorum>> {
    return this.db.read(async (db) => {
      const m = await db.found<Held>(`select room_id as "roomId", starts_at as "startsAt", ends_at as "endsAt", opened_at as "openedAt", closed_at as "closedAt", entered_at is not null as entered, voting_expected as "votingExpected", strict_quorum as strict, app_now() as now from meeting where id = $1 and unit_id = $2`, [input.meetingId, input.unitId]);
      const severalDays = isSeveralDays(m.startsAt, m.endsAt);
      const figures = { needed: m.votingExpected > 0 ? quorum(m.votingExpected, m.strict) : 0, votingExpected: m.votingExpected, severalDays };
      // What was entered afterwards has no presence to draw.
      if (!m.openedAt || m.entered) return { ...figures, from: null, to: null, points: [], ballots: [], marks: [] };
      const [from, to] = [m.openedAt, m.closedAt ?? m.now];
      const intervals = severalDays
        ? signedInAsIntervals(await db.sql<{ personId: string; signedInAt: Date }>('select person_id as "personId", coalesce(signed_in_at, spoke_at) as "signedInAt" from attendee where meeting_id = $1 and votes and excluded_reason is null and not corrected and coalesce(signed_in_at, spoke_at) is not null', [input.meetingId]), to)
        // In the room by their leases; in the hall (scanned or ticked off) from their signing in until the end, as the vote counts them.
        : [...await db.sql<{ personId: string; from: Date; to: Date }>('select p.person_id as "personId", p.came_at as "from", p.lease_until as "to" from presence p join attendee a on a.meeting_id = $1 and a.person_id = p.person_id and a.votes and a.excluded_reason is null where p.room_id = $2', [input.meetingId, m.roomId]),
          ...signedInAsIntervals(await db.sql<{ personId: string; signedInAt: Date }>('select person_id as "personId", signed_in_at as "signedInAt" from attendee where meeting_id = $1 and votes and excluded_reason is null and signed_in_how is not null and signed_in_at is not null', [input.meetingId]), to)];
      const points = presentOverTime(intervals, from, to);
      const ballots = await db.sql<{ title: string; openedAt: Date; closedAt: Date | null }>('select title, opened_at as "openedAt", closed_at as "closedAt" from ballot where subject_id = $1 order by opened_at, id limit 200', [input.meetingId]);
      return { ...figures, from, to, points: thinned(points, pointsShown), ballots: ballots.map((one) => ({ ...one, present: presentAt(points, one.openedAt) })), marks: quorumMarks(points, figures.needed, ballots, { from, to, over: m.closedAt !== null }).slice(0, 1000) };
    });
  }

  async person(input: Input<typeof presenceRoutes.person>): Promise<Result<typeof presenceRoutes.person>> {
    return this.db.read(async (db) => {
      const one = await this.attendances.of(db, input, input.personId);
      if (!one) throw new Refusal('not-found');
      const now = await db.now();
      const found = await db.sql<{ from: Date; to: Date }>('select x.came_at as "from", x.lease_until as "to" from presence x join meeting m on m.room_id = x.room_id where m.id = $1 and x.person_id = $2', [input.meetingId, input.personId]);
      return { person: one.person, how: one.how, intervals: bridged(found).map((part) => ({ from: part.from, to: part.to > now ? null : part.to })) };
    });
  }

  /** For the chair, so that everybody gets to speak: turns by agenda item, nothing summed up. */
  async speaking(input: Input<typeof speakingRoutes.speaking>, me: Me): Promise<Result<typeof speakingRoutes.speaking>> {
    return this.db.read(async (db) => {
      const room = await db.found<{ chairId: string | null }>('select m.chair_id as "chairId" from room r left join meeting m on m.id = r.meeting_id where r.id = $1 and r.unit_id = $2', [input.roomId, input.unitId]);
      if (!holdsChair(room.chairId, me, input.unitId)) throw new Refusal('meeting.not-chair');
      const log = await db.sql<FloorEntry>('select at, kind, body from entry where room_id = $1 and kind in (\'floor\', \'agenda\', \'closed\') order by seq', [input.roomId]);
      const titles = new Map((await db.sql<{ id: string; title: string }>('select i.id, i.title from agenda_item i join room r on r.meeting_id = i.meeting_id where r.id = $1', [input.roomId])).map((one) => [one.id, one.title]));
      return { items: speakingByItem(log).map((one) => ({ ...one, title: titles.get(one.agendaItemId ?? '') ?? '' })) };
    });
  }
}
