/**
 * What the areas above may say about content before it is stored (screens), and what they may do with it afterwards (shelves).
 * Posts offers both registries and knows nobody who uses them: moderation is above it on the ladder.
 */
import type { ContentKind, ContentState, HoldReason, Visibility } from '@branch/shared/posts/routes';
import type { Reading, Tx } from '../kit/db.js';

/** Content about to be stored or changed. `text` is all that can be read of it (title and text, say). */
export interface Content { kind: ContentKind; id: string; unitId: string; columnId: string | null; authorId: string; text: string; visibility: Visibility; fileIds?: string[]; edited?: boolean }
/** Why it must wait for a person, or null: it may be published. */
type Screen = (tx: Tx, content: Content) => Promise<HoldReason | null>;

/** Refuses writing at all where it is closed for a time (MOD-8): a whole site, or a column. */
type Gate = (tx: Tx, at: { unitId: string; columnId: string | null }) => Promise<void>;
const gates: Gate[] = [];
export const gatesWriting = (gate: Gate): void => void gates.push(gate);
export async function refuseIfClosed(tx: Tx, at: { unitId: string; columnId: string | null }): Promise<void> { for (const gate of gates) await gate(tx, at); }

const screens: Screen[] = [];
export const screensContent = (screen: Screen): void => void screens.push(screen);

/**
 * Asks every screen inside the writing transaction; the first hold counts. The caller stores the state it answers. Held content is announced as
 * `content.held` here; for published content the caller announces its own event – only then, for what waits has no side effects (MOD-2).
 */
export async function screened(tx: Tx, content: Content): Promise<'pending' | 'published'> {
  await refuseIfClosed(tx, content);
  for (const screen of screens) {
    const reason = await screen(tx, content);
    if (!reason) continue;
    await tx.announce('content.held', { kind: content.kind, targetId: content.id, unitId: content.unitId, authorId: content.authorId, reason });
    return 'pending';
  }
  return 'published';
}

/** Content as a moderator sees it. */
export interface Shown {
  id: string; unitId: string; columnId: string | null; columnName: string | null; authorId: string; authorName: string; title: string | null; text: string; at: Date; state: ContentState; visibility: Visibility;
  /** Where it is read. */
  path: string; fileIds: string[];
}
/** How one kind of content is found and moved between states. */
export interface Shelf {
  /** Several at once, for lists; locks them in order if told so. */
  find(db: Reading, ids: string[], lock: boolean): Promise<Shown[]>;
  /** `restored`: given back after it was taken from view; it stands at its old place and time, marked. */
  move(tx: Tx, id: string, to: ContentState, restored: boolean): Promise<void>;
  /** Announces what the act of publishing announces: asked once, when content that waited is published for good. */
  announce(tx: Tx, id: string): Promise<void>;
}
const shelves = new Map<ContentKind, Shelf>();
export const keepsShelf = (kind: ContentKind, shelf: Shelf): void => void shelves.set(kind, shelf);
export const shelfOf = (kind: ContentKind): Shelf | null => shelves.get(kind) ?? null;

/** What was decided about content whose author only posts can recognise (MOD-7), and their way to appeal; moderation answers, being above. */
export interface Lodged { words: string; at: Date; dueAt: Date; overdue: boolean; escalated: boolean; state: 'open' | 'upheld' | 'overturned'; reason: string | null }
export interface Decided { kind: ContentKind; targetId: string; stopped: boolean; rule: number | null; ruleName: string | null; reason: string | null; suggestion: string | null; appeal: Lodged | null; whyNotAppeal: string | null }
export interface Court {
  decided(db: Reading, targets: readonly { kind: ContentKind; targetId: string }[]): Promise<Decided[]>;
  /** In a system transaction; the caller has shown that the author asks. */
  appeal(tx: Tx, target: { kind: ContentKind; targetId: string }, words: string): Promise<Lodged>;
}
let court: Court | null = null;
export const holdsCourt = (given: Court): void => { court = given; };
export const courtOf = (): Court | null => court;

/** The condition under which the reader ($n) sees a row in a list: published, or the reader's own that waits or was taken from view. */
export const listedFor = (row: string, reader: string): string => `(${row}.state = 'published' or ${row}.author_id = ${reader} and ${row}.state in ('pending', 'hidden', 'rejected'))`;
