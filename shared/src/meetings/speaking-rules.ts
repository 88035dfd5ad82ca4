/** Who had the floor when, by agenda item: for the chair, so that everybody gets to speak. Turns only; there is no sum per person anywhere. */
export interface Turn { person: { id: string; name: string }; from: Date; to: Date | null }
export interface Spoken { agendaItemId: string | null; turns: Turn[] }
export interface FloorEntry { at: Date; kind: string; body: Record<string, unknown> }

/** Turns from the log: a turn ends when the floor goes to another or is cleared, with the agenda item, or with the meeting. An item come back to keeps its list. */
export function speakingByItem(entries: readonly FloorEntry[]): Spoken[] {
  const items: Spoken[] = [];
  let item: Spoken | null = null;
  let turn: Turn | null = null;
  const at = (agendaItemId: string | null): Spoken => {
    const known = items.find((one) => one.agendaItemId === agendaItemId);
    if (known) return known;
    const made: Spoken = { agendaItemId, turns: [] };
    items.push(made);
    return made;
  };
  for (const entry of entries) {
    if (entry.kind !== 'floor' && entry.kind !== 'agenda' && entry.kind !== 'closed') continue;
    if (turn) turn.to = entry.at;
    turn = null;
    if (entry.kind === 'agenda') item = at(String(entry.body.itemId));
    const person = entry.kind === 'floor' ? entry.body.person as Turn['person'] | null : null;
    if (person) {
      turn = { person: { id: person.id, name: person.name }, from: entry.at, to: null };
      (item ?? at(null)).turns.push(turn);
    }
  }
  return items.filter((one) => one.turns.length > 0);
}
