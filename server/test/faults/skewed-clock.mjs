// Loaded into a server process by `node --import` (through NODE_OPTIONS), by tests only: the process's own clock is CLOCK_OFF_MINUTES wrong, as on a machine
// whose time nobody sets. Timers and the database are not touched. What JavaScript calls Date is replaced as a whole, so that nothing asks the right time by another name.
const off = Number(process.env.CLOCK_OFF_MINUTES) * 60_000;
const Right = Date;
const now = () => Right.now() + off;
const Wrong = new Proxy(Right, {
  construct: (target, args, asked) => Reflect.construct(target, args.length === 0 ? [now()] : args, asked === Wrong ? target : asked),
  apply: () => new Right(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
Right.prototype.constructor = Wrong;
globalThis.Date = Wrong;
// Said by the process itself: the test reads it, so that it cannot pass because nothing was wrong.
console.log(`process clock: ${new Date().toISOString()}`);
