/**
 * Chance that can be had again: FAULT_SEED=<number> repeats what a run drew (the order and the lengths of the faults, who sends what where).
 * What the machine does between two faults stays its own.
 */
export class Dice {
  readonly seed: number;
  private state: number;

  constructor(name: string) {
    this.seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1_000_000_000));
    this.state = [...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) | 0, this.seed | 0);
    process.stdout.write(`${name}: FAULT_SEED=${this.seed}\n`);
  }

  /** A number from 0 to below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number { return low + Math.floor(this.next() * (high - low + 1)); }

  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
}

/** A size that the longer tier makes larger: FAULT_SCALE=10 npm run test:faults. */
export const scaled = (quick: number): number => Math.round(quick * Number(process.env.FAULT_SCALE ?? 1));

/** How long a test may take: longer for the longer tier, never shorter. */
export const patience = (quick: number): number => Math.max(quick, scaled(quick));
