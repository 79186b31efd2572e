import { Big } from 'big.js'

/**
 * The exact sum of decimals, as text with at least two places: `"1234.50"`. Missing amounts add nothing.
 */
export function sumDecimals(amounts: readonly (string | null)[]): string {
  const total = amounts.reduce((sum, amount) => (amount === null ? sum : sum.plus(amount)), new Big(0))
  const places = Math.max(2, total.c.length - total.e - 1)
  return total.toFixed(places)
}
