// Exact arithmetic in BigInt: nothing is a float between the wire and the last rounding.

const decimalPlaces = 30
const one = 10n ** BigInt(decimalPlaces)
const millisecondsPerHour = 3_600_000n

/** `numerator / denominator` rounded to a whole number, half away from zero. The denominator is positive. */
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n
  const size = negative ? -numerator : numerator
  const whole = size / denominator
  const rest = size % denominator
  const rounded = rest * 2n >= denominator ? whole + 1n : whole
  return negative ? -rounded : rounded
}

function hundredthsToText(hundredths: bigint): string {
  const negative = hundredths < 0n
  const digits = (negative ? -hundredths : hundredths).toString().padStart(3, '0')
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A number of the wire, by its decimal digits (`0.1` is one tenth), in units of 10^-30. */
function toUnits(value: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (!match) throw new Error(`not a finite number: ${value}`)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const shift = decimalPlaces - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction)
  const units = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift)
  return sign === '-' ? -units : units
}

/** The exact sum of wire numbers; missing ones add nothing. Pass it on to `roundedSum`, `roundedMean` or `moneyText`. */
export function sumExactly(values: Iterable<number | null | undefined>): bigint {
  let total = 0n
  for (const value of values) if (value !== null && value !== undefined) total += toUnits(value)
  return total
}

/** An exact sum as a float with 2 decimals, half away from zero. */
export function roundedSum(exact: bigint): number {
  return Number(hundredthsToText(divideRounded(exact * 100n, one)))
}

/** An exact sum divided by a count, as a float with 2 decimals, half away from zero; null for a count of 0. */
export function roundedMean(exact: bigint, count: number): number | null {
  if (count === 0) return null
  return Number(hundredthsToText(divideRounded(exact * 100n, one * BigInt(count))))
}

/** Mean of durations in milliseconds, as hours with 2 decimals, half away from zero; null for none. */
export function meanHours(durationsMs: number[]): number | null {
  if (durationsMs.length === 0) return null
  let total = 0n
  for (const duration of durationsMs) total += BigInt(duration)
  const divisor = millisecondsPerHour * BigInt(durationsMs.length)
  return Number(hundredthsToText(divideRounded(total * 100n, divisor)))
}

/** An exact sum as a decimal string with 2 places, "0.00" for nothing. */
export function moneyText(exact: bigint): string {
  return hundredthsToText(divideRounded(exact * 100n, one))
}
