import { defineConfig } from 'vitest/config'

const folder = process.env['MUTATED_FOLDER'] ?? ''

/** Only the unit tests of the mutated folder: what they let pass, no test near it would find. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [`tests/unit/${folder}/**/*.test.ts`],
    expect: { requireAssertions: true },
  },
})
