/** What the form of a meeting entered afterwards holds; kept on this device until it is sent. */
import type { PersonRef } from '@branch/shared/fields';
import type { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { type Hands, isLateEntry, whyNotEnter, whyNotHands } from '@branch/shared/meetings/offline-rules';
import { meetingTemplates } from '@branch/shared/meetings/templates';
import { type LeaveCategory, type MeetingKind, meetingKindNames } from '@branch/shared/meetings/words';
import type { RefusalCode } from '@branch/shared/refusals';
import type { Output } from '@branch/shared/route';
import { oneDay, shanghaiDay, shanghaiMoment } from '@branch/shared/time';

export type Expected = Output<typeof offlineRoutes.expectedOn>;
export type Standing = 'came' | 'leave' | 'absent';

export interface Entry {
  kind: MeetingKind;
  title: string;
  place: string;
  startsAt: string;
  endsAt: string;
  agenda: { title: string; note: string }[];
  chairId: string;
  came: readonly string[];
  leave: readonly { personId: string; category: LeaveCategory }[];
  observers: readonly PersonRef[];
  decisions: Hands[];
  reason: string;
}

export const draftKey = (unitId: string): string => `offline.${unitId}`;
export const agendaOf = (kind: MeetingKind): Entry['agenda'] => meetingTemplates[kind].agenda.map((item) => ({ ...item }));

/** Yesterday afternoon, a usual length: what most entries are about. */
export function freshEntry(now: Date, me: string): Entry {
  const startsAt = shanghaiMoment(shanghaiDay(new Date(now.getTime() - oneDay)), '14:00');
  return { kind: 'themeDay', title: '', place: '', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + oneDay / 16).toISOString(), agenda: agendaOf('themeDay'), chairId: me, came: [], leave: [], observers: [], decisions: [], reason: '' };
}

export const standingOf = (entry: Entry, personId: string): Standing => (entry.came.includes(personId) ? 'came' : entry.leave.some((one) => one.personId === personId) ? 'leave' : 'absent');

export function marked(entry: Entry, personId: string, standing: Standing, category: LeaveCategory = 'work'): Pick<Entry, 'came' | 'leave'> {
  const came = entry.came.filter((id) => id !== personId);
  const leave = entry.leave.filter((one) => one.personId !== personId);
  return { came: standing === 'came' ? [...came, personId] : came, leave: standing === 'leave' ? [...leave, { personId, category }] : leave };
}

/** The roll as it stands against the list of that day: who is not on it (any more) is left out. */
export function onList(entry: Entry, expected: Expected) {
  const ids = new Set(expected.items.map((one) => one.person.id));
  const came = entry.came.filter((id) => ids.has(id));
  const leave = entry.leave.filter((one) => ids.has(one.personId));
  const observers = entry.observers.filter((one) => !ids.has(one.id));
  return { came, leave, observers, votingPresent: expected.items.filter((one) => one.votes && came.includes(one.person.id)).length, absent: expected.items.length - came.length - leave.length };
}

export const writtenHands = (entry: Entry): Hands[] => entry.decisions.filter((one) => one.title.trim() !== '' || one.approve + one.against + one.abstain > 0);
export const needsReason = (entry: Entry, now: Date): boolean => isLateEntry(new Date(entry.endsAt), now);

/** Why it may not be sent yet: the server's own rules. */
export function whyNotSend(entry: Entry, expected: Expected, now: Date): RefusalCode | null {
  const roll = onList(entry, expected);
  const agenda = entry.agenda.filter((item) => item.title.trim() !== '').length;
  const chairCame = roll.came.includes(entry.chairId) || roll.observers.some((one) => one.id === entry.chairId);
  return whyNotEnter({ startsAt: new Date(entry.startsAt), endsAt: new Date(entry.endsAt), reason: entry.reason, agenda, chairCame }, now)
    ?? writtenHands(entry).map((one) => whyNotHands(one, { votingPresent: roll.votingPresent, votingExpected: expected.votingExpected })).find((why) => why !== null) ?? null;
}

export function sent(entry: Entry, expected: Expected) {
  const { came, leave, observers } = onList(entry, expected);
  return { kind: entry.kind, title: entry.title.trim() || meetingKindNames[entry.kind], place: entry.place.trim() || '线下', startsAt: entry.startsAt, endsAt: entry.endsAt, agenda: entry.agenda.filter((item) => item.title.trim() !== ''), chairId: entry.chairId,
    came, leave, observers: observers.map((one) => one.id), decisions: writtenHands(entry), reason: entry.reason.trim() };
}
