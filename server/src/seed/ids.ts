/** Which id everything of the demo got: what is planted later refers to it. */
export interface Ids { unit: Map<string, string>; person: string[]; staff: string[]; company: Map<string, string>; column: Map<string, string>; path: Map<string, string[]> }

export const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

/** A key that must be there: the corpus refers only to what it made. */
export function must(map: Map<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`the demo names «${key}», which it did not make`);
  return id;
}
