import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { everySeed } from '../../../vitest.long.config.ts'

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/from '[^']*\/([\w-]+\.ts)'/g)].map(([, name]) => name)

test('whatever npm test runs a share of is run whole by npm run test:long', () => {
  const files = globSync('tests/**/*.ts')
  const shares = files.filter((file) => importsOf(file).includes('seeds.ts'))
  const isShared = (file: string) => shares.some((share) => share === file || importsOf(file).includes(basename(share)))
  const swept = files.filter((file) => file.endsWith('.test.ts') && isShared(file))

  expect(swept.length).toBeGreaterThan(5)
  expect(globSync(everySeed).toSorted()).toEqual(swept.toSorted())
})
