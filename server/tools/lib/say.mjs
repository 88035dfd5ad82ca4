// What the tools say to a person. A Plain error is an expected trouble: it is shown as one sentence with what to do, never as a stack.

/** An expected trouble. `zh` is shown first, `en` after; both say what happened and what to do. */
export class Plain extends Error {
  constructor(zh, en) {
    super(`${zh}\n${en}`);
    this.name = 'Plain';
  }
}

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : String(text));
export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);

/** Seconds since `from` (a Date.now() value) as `12.3s`. */
export const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)}s`;

/** Runs a tool's main function: a Plain error ends with its sentence and code 1; anything else shows its stack, because it is a fault of ours. */
export async function tool(main) {
  try {
    const code = await main();
    process.exit(code ?? 0);
  } catch (error) {
    if (error instanceof Plain) console.error(`\n${red('✗')} ${error.message}\n`);
    else console.error(error);
    process.exit(1);
  }
}
