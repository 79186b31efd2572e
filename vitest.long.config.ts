import { defineConfig } from 'vitest/config'

const shared = {
  testTimeout: 3_600_000,
  hookTimeout: 240_000,
  retry: 0,
  expect: { requireAssertions: true, poll: { timeout: 120_000 } },
}

/** `npm run test:long`: tests that take minutes each, and that `npm test` has a short version of. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      { test: { ...shared, name: 'long', include: ['tests/long/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'every-appearance',
          include: ['tests/browser/{looks,operator-looks,copy-progress}.test.ts'],
          env: { EVERY_APPEARANCE: 'yes' },
          globalSetup: 'tests/support/build-portal.ts',
        },
      },
    ],
  },
})
