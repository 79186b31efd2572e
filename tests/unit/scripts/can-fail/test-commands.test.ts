import { expect, test } from 'vitest'
import { expandScript } from '../../../../scripts/can-fail/test-commands.ts'

test('a script is taken apart into the commands that it comes down to, in their order', () => {
  const scripts = {
    pretest: 'echo first',
    test: 'npm run check && vitest run',
    check: 'npm run check:types && npm run --silent check:lint',
    'check:types': 'tsc && tsc -p client',
    'check:lint': 'oxlint --deny-warnings',
  }

  expect(expandScript(scripts, 'test')).toEqual([
    'echo first',
    'tsc',
    'tsc -p client',
    'oxlint --deny-warnings',
    'vitest run',
  ])
})

test.each(['vitest run || true', 'npm run check; vitest run', 'vitest run | tee log', 'vitest run & wait'])(
  'a script that can hide a failure is refused: %s',
  (script) => {
    expect(() => expandScript({ test: script, check: 'tsc' }, 'test')).toThrow(/can hide a failure/)
  },
)

test('a script that is not there is named', () => {
  expect(() => expandScript({ test: 'npm run check' }, 'test')).toThrow('package.json has no script check.')
})
