import { serverRefusals } from './refusals-server.js';
import { spokenRefusals } from './refusals-spoken.js';

/** Every "no" in one place: code → [HTTP status, what the user reads]. A page shows the text; a program goes by the code, which never changes. */
export const refusals = { ...spokenRefusals, ...serverRefusals };

export type RefusalCode = keyof typeof refusals;

/** A "no" on its way to the user. `details` are small facts a page can show (who decided, which limit), never another's private data. */
export class Refusal extends Error {
  constructor(readonly code: RefusalCode, readonly details?: Record<string, unknown>, readonly words?: string) {
    super(`${code}: ${words ?? refusals[code][1]}`);
    this.name = 'Refusal';
  }

  get status(): number { return refusals[this.code][0]; }
}

/** Throws when a rule answered with a reason. */
export function refuseIf(why: RefusalCode | null | undefined, details?: Record<string, unknown>): void {
  if (why) throw new Refusal(why, details);
}
