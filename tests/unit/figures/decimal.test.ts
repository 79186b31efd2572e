import { expect, test } from 'vitest'
import { sumDecimals } from '../../../server/figures/decimal.ts'

test.each<[(string | null)[], string]>([
  [[], '0.00'],
  [[null], '0.00'],
  [['1'], '1.00'],
  [['0.1', '0.2'], '0.30'],
  [['1234.5', null, '0.005'], '1234.505'],
  [['-1.10', '1.1'], '0.00'],
  [['-0.005'], '-0.005'],
  [['99999999999999999999.99', '0.01'], '100000000000000000000.00'],
  [['1e3'], '1000.00'],
  [['1e-7'], '0.0000001'],
])('%j adds up to %s', (amounts, total) => {
  expect(sumDecimals(amounts)).toBe(total)
})
