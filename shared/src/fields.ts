/**
 * The vocabulary of every input and output. Routes say `text(80)` or `page(Post)`; nobody but this file and route.ts sees the schema library.
 * zod/mini is taken for its weight in the mini-program (about 20 KB against 80 KB).
 */
import * as z from 'zod/mini';

// The library probes `new Function` to compile parsers; mini-programs forbid it. The server switches it on again for speed.
z.config({ jitless: true });

export type Schema = z.ZodMiniType;
export type Infer<S extends z.ZodMiniType> = z.output<S>;

/** Object that names every key: an unknown key is refused, so that nobody can slip in `role` or `unitId`. */
export const object = z.strictObject;
/** Object in an answer: a key the schema does not name is dropped on the way out, which makes the schema the presenter. */
export const answer = z.object;
export const list = <S extends z.ZodMiniType>(item: S, max = 1000) => z.array(item).check(z.maxLength(max));
export const optional = z.optional;
export const nullable = z.nullable;
export const oneOf = z.enum;
export const literal = z.literal;
export const union = z.union;
export const flag = z.boolean;
export const record = z.record;
/** Nothing to answer (HTTP 200 with `{}`), so that every answer is an object that can grow. */
export const nothing = z.object({});

/** Server-made id: 11 random base58 characters (short enough for a mini-program code, and telling nothing of time or count). */
export const id = z.string().check(z.regex(/^[1-9A-HJ-NP-Za-km-z]{11}$/));
/** Id made by the client (UUID), kept for ever: a repeated request with the same one is answered, not done again. */
export const clientId = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

const noControls = z.refine<string>((value) => !hasUnprintable(value), { error: '含有看不见的控制字符，请删去后再试' });

/** True if the text holds C0/C1 controls (but tab and newline), bidirectional overrides (a look-alike trick) or half of a character; no look-behind, which old phones lack. */
export function hasUnprintable(value: string): boolean {
  for (let i = 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit < 32 ? unit !== 9 && unit !== 10 : unit >= 0x7f && unit <= 0x9f) return true;
    if ((unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069)) return true;
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = value.charCodeAt(i + 1);
      if (!(next >= 0xdc00 && next <= 0xdfff)) return true;
      i += 1;
    } else if (unit >= 0xdc00 && unit <= 0xdfff) return true;
  }
  return false;
}

/**
 * Characters that show nothing or turn what follows: soft hyphens, joiners, direction marks, fillers, variation selectors (but that of emoji), tags. Sentences may need them (an emoji
 * of several parts does); a name that holds one is made to look like another.
 */
const hidden = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udfff]/;
export const hasHidden = (value: string): boolean => hasUnprintable(value) || hidden.test(value);
const noHidden = z.refine<string>((value) => !hasHidden(value), { error: '名称里有看不见的字符，请删去后再试' });

/** One line or paragraph of at most `max` UTF-16 units, at least one that is not blank; trimmed. */
export const text = (max: number) => z.string().check(z.trim(), z.minLength(1, { error: '不能为空' }), z.maxLength(max, { error: `最多 ${max} 个字` }), noControls);
/** Like `text`, but may be empty. */
export const note = (max: number) => z.string().check(z.trim(), z.maxLength(max, { error: `最多 ${max} 个字` }), noControls);
/** What something or somebody is called: like `text`, and nothing in it that cannot be seen. */
export const name = (max: number) => text(max).check(noHidden);
/** Like `name`, but may be empty. */
export const nameNote = (max: number) => note(max).check(noHidden);
/** Words taken as they come, whatever is in them: for what is never stored as text (a password) or is stored without what cannot be kept (an unfinished draft). Only a far outer bound. */
export const anyText = (max: number) => z.string().check(z.maxLength(max, { error: `最多 ${max} 个字` }));
/** Text that a rule judges, so that the refusal has a code of its own: a far outer bound here, and what no text may hold, refused with the code the rules use for it. */
export const judged = (max: number) => anyText(max).check(z.refine<string>((value) => !hasUnprintable(value), { error: '含有看不见的控制字符，请删去后再试', params: { refusal: 'line.control-characters' } }));

/** A further check of a text's form, with the words shown when it fails. */
export const matches = (pattern: RegExp, error: string) => z.regex(pattern, { error });

/** A moment on the wire: ISO 8601 with offset. Rules get Dates, pages format it in Shanghai time. */
export const when = z.iso.datetime({ offset: true });
/** A moment in an answer: services hand over a Date, the wire carries ISO text. */
export const moment = z.pipe(z.transform((value: unknown) => (value instanceof Date ? value.toISOString() : value)), z.iso.datetime({ offset: true }));
/** A Shanghai day, `2026-11-22`. */
export const day = z.iso.date();
/** A Shanghai month, `2026-11`. */
export const month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/));

export const count = z.int().check(z.minimum(0));
export const integer = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));
/** A number that arrives in a query string. */
export const queryInteger = (min: number, max: number) => z.pipe(z.transform((value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value)), z.int().check(z.minimum(min), z.maximum(max)));

/** Mainland mobile number, 11 digits. */
export const phone = z.string().check(z.regex(/^1\d{10}$/, { error: '请填 11 位手机号' }));

/** A person as others see them: the name shown and the id, nothing else. */
export const PersonRef = answer({ id, name: z.string() });
export type PersonRef = Infer<typeof PersonRef>;

/** Asking for a page: an opaque cursor from the last answer, at most 100 rows. */
export const paging = { cursor: z.optional(z.string().check(z.maxLength(400))), limit: z.optional(queryInteger(1, 100)) };
/** A page of rows with the cursor of the next one, null at the end. */
export const page = <S extends z.ZodMiniType>(item: S) => answer({ items: z.array(item), next: z.nullable(z.string()) });
export const string = z.string;
export const number = z.number;
export const unknown = z.unknown;
export const discriminated = z.discriminatedUnion;
