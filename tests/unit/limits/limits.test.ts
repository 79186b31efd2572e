import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../../server/config/config.ts'
import { createLimits } from '../../../server/limits/limits.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

test('docs/limits.md has every limit with its number, and its setting where there is one', () => {
  const rows = [...read('docs/limits.md').matchAll(/^\| `(\w+)` *\| *([\d,]+) *\| *(?:`(\w+)`)? *\|/gm)]
  const documented = Object.fromEntries(rows.map(([, name, number]) => [name, Number(number?.replaceAll(',', ''))]))
  const settings = rows.flatMap(([, , number, setting]) =>
    setting ? [`# ${setting}=${number?.replaceAll(',', '')}`] : [],
  )

  const { rates } = readConfig({ OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'graph' })
  expect(documented).toEqual({ ...createLimits(), ...rates })
  expect(read('.env.example').match(/^# LIMIT_.*$/gm)).toEqual(settings)
})
