import { defineConfig } from 'vitest/config'

/** `npm run test:long`: tests that take minutes each, and that `npm test` has a short version of. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
  },
})
