import type { RefusalCode } from '@branch/shared/refusals';

/** `offline`: no answer at all; `client.broken-answer`: an answer nobody can read. Everything else comes from the server's table. */
export type FailureCode = RefusalCode | 'offline' | 'client.broken-answer';

/** A request that did not do what was asked, with the words to show. */
export class Refused extends Error {
  constructor(
    readonly code: FailureCode,
    readonly status: number,
    message: string,
    readonly requestId: string | null = null,
    readonly fields: readonly { path: string; message: string }[] = [],
    readonly details: Readonly<Record<string, unknown>> = {},
    /** Seconds, from a 429 or 503. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = 'Refused';
  }

  /** Asking again unchanged may help: no answer, a busy server. A 4xx never gets better by itself. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }

  /** What is wrong with one field of the form, if the server named it. */
  field(path: string): string | null {
    return this.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.message ?? null;
  }
}

/** Any thrown thing as a Refused, so that a page has words for it. */
export function asRefused(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown;
  return new Refused('client.broken-answer', 500, '页面出了点问题，内容还在。请重试；若仍不行，请刷新。');
}
