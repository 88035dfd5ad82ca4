/** Lets at most `width` pieces of work run at once; the others wait in order. So that a crowd at one door does not take every connection from those inside. */
export function gate(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= width) await new Promise<void>((go) => { waiting.push(go); });
    else running += 1;
    try { return await work(); } finally {
      const next = waiting.shift();
      if (next) next(); else running -= 1;
    }
  };
}
