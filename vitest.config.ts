import { defineConfig } from 'vitest/config'

const project = (name: string, options: { timeoutMs: number; globalSetup?: string }) => ({
  test: {
    name,
    ...(options.globalSetup && { globalSetup: options.globalSetup }),
    include: [`tests/${name}/**/*.test.ts`],
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
      project('browser', { timeoutMs: 60_000, globalSetup: 'tests/support/build-portal.ts' }),
    ],
  },
})
