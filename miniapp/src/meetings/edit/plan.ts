/** What the form of a meeting holds; kept on this device as a draft until it is sent. */
import type { PersonRef } from '@branch/shared/fields';
import { type MeetingForm, type MeetingKind, meetingKindNames } from '@branch/shared/meetings/words';
import { minute } from '@branch/shared/time';
import type { StoredDocument } from '../../ui/Documents';
import { nextEvening, usualAgenda } from '../meeting-words';

export interface Plan {
  kind: MeetingKind;
  form: MeetingForm;
  title: string;
  theme: string;
  startsAt: string;
  endsAt: string;
  agenda: { title: string; note: string }[];
  materials: { title: string; text: string }[];
  /** Documents that are on the server already. */
  files: readonly StoredDocument[];
  observers: readonly PersonRef[];
  strictQuorum: boolean;
}

export const draftKey = (unitId: string): string => `plan.${unitId}`;
const usualLength = 90 * minute;

export function freshPlan(now: Date, kind: MeetingKind = 'orgLife'): Plan {
  const startsAt = nextEvening(now);
  return { kind, form: 'online', title: '', theme: '', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + usualLength).toISOString(), agenda: agendaOf(kind), materials: [], files: [], observers: [], strictQuorum: false };
}

export const agendaOf = (kind: MeetingKind): Plan['agenda'] => (usualAgenda[kind] ?? []).map((title) => ({ title, note: '' }));

/** True while the agenda is the kind's own: then another kind brings its own. */
export const isUsualAgenda = (plan: Plan): boolean => JSON.stringify(plan.agenda) === JSON.stringify(agendaOf(plan.kind));

export const planOf = (meeting: Omit<Plan, 'agenda'> & { agenda: readonly { title: string; note: string }[] }): Plan => ({
  kind: meeting.kind, form: meeting.form, title: meeting.title, theme: meeting.theme, startsAt: meeting.startsAt, endsAt: meeting.endsAt,
  agenda: meeting.agenda.map(({ title, note }) => ({ title, note })), materials: meeting.materials.map(({ title, text }) => ({ title, text })), files: meeting.files, observers: meeting.observers, strictQuorum: meeting.strictQuorum,
});

/** The plan as it is sent: empty rows are nothing, an untitled meeting is called by its kind. */
export function sent(plan: Plan): Omit<Plan, 'strictQuorum' | 'files' | 'observers'> & { files: string[]; observers: string[] } {
  const { strictQuorum: _strict, files, observers, ...rest } = plan;
  return {
    ...rest, files: files.map((file) => file.id), observers: observers.map((person) => person.id), title: plan.title.trim() || meetingKindNames[plan.kind],
    agenda: plan.agenda.filter((item) => item.title.trim() !== ''), materials: plan.materials.filter((material) => material.title.trim() !== '' || material.text.trim() !== '').map((material) => ({ ...material, title: material.title.trim() || '材料' })),
  };
}
