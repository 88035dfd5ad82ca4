/** Presence as intervals the server kept: bridged, counted over time and replayed. They serve the quorum only; nobody's time is summed up (MEET-5). */
import { oneDay } from '../time.js';
import { bridge } from './rules.js';

export interface Interval { personId: string; from: Date; to: Date }

/** One person's intervals in order, those that overlap or lie less than the bridge apart as one: a metro tunnel is not leaving. */
export function bridged(intervals: readonly { from: Date; to: Date }[]): { from: Date; to: Date }[] {
  const found: { from: Date; to: Date }[] = [];
  for (const one of [...intervals].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = found[found.length - 1];
    if (last && one.from.getTime() - last.to.getTime() < bridge) last.to = one.to > last.to ? one.to : last.to;
    else found.push({ ...one });
  }
  return found;
}

export interface Point { at: Date; present: number }

/** How many were present at every moment something changed, from `from` until `to`. Several people coming in one moment are one step. */
export function presentOverTime(intervals: readonly Interval[], from: Date, to: Date): Point[] {
  const people = new Map<string, Interval[]>();
  for (const one of intervals) people.set(one.personId, [...(people.get(one.personId) ?? []), one]);
  const steps = new Map<number, number>();
  const step = (at: number, by: number): void => { steps.set(at, (steps.get(at) ?? 0) + by); };
  for (const own of people.values()) {
    for (const one of bridged(own)) {
      const [a, b] = [Math.max(one.from.getTime(), from.getTime()), Math.min(one.to.getTime(), to.getTime())];
      if (b <= a) continue;
      step(a, 1);
      if (b < to.getTime()) step(b, -1);
    }
  }
  if (!steps.has(from.getTime())) steps.set(from.getTime(), 0);
  let present = 0;
  const points: Point[] = [];
  for (const at of [...steps.keys()].sort((a, b) => a - b)) {
    present += steps.get(at) ?? 0;
    if (points.length === 0 || points[points.length - 1]?.present !== present) points.push({ at: new Date(at), present });
  }
  return points;
}

/** In a window of several days the quorum is of those signed in: each from their signing in until the end. */
export const signedInAsIntervals = (people: readonly { personId: string; signedInAt: Date }[], to: Date): Interval[] => people.map((one) => ({ personId: one.personId, from: one.signedInAt, to: new Date(to.getTime() + oneDay) }));

export const presentAt = (points: readonly Point[], at: Date): number => points.reduce((present, point) => (point.at <= at ? point.present : present), 0);

/** At most `most` points: of each stretch of time the lowest, for it is what the quorum is about. */
export function thinned(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const size = Math.ceil(points.length / most);
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => points.slice(i * size, (i + 1) * size).reduce((low, one) => (one.present < low.present ? one : low)));
}

export interface Mark { at: Date; text: string; present: number }
/** The moments worth telling beside the curve: beginning, every time the quorum was reached or lost, each ballot, the end. */
export function quorumMarks(points: readonly Point[], needed: number, ballots: readonly { title: string; openedAt: Date; closedAt: Date | null }[], span: { from: Date; to: Date; over: boolean }): Mark[] {
  const marks: Mark[] = [{ at: span.from, text: '会议开始', present: presentAt(points, span.from) }];
  let holds = (marks[0]?.present ?? 0) >= needed;
  for (const point of points) {
    if (point.present >= needed === holds || point.at <= span.from) continue;
    holds = !holds;
    marks.push({ at: point.at, text: holds ? '达到表决所需人数' : '低于表决所需人数', present: point.present });
  }
  for (const ballot of ballots) {
    marks.push({ at: ballot.openedAt, text: `开始表决：${ballot.title}`, present: presentAt(points, ballot.openedAt) });
    if (ballot.closedAt) marks.push({ at: ballot.closedAt, text: `表决结束：${ballot.title}`, present: presentAt(points, ballot.closedAt) });
  }
  if (span.over) marks.push({ at: span.to, text: '会议结束', present: points[points.length - 1]?.present ?? 0 });
  return marks.map((mark, i) => ({ mark, i })).sort((a, b) => a.mark.at.getTime() - b.mark.at.getTime() || a.i - b.i).map(({ mark }) => mark);
}

export interface Replayed { personId: string; signedIn: boolean; spoke: boolean; voted: boolean }
/**
 * Attendance from the record alone: the lines up to the closing entry, the presence rows and the votes. What was counted while the meeting ran must be
 * what this says, or the record does not carry it.
 */
export function replayAttendance(record: { people: readonly string[]; closeSeq: number; entries: readonly { seq: number; kind: string; authorId: string | null }[]; presences: readonly { personId: string; signedIn: boolean }[]; votes: readonly { personId: string }[] }): Replayed[] {
  const signed = new Set(record.presences.filter((one) => one.signedIn).map((one) => one.personId));
  const spoke = new Set(record.entries.filter((one) => one.seq <= record.closeSeq && one.kind === 'line').map((one) => one.authorId));
  const voted = new Set(record.votes.map((one) => one.personId));
  return record.people.map((personId) => ({ personId, signedIn: signed.has(personId), spoke: spoke.has(personId), voted: voted.has(personId) }));
}
