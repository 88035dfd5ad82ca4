/** What the form of a meeting holds; kept on this device as a draft until it is sent. */
import type { PersonRef } from '@branch/shared/fields';
import { type ReminderTime, usualReminders } from '@branch/shared/meetings/calling-rules';
import { meetingTemplates, usualTitle } from '@branch/shared/meetings/templates';
import { type MeetingForm, type MeetingKind, meetingKindNames } from '@branch/shared/meetings/words';
import { clock, minute } from '@branch/shared/time';
import type { StoredDocument } from '../../ui/Documents';
import { nextEvening } from '../meeting-words';

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
  reminders: readonly ReminderTime[];
}

/** A draft of a new meeting, or of one called after another. */
export const draftKey = (unitId: string, after?: string): string => (after === undefined ? `plan.${unitId}` : `plan.${unitId}.${after}`);

/** As the kind's template has it, at the next 19:30. */
export function freshPlan(now: Date, kind: MeetingKind = 'orgLife'): Plan {
  const template = meetingTemplates[kind];
  const startsAt = nextEvening(now);
  return { kind, form: template.form, title: usualTitle(kind, startsAt), theme: '', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + template.length * minute).toISOString(),
    agenda: template.agenda.map(({ title, note }) => ({ title, note })), materials: [], files: [], observers: [], strictQuorum: false, reminders: usualReminders };
}

type Known = Omit<Plan, 'agenda' | 'materials'> & { agenda: readonly { title: string; note: string }[]; materials: readonly { title: string; text: string }[] };

export const planOf = (meeting: Known): Plan => ({
  kind: meeting.kind, form: meeting.form, title: meeting.title, theme: meeting.theme, startsAt: meeting.startsAt, endsAt: meeting.endsAt, reminders: meeting.reminders,
  agenda: meeting.agenda.map(({ title, note }) => ({ title, note })), materials: meeting.materials.map(({ title, text }) => ({ title, text })), files: meeting.files, observers: meeting.observers, strictQuorum: meeting.strictQuorum,
});

/** The same again: at the next such time of day, as long as it was; «11月支委会» becomes «12月支委会». */
export function planAgain(past: Known, now: Date): Plan {
  const [from, to] = [new Date(past.startsAt), new Date(past.endsAt)];
  const startsAt = nextEvening(now, clock(from));
  return { ...planOf(past), title: past.title === usualTitle(past.kind, from) ? usualTitle(past.kind, startsAt) : past.title, startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + to.getTime() - from.getTime()).toISOString() };
}

/** The plan as it is sent: empty rows are nothing, an untitled meeting is called by its kind. */
export function sent(plan: Plan): Omit<Plan, 'strictQuorum' | 'files' | 'observers' | 'reminders'> & { files: string[]; observers: string[]; reminders: ReminderTime[] } {
  const { strictQuorum: _strict, files, observers, ...rest } = plan;
  return {
    ...rest, files: files.map((file) => file.id), observers: observers.map((person) => person.id), reminders: [...plan.reminders], title: plan.title.trim() || meetingKindNames[plan.kind],
    agenda: plan.agenda.filter((item) => item.title.trim() !== ''), materials: plan.materials.filter((material) => material.title.trim() !== '' || material.text.trim() !== '').map((material) => ({ ...material, title: material.title.trim() || '材料' })),
  };
}
