import { Injectable } from '@nestjs/common';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import { meetingLink } from '@branch/shared/short-links';
import { shanghaiDay } from '@branch/shared/time';
import { FieldCrypto, newToken, sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { Settings } from '../kit/kit.module.js';

interface EventRow { id: string; unitId: string; title: string; startsAt: Date; endsAt: Date; sequence: number; cancelled: boolean }
interface FeedRow { sealed: string; madeAt: Date }

const columns = 'm.id, m.unit_id as "unitId", m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.sequence, m.state = \'cancelled\' as cancelled';
const openToday = (membership: string): string => `${membership}.starts_on <= shanghai_day(app_now()) and (${membership}.ends_on is null or ${membership}.ends_on > shanghai_day(app_now()))`;
// A feed lives by its owner's membership, asked at every fetch.
const feed = `select f.person_id as "personId", f.unit_id as "unitId", u.name from calendar_feed f join unit u on u.id = f.unit_id
  where f.token_hash = $1 and exists (select 1 from membership s join unit b on b.id = s.unit_id where s.person_id = f.person_id and b.path @> array[f.unit_id] and ${openToday('s')})`;
// The unit's meetings, and those of the branch above it or the group beneath it that the owner belongs to through it: all that one is expected at. A committee's only for those who are asked to it.
const feedMeetings = `select ${columns} from meeting m left join attendee a on a.meeting_id = m.id and a.person_id = $1
  where m.unit_id in (select x.id from membership s join unit b on b.id = s.unit_id join unit x on x.id = any (b.path) where s.person_id = $1 and b.path @> array[$2] and ${openToday('s')} and (x.id = $2 or x.kind in ('generalBranch', 'branch', 'partyGroup')))
    and m.starts_at > app_now() - interval '90 days' and (m.kind <> 'committee' or a.person_id is not null) and a.excluded_reason is null order by m.starts_at, m.id limit 1000`;

/** A meeting as a calendar's event, and a member's own address to subscribe by. Only title, time and link: no names, no agenda, for calendars travel far. */
@Injectable()
export class CalendarService {
  private readonly base: string;

  constructor(private readonly db: Db, private readonly crypto: FieldCrypto, private readonly settings: Settings) { this.base = settings.config.publicUrl.replace(/\/+$/, ''); }

  /** One meeting as a file; a cancelled one takes its event out of the calendar. */
  async file(input: { unitId: string; meetingId: string }) {
    return this.db.read(async (db) => {
      const meeting = await db.found<EventRow>(`select ${columns} from meeting m where m.id = $1 and m.unit_id = $2`, [input.meetingId, input.unitId]);
      return { name: `会议-${shanghaiDay(meeting.startsAt)}.ics`, type: 'text/calendar; charset=utf-8', body: Buffer.from(this.calendar([meeting], await db.now(), meeting.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH)) };
    });
  }

  async feed(input: { unitId: string }, me: Me) { return this.db.read((db) => this.own(db, input.unitId, me)); }

  /** Makes the address, or another one in its place. */
  async renew(input: { unitId: string }, me: Me) {
    return this.db.write(async (tx) => {
      const token = newToken();
      await tx.sql(`insert into calendar_feed (person_id, unit_id, token_hash, token_sealed, made_at) values ($1, $2, $3, $4, app_now())
        on conflict (person_id, unit_id) do update set token_hash = excluded.token_hash, token_sealed = excluded.token_sealed, made_at = excluded.made_at`, [me.personId, input.unitId, sha256(token), this.crypto.seal(token, place(me.personId, input.unitId))]);
      return this.own(tx, input.unitId, me);
    });
  }

  async end(input: { unitId: string }, me: Me) {
    return this.db.write(async (tx) => {
      await tx.sql('delete from calendar_feed where person_id = $1 and unit_id = $2', [me.personId, input.unitId]);
      return {};
    });
  }

  /** What the address answers, to whoever holds it: nothing any more once its owner has left or has renewed it. */
  async read(token: string): Promise<string> {
    return this.db.asSystem('a calendar carries no sign-in: the address says whose it is', async (tx) => {
      const found = await tx.one<{ personId: string; unitId: string; name: string }>(feed, [sha256(token)]);
      if (!found) throw new Refusal('not-found');
      return this.calendar(await tx.sql<EventRow>(feedMeetings, [found.personId, found.unitId]), await tx.now(), ICalCalendarMethod.PUBLISH, found.name);
    });
  }

  private async own(db: Reading, unitId: string, me: Me) {
    const row = await db.one<FeedRow>('select token_sealed as sealed, made_at as "madeAt" from calendar_feed where person_id = $1 and unit_id = $2', [me.personId, unitId]);
    return row ? { address: `${this.base}/calendar/${this.crypto.open(row.sealed, place(me.personId, unitId))}.ics`, madeAt: row.madeAt } : { address: null, madeAt: null };
  }

  /** Times are written in UTC, which every calendar shows in its own zone. A meeting keeps its UID for ever; SEQUENCE tells which word is the last. */
  private calendar(meetings: EventRow[], now: Date, method: ICalCalendarMethod, name?: string): string {
    const made = ical({ prodId: { company: 'online-branch', product: 'meetings', language: 'ZH' }, method, ...(name ? { name, ttl: 3600 } : {}) });
    for (const meeting of meetings) {
      const link = `${this.base}${meetingLink(meeting.unitId, meeting.id)}`;
      made.createEvent({ id: `${meeting.id}@online-branch`, sequence: meeting.sequence, status: meeting.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED, stamp: now, start: meeting.startsAt, end: meeting.endsAt, summary: meeting.title, description: link, url: link });
    }
    return made.toString();
  }
}

const place = (personId: string, unitId: string): string => `calendar_feed:token:${personId}:${unitId}`;
