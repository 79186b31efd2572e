import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

/**
 * Where Node keeps what it has compiled and stripped of its types: the folder that scripts/preload.mjs takes too. Loading the
 * gateway takes half the time from it, in workers and in the programs that tests start.
 */
const compileCache = join(tmpdir(), 'node-compile-cache')

/**
 * What touches the tables of tenants and changes, and does not choose its database itself: run on PostgreSQL too. What asks
 * its database no more than these do, and else ConnectWise, runs there in `npm run test:long`.
 */
const onBothDatabases = [
  'tests/integration/changes/{attribution,cancel,kinds,log-change,metrics,mutations,order,refusal,servers}.test.ts',
  'tests/integration/connectwise/access.test.ts',
]

interface ProjectOptions {
  /**
   * How many files run at a time. Whole-system tests wait more than they work; a browser works more, and the portal in it waits
   * for some things for seconds only.
   */
  workers: number
  /** Ends what hangs, and nothing else: several times what the slowest test takes on a machine that is busy with others. */
  timeoutMs: number
  globalSetup?: string
  /** By default all tests of the folder of its name. */
  include?: string[]
  env?: Record<string, string>
  /** Whether each file gets modules of its own; whole systems take two seconds to load, and share nothing outside of what a test starts. */
  isolate?: boolean
}

const project = (name: string, options: ProjectOptions) => ({
  test: {
    name,
    maxWorkers: options.workers,
    // Projects with as many workers are one queue, after those with fewer.
    sequence: { groupOrder: options.workers },
    ...(options.globalSetup && { globalSetup: options.globalSetup }),
    env: { NODE_COMPILE_CACHE: compileCache, ...options.env },
    isolate: options.isolate ?? true,
    include: options.include ?? [`tests/${name}/**/*.test.ts`],
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs,
    // A test that looks at nothing proves nothing, and one that fails now and then is a fault to be mended.
    retry: 0,
    // What is waited for comes when it comes: a busy machine is no failure.
    expect: { requireAssertions: true, poll: { timeout: options.timeoutMs / 2 } },
  },
})

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Limits for what never ends: a machine four times as busy as it should be stays below them.
      project('unit', { workers: 4, timeoutMs: 80_000 }),
      project('contract', { workers: 4, timeoutMs: 120_000, isolate: false }),
      project('integration', { workers: 4, timeoutMs: 240_000, isolate: false }),
      // What an attacker tries, one kind of attack per file.
      project('security', {
        workers: 4,
        timeoutMs: 240_000,
        isolate: false,
        globalSetup: 'tests/support/build-portal.ts',
      }),
      project('postgres', {
        workers: 4,
        timeoutMs: 240_000,
        include: onBothDatabases,
        isolate: false,
        env: { TEST_DATABASE: 'postgres' },
        globalSetup: 'tests/support/postgres-server.ts',
      }),
      project('browser', {
        workers: 3,
        timeoutMs: 240_000,
        isolate: false,
        globalSetup: 'tests/support/build-portal.ts',
      }),
    ],
  },
})
