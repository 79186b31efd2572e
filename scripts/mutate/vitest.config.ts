import { defineConfig } from 'vitest/config'

const folder = process.env['MUTATED_FOLDER'] ?? ''

/** Only the unit tests of the mutated folder: what they let pass, no test near it would find. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [`tests/unit/${folder}/**/*.test.ts`],
    // Runs by seed, of seconds each. The worker threads of the simulation see no change that Stryker makes, and a change
    // that keeps a delivery from ending keeps a run from ending. Leaving them out can only lower the score.
    exclude: ['tests/unit/changes/delivery/{exactly-once,simulation}.test.ts'],
    // The files of a run share what they import, which makes it faster.
    // The files of a run share what they import, which makes it faster.
    isolate: false,
    testTimeout: 10_000,
    // As in the tests' own configuration, what is waited for may come late on a busy machine.
    expect: { requireAssertions: true, poll: { interval: 2, timeout: 5_000 } },
  },
})
