import { draftFrom, withFacts } from '@branch/shared/meetings/minutes-rules';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import { hasVote } from '@branch/shared/members/rules';
import type { DemoDistrict, DemoMeeting } from './corpus/types.js';
import { sha256 } from '../kit/crypto.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { ActionItem } from '../meetings/follow-up.entity.js';
import { AgendaItem, Attendee, Meeting, Presence } from '../meetings/meeting.entity.js';
import { Acknowledgement, MinutesVersion } from '../meetings/minutes.entity.js';
import { readRecord } from '../meetings/record.js';
import { Entry, Room } from '../meetings/room.entity.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';
import { pastVotes, plantVotes, votingAt } from './plant-ballots.js';
import type { PastVote } from './plant-ballots.js';

type Rows = { rooms: Partial<Room>[]; meetings: Partial<Meeting>[]; agenda: Partial<AgendaItem>[]; attendees: Partial<Attendee>[]; presences: Partial<Presence>[]; entries: Partial<Entry>[] };
/** The words of a leave are free; the record keeps only a coarse category. */
const leaveCategory = (reason: string) => (/出差|外地|高铁|飞|客户现场|国外/.test(reason) ? 'businessTrip' as const : /加班|值班|上线|项目|会|客户/.test(reason) ? 'work' as const : /孩|家|老人|父|母|爱人/.test(reason) ? 'family' as const : 'other' as const);

/** Past meetings with their whole log, attendance and published minutes. */
export async function plantMeetings(tx: Tx, demo: DemoDistrict, ids: Ids, tell: (done: number) => void): Promise<void> {
  const expectedOf = expectedBy(demo);
  const rows: Rows = { rooms: [], meetings: [], agenda: [], attendees: [], presences: [], entries: [] };
  const planted = demo.meetings.map((meeting) => collect(rows, demo, meeting, ids, expectedOf(meeting.unit)));
  await save(tx, rows);
  for (const one of planted) if (one.votes.length > 0) await plantVotes(tx, one.votes, one, one.voters);
  tell(0.6);
  // In the order they were held: minutes carry over what earlier ones left to do.
  const inOrder = planted.flatMap((at, index) => { const meeting = demo.meetings[index]; return meeting ? [{ ...at, meeting }] : []; }).sort((a, b) => a.meeting.startsAt.localeCompare(b.meeting.startsAt));
  for (const [index, { meetingId, unitId, meeting }] of inOrder.entries()) {
    await publish(tx, meeting, { meetingId, unitId }, ids.person[meeting.chair] ?? '');
    if (index % 8 === 0) tell(0.6 + 0.4 * (index / planted.length));
  }
  tell(1);
}

/** The meeting of today: open now, with prepared lines said in the last twenty minutes; and one called for Thursday. */
export async function plantToday(tx: Tx, demo: DemoDistrict, ids: Ids, chair: number): Promise<void> {
  const now = (await tx.now()).getTime();
  const { scenario } = demo;
  const moment = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const people = [...new Set([chair, ...scenario.statements.map((statement) => statement.person)])];
  const step = 18 / Math.max(1, scenario.statements.length);
  const meeting: DemoMeeting = { unit: scenario.unit, kind: scenario.kind, title: scenario.title, theme: scenario.theme, agenda: scenario.agenda, materials: scenario.materials, calledAt: moment(-3 * 24 * 60), startsAt: moment(-20), endsAt: moment(70), chair,
    attendances: people.map((person) => ({ person, joinedAt: moment(-20), leftAt: moment(-1) })), leaves: [], outcomes: [], statements: scenario.statements.map((statement, index) => ({ ...statement, at: moment(-19 + step * index) })) };
  const rows: Rows = { rooms: [], meetings: [], agenda: [], attendees: [], presences: [], entries: [] };
  collect(rows, demo, meeting, ids, expectedBy(demo)(scenario.unit), true);
  await save(tx, rows);
}

/** Everyone beneath a unit, by index. */
export function expectedBy(demo: DemoDistrict): (unit: string) => number[] {
  const parent = new Map(demo.units.map((unit) => [unit.key, unit.parent]));
  const beneath = new Map<string, number[]>();
  demo.people.forEach((person, index) => {
    for (let key: string | null | undefined = person.group ?? person.unit; key; key = parent.get(key)) beneath.set(key, [...(beneath.get(key) ?? []), index]);
  });
  return (unit) => beneath.get(unit) ?? [];
}

function collect(rows: Rows, demo: DemoDistrict, meeting: DemoMeeting, ids: Ids, expected: number[], open = false): { meetingId: string; unitId: string; votes: PastVote[]; voters: string[] } {
  const meetingId = newId();
  const roomId = newId();
  const unitId = must(ids.unit, meeting.unit);
  const id = (person: number) => ids.person[person] ?? '';
  const name = (person: number) => demo.people[person]?.name ?? '';
  const items = meeting.agenda.map((title, index) => ({ id: newId(), meetingId, unitId, position: index + 1, title, note: '' }));
  const came = new Map(meeting.attendances.map((one) => [one.person, one]));
  const spoke = new Map<number, string>();
  for (const statement of meeting.statements) if (!spoke.has(statement.person)) spoke.set(statement.person, statement.at);
  const leaves = new Map(meeting.leaves.map((leave) => [leave.person, leave.reason]));
  const everyone = [...new Set([...expected, ...came.keys()])];
  const voters = everyone.filter((person) => hasVote(demo.people[person]?.status ?? 'mobile'));

  const entries: Partial<Entry>[] = [];
  const add = (kind: string, at: string, body: Record<string, unknown>, author: number | null) => entries.push({ roomId, seq: entries.length + 1, unitId, authorId: author === null ? null : id(author), clientId: kind === 'line' ? newId() : null, kind, body, inputHash: null, gone: null, at: new Date(at) });
  add('opened', meeting.startsAt, {}, meeting.chair);
  const seqOf: number[] = [];
  let item = -1;
  for (const statement of meeting.statements) {
    while (item < statement.agendaItem && items[item + 1]) { item += 1; add('agenda', statement.at, { itemId: items[item]?.id, position: item + 1, title: items[item]?.title }, meeting.chair); }
    const quoted = statement.quotes === null ? null : meeting.statements[statement.quotes];
    add('line', statement.at, { text: statement.text, quote: quoted && statement.quotes !== null ? { seq: seqOf[statement.quotes], by: { id: id(quoted.person), name: name(quoted.person) }, text: [...quoted.text].slice(0, 80).join('') } : null, mentions: [], pictures: [] }, statement.person);
    seqOf.push(entries.length);
  }
  const votes = meeting === votingAt(demo) ? pastVotes(demo, meeting, ids, voters.length) : [];
  for (const vote of votes) for (const entry of vote.entries) add(entry.kind, vote.at.toISOString(), entry.body, meeting.chair);
  if (!open) add('closed', meeting.endsAt, { how: 'byChair', reason: '' }, meeting.chair);

  rows.rooms.push({ id: roomId, unitId, meetingId, title: meeting.title, lastSeq: entries.length, open, agendaItemId: items[Math.max(0, item)]?.id ?? null });
  rows.meetings.push({ id: meetingId, unitId, roomId, kind: meeting.kind, form: 'online', title: meeting.title, theme: meeting.theme, materials: meeting.materials.map((text, index) => ({ title: `材料${index + 1}`, text })), startsAt: new Date(meeting.startsAt), endsAt: new Date(meeting.endsAt), state: open ? 'open' : 'closed',
    calledBy: id(meeting.chair), chairId: id(meeting.chair), strictQuorum: false, expected: everyone.length, votingExpected: voters.length, openedAt: new Date(meeting.startsAt), closedAt: open ? null : new Date(meeting.endsAt), closedHow: open ? null : 'byChair', reason: null, closeSeq: open ? null : entries.length, minutesVersion: 0 });
  rows.agenda.push(...items);
  rows.attendees.push(...everyone.map((person) => ({ meetingId, personId: id(person), unitId, status: demo.people[person]?.status ?? 'full', observer: false, votes: hasVote(demo.people[person]?.status ?? 'mobile'), reply: came.has(person) ? 'join' as const : leaves.has(person) ? 'leave' as const : null,
    leaveCategory: leaves.has(person) ? leaveCategory(leaves.get(person) ?? '') : null, leaveReason: leaves.get(person) ?? null, excludedReason: null, excludedApprovedBy: null, signedInAt: dateOrNull(came.get(person)?.joinedAt), spokeAt: dateOrNull(spoke.get(person)) })));
  rows.presences.push(...meeting.attendances.map((one) => ({ id: newId(), roomId, unitId, personId: id(one.person), cameAt: new Date(one.joinedAt), leaseUntil: new Date(one.leftAt), signedIn: true })));
  rows.entries.push(...entries);
  return { meetingId, unitId, votes, voters: voters.map(id) };
}

const dateOrNull = (text: string | undefined): Date | null => (text ? new Date(text) : null);

async function save(tx: Tx, rows: Rows): Promise<void> {
  await tx.insert(Room, rows.rooms);
  await tx.insert(Meeting, rows.meetings);
  await tx.insert(AgendaItem, rows.agenda);
  await tx.insert(Attendee, rows.attendees);
  await tx.insert(Presence, rows.presences);
  await tx.insert(Entry, rows.entries);
}

/** Minutes from the record, by the same rules that publish them in the app; most absentees have read them. */
async function publish(tx: Tx, meeting: DemoMeeting, at: { meetingId: string; unitId: string }, chairId: string): Promise<void> {
  const record = await readRecord(tx, at);
  const draft = draftFrom(record);
  const publishedAt = new Date(new Date(meeting.endsAt).getTime() + 20 * 3600_000);
  // One thing to do for whoever spoke last; after a week it is done.
  const owner = record.lines[record.lines.length - 1]?.speaker ?? record.head.chair;
  const todo = { text: '把这次商定的事整理成一张表，发到群里', owner, due: shanghaiDay(new Date(publishedAt.getTime() + 7 * oneDay)) };
  const { content } = withFacts({ ...draft, actions: [todo], agenda: draft.agenda.map((item, index) => ({ ...item, summary: meeting.outcomes[index] ?? '' })) }, record);
  await tx.insert(MinutesVersion, { ...at, version: 1, content, reason: null, sha256: sha256(JSON.stringify(content)), publishedBy: chairId, publishedAt });
  await tx.sql('update meeting set minutes_version = 1 where id = $1', [at.meetingId]);
  const [person, ...others] = await tx.sql<{ id: string }>('select p.id from attendee a join person p on p.id = a.person_id where a.meeting_id = $1 and p.name = $2', [at.meetingId, owner]);
  const ownerId = others.length === 0 ? person?.id ?? null : null;
  const doneAt = new Date(publishedAt.getTime() + 6 * oneDay);
  const done = ownerId !== null && doneAt < await tx.now();
  await tx.insert(ActionItem, { id: newId(), ...at, position: 0, ...todo, ownerId, listedAt: publishedAt, droppedAt: null, doneAt: done ? doneAt : null, doneBy: done ? ownerId : null, doneWords: done ? '表已经发到群里，请大家补充' : null });
  const absent = await tx.sql<{ id: string }>('select person_id as id from attendee where meeting_id = $1 and signed_in_at is null and spoke_at is null order by person_id', [at.meetingId]);
  await tx.insert(Acknowledgement, absent.filter((_, index) => index % 5 < 3).map((person, index) => ({ meetingId: at.meetingId, personId: person.id, unitId: at.unitId, version: 1, at: new Date(publishedAt.getTime() + (index + 1) * 1800_000) })));
}
