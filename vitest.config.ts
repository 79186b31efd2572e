import { defineConfig } from 'vitest/config'

/** What touches the tables of tenants and changes, and does not choose its database itself: run on PostgreSQL too. */
const onBothDatabases = [
  'tests/integration/changes/{attribution,cancel,kinds,log-change,metrics,mutations,order,project-tickets,recognition,refusal,servers}.test.ts',
  'tests/integration/connectwise/{access,tickets}.test.ts',
]

interface ProjectOptions {
  timeoutMs: number
  globalSetup?: string
  /** By default all tests of the folder of its name. */
  include?: string[]
  env?: Record<string, string>
}

const project = (name: string, options: ProjectOptions) => ({
  test: {
    name,
    ...(options.globalSetup && { globalSetup: options.globalSetup }),
    ...(options.env && { env: options.env }),
    include: options.include ?? [`tests/${name}/**/*.test.ts`],
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs,
    // What is waited for comes when it comes: a busy machine is no failure.
    expect: { poll: { timeout: options.timeoutMs / 2 } },
  },
})

export default defineConfig({
  test: {
    // Whole-system tests wait more than they work: two at a time also on a machine with two cores.
    maxWorkers: 2,
    projects: [
      project('unit', { timeoutMs: 20_000 }),
      project('contract', { timeoutMs: 30_000 }),
      project('integration', { timeoutMs: 60_000 }),
      project('postgres', {
        timeoutMs: 60_000,
        include: onBothDatabases,
        env: { TEST_DATABASE: 'postgres' },
        globalSetup: 'tests/support/postgres-server.ts',
      }),
      project('browser', { timeoutMs: 60_000, globalSetup: 'tests/support/build-portal.ts' }),
    ],
  },
})
