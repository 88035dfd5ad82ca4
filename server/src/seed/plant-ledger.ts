import { draftFrom, withFacts } from '@branch/shared/meetings/minutes-rules';
import { hasVote } from '@branch/shared/members/rules';
import { monthBounds, oneDay, shanghaiDay, shanghaiMonth, shanghaiMoment } from '@branch/shared/time';
import type { MeetingKind } from '@branch/shared/meetings/words';
import { sha256 } from '../kit/crypto.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { AgendaItem, Attendee, Meeting } from '../meetings/meeting.entity.js';
import { Acknowledgement, MinutesVersion } from '../meetings/minutes.entity.js';
import { readRecord } from '../meetings/record.js';
import { offlineTexts } from './corpus/offline.js';
import type { OfflineText } from './corpus/offline.js';
import { prng } from './corpus/prng.js';
import type { Prng } from './corpus/prng.js';
import type { DemoDistrict, PersonIndex } from './corpus/types.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';
import { expectedBy } from './plant-meetings.js';

/** What a unit holds around a table: by month how often, and which months it let pass. */
const rhythm: readonly { kind: MeetingKind; months: readonly number[]; day: number; clock: string; minutes: number }[] = [
  { kind: 'committee', months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], day: 6, clock: '12:10', minutes: 45 },
  { kind: 'group', months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], day: 10, clock: '12:10', minutes: 40 },
  { kind: 'themeDay', months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], day: 16, clock: '14:00', minutes: 120 },
  { kind: 'memberAssembly', months: [3, 6, 9, 11], day: 19, clock: '18:30', minutes: 75 },
  { kind: 'lesson', months: [2, 5, 8, 10], day: 23, clock: '15:30', minutes: 60 },
  { kind: 'appraisal', months: [1], day: 21, clock: '14:00', minutes: 110 },
];
interface Held { key: string; kind: MeetingKind; startsAt: Date; minutes: number; text: OfflineText }

/**
 * The year of the park's ledger: offline meetings entered afterwards, with attendance, decisions by show of hands and published minutes. The park itself has a
 * whole year and lets this month's theme day wait; its branches have been here since the quarter before. All other units begin with this month.
 */
export async function plantLedger(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<string[]> {
  const now = await tx.now();
  const month = (back: number) => { let at = monthBounds(shanghaiMonth(now)).from; for (let i = 0; i < back; i += 1) at = monthBounds(shanghaiMonth(new Date(at.getTime() - oneDay))).from; return shanghaiDay(at); };
  await tx.sql('update unit set ledger_from = $1', [month(0)]);
  // Twelve people have had no year of meetings.
  if (demo.meetings.length < 10) return [];
  const park = demo.scenario.unit;
  const branches = demo.units.filter((unit) => unit.parent === park && unit.kind === 'branch').map((unit) => unit.key);
  const groups = demo.units.filter((unit) => unit.kind === 'partyGroup' && branches.includes(unit.parent ?? '')).map((unit) => unit.key);
  await tx.sql('update unit set ledger_from = $2 where id = $1', [must(ids.unit, park), month(11)]);
  await tx.sql('update unit set ledger_from = $2 where id = any ($1)', [branches.map((key) => must(ids.unit, key)), month(4)]);
  const dice = prng(770).stream('offline');
  const expected = expectedBy(demo);
  const held = [...yearOf(park, 12, now, dice), ...branches.flatMap((key) => yearOf(key, 5, now, dice)), ...groups.flatMap((key) => yearOf(key, 5, now, dice))];
  for (const one of held) await plant(tx, demo, ids, one, expected(one.key), dice, !groups.includes(one.key));
  return [must(ids.unit, park)];
}

/** The meetings of one unit in the last `back` months, none in the future; a party group meets as such, nobody else does. */
function yearOf(key: string, back: number, now: Date, dice: Prng): Held[] {
  const found: Held[] = [];
  const isGroup = key.includes('-g');
  let month = shanghaiMonth(now);
  for (let i = 0; i < back; i += 1, month = shanghaiMonth(new Date(monthBounds(month).from.getTime() - oneDay))) {
    for (const { kind, months, day, clock, minutes } of rhythm) {
      const texts = offlineTexts[kind] ?? [];
      if (!months.includes(Number(month.slice(5))) || (kind === 'group') !== isGroup || texts.length === 0) continue;
      // The park let one committee month pass, and waits with this month's theme day.
      if (back === 12 && ((kind === 'committee' && i === 5) || (kind === 'themeDay' && i === 0))) continue;
      const startsAt = shanghaiMoment(`${month}-${String(Math.min(28, day + dice.int(-2, 3))).padStart(2, '0')}`, clock);
      const text = kind === 'memberAssembly' ? texts[Math.floor((Number(month.slice(5)) - 1) / 3)] : texts[(i + (isGroup ? 1 : 0)) % texts.length];
      if (text && startsAt.getTime() + (minutes + 60) * 60_000 < now.getTime()) found.push({ key, kind, startsAt, minutes, text });
    }
  }
  return found;
}

async function plant(tx: Tx, demo: DemoDistrict, ids: Ids, held: Held, everyone: PersonIndex[], dice: Prng, published: boolean): Promise<void> {
  const unitId = must(ids.unit, held.key);
  const officers = demo.officers.filter((one) => one.unit === held.key && ['secretary', 'deputySecretary', 'committeeMember'].includes(one.role)).map((one) => one.person);
  const people = held.kind === 'committee' && officers.length > 0 ? [...new Set(officers)] : everyone;
  const chair = officers[0] ?? people[0];
  if (chair === undefined) return;
  const id = (person: PersonIndex): string => ids.person[person] ?? '';
  const all = [...new Set([chair, ...people])];
  const came = new Set(all.filter((person) => person === chair || dice.chance(held.kind === 'committee' ? 0.95 : 0.8)));
  const leave = new Set(all.filter((person) => !came.has(person) && dice.chance(0.7)));
  const votes = (person: PersonIndex): boolean => hasVote(demo.people[person]?.status ?? 'mobile');
  const voting = all.filter(votes);
  const endsAt = new Date(held.startsAt.getTime() + held.minutes * 60_000);
  const enteredAt = new Date(endsAt.getTime() + dice.int(1, 3) * 3_600_000);
  const at = { meetingId: newId(), unitId };
  const present = voting.filter((person) => came.has(person)).length;
  const hands = held.text.decision && present * 2 >= voting.length ? [{ id: newId(), title: held.text.decision, approve: present - 1, against: 0, abstain: 1 }] : [];
  await tx.insert(Meeting, { id: at.meetingId, unitId, roomId: newId(), kind: held.kind, form: 'offline', title: held.text.title, theme: '', materials: [], startsAt: held.startsAt, endsAt, state: 'closed', calledBy: id(chair), chairId: id(chair), strictQuorum: false, expected: all.length, votingExpected: voting.length,
    openedAt: held.startsAt, closedAt: endsAt, closedHow: 'byChair', reason: null, closeSeq: null, minutesVersion: 0, place: held.text.place, enteredBy: id(chair), enteredAt, enteredReason: null, hands });
  await tx.insert(AgendaItem, held.text.agenda.map((title, index) => ({ id: newId(), ...at, position: index + 1, title, note: '' })));
  await tx.insert(Attendee, all.map((person) => ({ ...at, personId: id(person), status: demo.people[person]?.status ?? 'full', observer: false, votes: votes(person), reply: leave.has(person) ? 'leave' as const : null, leaveCategory: leave.has(person) ? dice.pick(['businessTrip', 'work', 'work', 'family'] as const) : null,
    leaveReason: null, excludedReason: null, excludedApprovedBy: null, signedInAt: came.has(person) ? held.startsAt : null, spokeAt: null })));
  if (published && enteredAt.getTime() < (await tx.now()).getTime() - oneDay) await publish(tx, held, at, id(chair), demo.people[chair]?.name ?? '', enteredAt);
}

/** Minutes by the same rules as in the app; who was absent has read them, so that nobody begins with a pile. */
async function publish(tx: Tx, held: Held, at: { meetingId: string; unitId: string }, chairId: string, chairName: string, enteredAt: Date): Promise<void> {
  const record = await readRecord(tx, at);
  const speaker = record.speakers?.find((name) => name !== chairName) ?? chairName;
  const draft = draftFrom(record);
  const { content } = withFacts({ ...draft, agenda: draft.agenda.map((item, index) => ({ ...item, summary: held.text.summaries[index] ?? '' })), statements: [{ seq: 1, speaker, at: '', agendaItemId: draft.agenda[1]?.id ?? null, text: held.text.said, original: '', typed: true }] }, record);
  const publishedAt = new Date(enteredAt.getTime() + 3_600_000);
  await tx.insert(MinutesVersion, { ...at, version: 1, content, reason: null, sha256: sha256(JSON.stringify(content)), publishedBy: chairId, publishedAt });
  await tx.sql('update meeting set minutes_version = 1 where id = $1', [at.meetingId]);
  const absent = await tx.sql<{ id: string }>('select person_id as id from attendee where meeting_id = $1 and signed_in_at is null order by person_id', [at.meetingId]);
  await tx.insert(Acknowledgement, absent.map((person, index) => ({ meetingId: at.meetingId, unitId: at.unitId, personId: person.id, version: 1, at: new Date(publishedAt.getTime() + (index + 1) * 300_000) })));
}
