import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import type { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { codeStep, stepOf, stepsRemembered, whyNotScan, whyNotShowCode, whyNotTick } from '@branch/shared/meetings/calling-rules';
import type { CodeMatch } from '@branch/shared/meetings/calling-rules';
import type { MeetingForm, MeetingState } from '@branch/shared/meetings/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { meetingLink, scanLink } from '@branch/shared/short-links';
import { sameText } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import { Settings } from '../kit/kit.module.js';
import { AttendanceService } from './attendance.service.js';
import { signIn, tellRoom } from './signing-in.js';

type At = { unitId: string; meetingId: string };
interface Held { id: string; unitId: string; roomId: string; title: string; state: MeetingState; form: MeetingForm }
const held = 'select id, unit_id as "unitId", room_id as "roomId", title, state, form from meeting where id = $1';

/** QR codes of a meeting, and signing in at its place: by the code on the screen, which changes every 30 s, or ticked by an officer. */
@Injectable()
export class CodesService {
  private readonly key: Buffer;

  constructor(private readonly db: Db, private readonly attendances: AttendanceService, private readonly settings: Settings) {
    this.key = Buffer.from(hkdfSync('sha256', settings.config.secrets.links, '', 'meeting-sign-in', 32));
  }

  async qr(input: At) {
    const { title } = await this.db.read((db) => db.found<{ title: string }>('select title from meeting where id = $1 and unit_id = $2', [input.meetingId, input.unitId]));
    return { title, ...await this.picture(meetingLink(input.unitId, input.meetingId)) };
  }

  async signInCode(input: At) {
    const { meeting, now } = await this.db.read(async (db) => ({ meeting: await db.found<Held>(`${held} and unit_id = $2`, [input.meetingId, input.unitId]), now: await db.now() }));
    refuseIf(whyNotShowCode(meeting));
    const all = await this.attendances.all(input);
    return {
      title: meeting.title, roomId: meeting.roomId, ...await this.picture(scanLink(meeting.id, this.codeAt(meeting.id, stepOf(now)))), next: codeStep - now.getTime() % codeStep, expected: all.expected, attended: all.attended,
      people: all.items.filter((one) => !one.excluded).map((one) => ({ person: one.person, observer: one.observer, attended: one.attended, how: one.how, at: one.firstAt, tickedBy: one.tickedBy })),
    };
  }

  /** Row-level security shows the caller their own units' meetings only: another unit's is not found, whatever the code. */
  async scan(input: Input<typeof callingRoutes.scan>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await tx.found<Held>(`${held} for share`, [input.meetingId]);
      const invited = await tx.one('select 1 as x from attendee where meeting_id = $1 and person_id = $2', [meeting.id, me.personId]) !== null;
      refuseIf(whyNotScan({ ...meeting, invited, match: this.match(meeting.id, input.code, stepOf(await tx.now())) }));
      const row = await signIn(tx, meeting, me.personId, { how: 'scanned', by: null });
      if (!row) throw new Refusal('meeting.not-expected');
      return { unitId: meeting.unitId, roomId: meeting.roomId, title: meeting.title, ...row };
    });
  }

  async tick(input: Input<typeof callingRoutes.tick>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await tx.found<Held>(`${held} and unit_id = $2 for share`, [input.meetingId, input.unitId]);
      const one = await tx.found<{ here: boolean; ticked: boolean }>('select signed_in_at is not null or spoke_at is not null as here, coalesce(signed_in_how = \'ticked\', false) as ticked from attendee where meeting_id = $1 and person_id = $2 for update', [input.meetingId, input.personId]);
      refuseIf(whyNotTick({ ...meeting, ...one, mine: input.personId === me.personId }, input.on));
      if (input.on) await signIn(tx, meeting, input.personId, { how: 'ticked', by: me.personId });
      else {
        await tx.sql('update attendee set signed_in_at = null, signed_in_how = null, ticked_by = null where meeting_id = $1 and person_id = $2 and signed_in_how = \'ticked\'', [input.meetingId, input.personId]);
        tellRoom(tx, meeting.roomId);
      }
      await tx.audit('attendance.tick', `meeting:${input.meetingId}`, { unitId: input.unitId, personId: input.personId, on: input.on });
      return {};
    });
  }

  /** 64 bits in hex: fits a mini-program's printed code beside the meeting's id. */
  private codeAt(meetingId: string, step: number): string { return createHmac('sha256', this.key).update(`${meetingId}:${step}`).digest('hex').slice(0, 16); }

  private match(meetingId: string, code: string, step: number): CodeMatch {
    for (let back = 0; back <= stepsRemembered; back += 1) if (sameText(this.codeAt(meetingId, step - back), code)) return back <= 1 ? 'now' : 'past';
    return 'never';
  }

  private async picture(path: string): Promise<{ link: string; qr: string }> {
    const link = `${this.settings.config.publicUrl.replace(/\/+$/, '')}${path}`;
    const svg = await QRCode.toString(link, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
    return { link, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
  }
}
