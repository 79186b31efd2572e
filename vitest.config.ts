import { defineConfig } from 'vitest/config'

const project = (name: string, options: { timeoutMs: number }) => ({
  test: {
    name,
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
    ],
  },
})
