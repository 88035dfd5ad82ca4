// npm test: every check in order, each timed, ending with the line "N passed, N failed".
//   npm test -- stories journeys     only these steps
//   npm run check                    (--fast) without mini-program build and browser
// Steps are data (lib/steps.mjs). A step without tests is a failure, and so is a skipped test.
import { install } from './lib/install.mjs';
import { jestStep, commandSteps } from './lib/checks.mjs';
import { steps } from './lib/steps.mjs';
import { Plain, bold, dim, green, red, seconds, tool } from './lib/say.mjs';

await tool(async () => {
  const args = process.argv.slice(2);
  const fast = args.includes('--fast');
  const only = args.filter((arg) => !arg.startsWith('--'));
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) throw new Plain(`没有名为 ${unknown.join('、')} 的步骤。可选：${steps.map((step) => step.name).join(' ')}`, `No step named ${unknown.join(', ')}. Choose from: ${steps.map((step) => step.name).join(' ')}`);
  const wanted = steps.filter((step) => (only.length > 0 ? only.includes(step.name) : !(fast && step.slow)));

  const start = Date.now();
  console.log(bold('install'));
  console.log(dim(`  ${(await install()) ? 'installed from the lockfile' : 'up to date'} (${seconds(start)})`));

  const total = { passed: 0, failed: 0 };
  const table = [];
  // What is no more than a command shares the two cores; the rest keeps both busy by itself.
  const commands = wanted.filter((step) => step.runs);
  if (commands.length > 0) console.log(`${bold(commands.map((step) => step.name).join(', '))} ${dim(commands.map((step) => step.title).join(' · '))}`);
  const checked = await commandSteps(commands);
  for (const step of wanted) {
    const from = Date.now() - (checked.get(step.name)?.took ?? 0);
    if (!step.runs) console.log(`${bold(step.name)} ${dim(step.title)}`);
    const result = checked.get(step.name) ?? await jestStep(step, wanted.flatMap((one) => one.builds ?? []));
    if (result.passed + result.failed === 0) {
      console.error(red(`  ${step.name}: no test ran`));
      result.failed = 1;
    }
    total.passed += result.passed;
    total.failed += result.failed;
    const line = `${result.passed} passed, ${result.failed} failed`;
    console.log(`  ${result.failed > 0 ? red(line) : green(line)} ${dim(`(${seconds(from)})`)}`);
    table.push(`  ${step.name.padEnd(10)} ${line.padEnd(24)} ${seconds(from).padStart(8)}`);
  }
  console.log(`\n${table.join('\n')}\n  ${'all'.padEnd(10)} ${''.padEnd(24)} ${seconds(start).padStart(8)}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});
