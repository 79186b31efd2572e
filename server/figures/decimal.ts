import { Big } from 'big.js'

/**
 * The exact sum of decimals, as text with at least two places: `"1234.50"`. Missing amounts add nothing.
 */
export function sumDecimals(amounts: readonly (string | null)[]): string {
  const total = amounts.reduce((sum, amount) => (amount === null ? sum : sum.plus(amount)), new Big(0))
  const places = Math.max(2, total.c.length - total.e - 1)
  return total.toFixed(places)
}

/** Added to exponents to make them positive; none is larger than this. */
const exponentOffset = 50_000

/**
 * A key that sorts, as text by its code units, as the decimal does by its value: `"-1.5"` before `"-1.05"` before `"0"`
 * before `"2"` before `"10"`. Equal values have equal keys, however they are written.
 */
export function sortableDecimal(decimal: string): string {
  const { s: sign, e: exponent, c: digits } = new Big(decimal)
  if (digits[0] === 0) return '1'
  // Magnitude first: the exponent, then the digits, of which Big keeps no trailing zeros.
  const size = `${exponent + exponentOffset}`.padStart(6, '0') + digits.join('')
  if (sign > 0) return `2${size}`
  // The larger the magnitude, the smaller the number. More digits sort first, since `~` sorts after every digit.
  return `0${size.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~`
}
