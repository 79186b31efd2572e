// Loaded before everything else (node --import) by `npm run test:dates`: makes it another day in every process of a run,
// as if the machine's clock stood there, so that a test which depends on the real day fails.

const aheadMs = Number(process.env.TEST_CLOCK_AHEAD_MS ?? 0)
const real = Date.now
const now = () => real() + aheadMs

globalThis.Date = new Proxy(Date, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new Date().toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
