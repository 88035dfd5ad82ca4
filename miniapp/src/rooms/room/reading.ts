/** Tells the server how far one has read: forward only, at most once a second, the last word always told. */
export function readingMark(tell: (seq: number) => Promise<{ readSeq: number }>, wait = 1000): { to(seq: number): void; close(): void } {
  let wanted = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void say();
    }, wait);
  };
  async function say(): Promise<void> {
    const seq = wanted;
    try {
      told = Math.max(told, (await tell(seq)).readSeq, seq);
      if (wanted > told) later();
    } catch {
      // Told again with the next line, or when the room is opened again.
      wanted = told;
    }
  }
  return {
    to(seq) {
      if (seq <= Math.max(wanted, told)) return;
      wanted = seq;
      later();
    },
    close() {
      if (timer === null) return;
      clearTimeout(timer);
      void say();
    },
  };
}
