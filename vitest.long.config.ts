import { defineConfig } from 'vitest/config'

const shared = {
  testTimeout: 3_600_000,
  hookTimeout: 240_000,
  retry: 0,
  expect: { requireAssertions: true, poll: { timeout: 120_000 } },
}

/** Sweeps of drawn inputs, of which `npm test` runs a share (tests/support/seeds.ts). */
export const everySeed = [
  'tests/unit/changes/delivery/simulation.test.ts',
  'tests/unit/graphql/execution/same-as-graphql-js.test.ts',
  'tests/unit/vendors/kit/process-slots.test.ts',
  'tests/integration/slots/{postgres,redis}-slots.test.ts',
  'tests/integration/sync/{hubspot-random-changes,random-changes}.test.ts',
]

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
      {
        test: {
          ...shared,
          name: 'postgres',
          include: [
            'tests/integration/changes/{project-tickets,recognition}.test.ts',
            'tests/integration/connectwise/tickets.test.ts',
          ],
          env: { TEST_DATABASE: 'postgres' },
          globalSetup: 'tests/support/postgres-server.ts',
        },
      },
      {
        test: {
          ...shared,
          name: 'every-seed',
          include: everySeed,
          env: { EVERY_SEED: 'yes' },
        },
      },
      {
        test: {
          ...shared,
          name: 'behind-nginx',
          include: ['tests/browser/**/*.test.ts'],
          env: { BROWSER_PROXY: 'nginx' },
          globalSetup: 'tests/support/build-portal.ts',
        },
      },
    ],
  },
})
