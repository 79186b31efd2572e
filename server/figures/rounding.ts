/**
 * Rounds to two decimals, half away from zero, on the way out of the graph. Decimal, not binary, halves count: 1.005 is
 * 1.01, although the nearest double lies a little below.
 */
export function roundFigure(value: number): number {
  const hundredths = Math.round(Number((Math.abs(value) * 100).toPrecision(15)))
  return (Math.sign(value) * hundredths) / 100 || 0
}

/** As `roundFigure`; nothing stays nothing. */
export function roundFigureOrNull(value: number | null): number | null {
  return value === null ? null : roundFigure(value)
}

/**
 * The sum, exact for decimals of up to four places (hours of time entries), whatever their order: quarter hours add up
 * exactly anyway, thirds such as 0.3333 would not.
 */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + Math.round(value * 10_000), 0) / 10_000
}
