import { describe, expect, test } from 'vitest'
import { formatMoney, formatRoundAmount, formatRoundMoney } from '../../../../client/format/money.ts'

describe('an amount', () => {
  test.each([
    [{ amount: '1234.50', currency: 'USD' }, '$1,234.50', '$1,235'],
    [{ amount: '-0.01', currency: 'EUR' }, '-€0.01', '-€0'],
    [{ amount: '1234.00', currency: 'JPY' }, '¥1,234', '¥1,234'],
    // More digits than a number holds: none of them is lost.
    [
      { amount: '90071992547409931234.56', currency: 'USD' },
      '$90,071,992,547,409,931,234.56',
      '$90,071,992,547,409,931,235',
    ],
    // What Intl would refuse stands as it came.
    [{ amount: '12.00', currency: 'tokens' }, '12.00 tokens', '12.00 tokens'],
    [{ amount: 'unknown', currency: 'USD' }, 'unknown USD', 'unknown USD'],
  ])('%j is %s, and %s at a glance', (money, exact, round) => {
    expect([formatMoney(money), formatRoundMoney(money)]).toEqual([exact, round])
  })

  test.each([
    ['86228.40', '86,228'],
    ['0.00', '0'],
    ['none', 'none'],
  ])('without a currency, %s is %s', (amount, words) => {
    expect(formatRoundAmount(amount)).toBe(words)
  })
})
