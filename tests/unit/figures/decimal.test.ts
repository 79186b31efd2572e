import { Big } from 'big.js'
import { expect, test } from 'vitest'
import { compareText } from '../../../server/figures/compare-text.ts'
import { sortableDecimal, sumDecimals } from '../../../server/figures/decimal.ts'
import { createRandom } from '../../support/random.ts'

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

test('keys sort as their decimals do, and are the same for the same value', () => {
  const ascending = [
    '-1e20',
    '-10',
    '-9.5',
    '-1.5',
    '-1.05',
    '-1',
    '-0.02',
    '-0.019',
    '0',
    '1e-45000',
    '1e-30',
    '0.5',
    '1',
    '1.001',
  ]
  const more = ['1.01', '1.1', '9', '10', '10.000000000000000001', '99', '100', '99999999999999999999.99', '1e999']
  const keys = [...ascending, ...more].map(sortableDecimal)

  expect(keys.toSorted(compareText)).toEqual(keys)
  expect(new Set(keys).size).toBe(keys.length)
  expect(['1.50', '01.5', '15e-1'].map(sortableDecimal)).toEqual(Array(3).fill(sortableDecimal('1.5')))
  expect(sortableDecimal('-0.00')).toBe(sortableDecimal('0'))
})

test('keys of 2,000 drawn decimals sort as Big compares them', () => {
  const random = createRandom(99)
  const draw = () => {
    const digits = `${random.below(10 ** (1 + random.below(7)))}`
    return `${random.chance(0.5) ? '-' : ''}${digits}e${random.below(9) - 5}`
  }
  for (let run = 0; run < 2_000; run++) {
    const [a, b] = [draw(), draw()]
    expect({ a, b, order: compareText(sortableDecimal(a), sortableDecimal(b)) }).toEqual({
      a,
      b,
      order: new Big(a).cmp(b),
    })
  }
})
