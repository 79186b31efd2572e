import { defineConfig } from 'vitest/config'

const project = (name: string, options: { timeoutMs: number; globalSetup?: string }) => ({
  test: {
    name,
    ...(options.globalSetup && { globalSetup: options.globalSetup }),
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs,
  },
})

export default defineConfig({
  test: {
    projects: [
      project('unit', { timeoutMs: 20_000 }),
      project('contract', { timeoutMs: 30_000 }),
      project('integration', { timeoutMs: 60_000 }),
      project('browser', { timeoutMs: 60_000, globalSetup: 'tests/support/build-portal.ts' }),
    ],
  },
})
