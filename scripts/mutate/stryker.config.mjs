import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Set by main.ts, which runs Stryker for one folder at a time.
const folder = process.env['MUTATED_FOLDER']

// JavaScript, as Stryker's own types do not pass the type checker without skipLibCheck.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`server/${folder}/**/*.ts`, '!**/*.gen.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // Not only the test files that Vite relates to the folder by their imports.
  vitest: { configFile: 'scripts/mutate/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // The copy that is changed holds what the tests read. Not tsconfig.json: Stryker rewrites it by an interface that
  // TypeScript 7 no longer has, and nothing needs it where types are stripped.
  ignorePatterns: ['*', '!{server,simulators,scripts,tests,schema,docs}/**', '!package.json'],
  // Outside of the project, where a run that is ended leaves nothing that another tool would find.
  tempDirName: join(tmpdir(), 'msp-graph-mutation'),
  cleanTempDir: 'always',
  disableTypeChecks: false,
  concurrency: 2,
  // Added to what the tests usually take, before a change counts as an endless loop: a busy machine is no such change.
  timeoutMS: 20_000,
  // Per cent of the changes that the tests notice.
  thresholds: { high: 95, low: 85, break: 85 },
  reporters: ['progress-append-only', 'clear-text', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: `coverage/mutation/${folder}.html` },
}
