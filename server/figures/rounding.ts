/**
 * Rounds to two decimals, half away from zero, for output. Rounds decimal rather than binary halves: 1.005 becomes
 * 1.01, although the nearest double is slightly below.
 */
export function roundFigure(value: number): number {
  const hundredths = Math.round(Number((Math.abs(value) * 100).toPrecision(15)))
  return (Math.sign(value) * hundredths) / 100 || 0
}

/** Like `roundFigure`; null stays null. */
export function roundFigureOrNull(value: number | null): number | null {
  return value === null ? null : roundFigure(value)
}

/**
 * The sum, exact for decimals of up to four places (hours of time entries), in any order: quarter hours add up exactly
 * anyway, thirds such as 0.3333 would not.
 */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + Math.round(value * 10_000), 0) / 10_000
}
