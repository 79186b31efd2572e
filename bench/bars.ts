/** A measured value beside what it has to be. */
export interface Bar {
  readonly what: string
  readonly measured: string
  /** As words, such as `at most 200`. */
  readonly bar: string
  readonly isMet: boolean
}

/** Prints a table of bars. A missed one makes the process end with status 1. */
export function printBars(bars: readonly Bar[]): void {
  const width = (of: (bar: Bar) => string) => Math.max(...bars.map((bar) => of(bar).length))
  const [what, measured, limit] = [width((bar) => bar.what), width((bar) => bar.measured), width((bar) => bar.bar)]
  for (const bar of bars) {
    const cells = [bar.what.padEnd(what), bar.measured.padStart(measured), bar.bar.padEnd(limit)]
    console.log(`  ${cells.join('   ')}   ${bar.isMet ? 'met' : 'MISSED'}`)
  }
  if (bars.some(({ isMet }) => !isMet)) process.exitCode = 1
}

/** A bar that is met by a number up to the limit. */
export function atMost(what: string, value: number, limit: number, unit = '', digits = 0): Bar {
  const text = (number: number) => `${number.toFixed(digits)}${unit}`
  return { what, measured: text(value), bar: `at most ${text(limit)}`, isMet: value <= limit }
}

/** A bar that is met by a number from the limit on. */
export function atLeast(what: string, value: number, limit: number, unit = '', digits = 0): Bar {
  const text = (number: number) => `${number.toFixed(digits)}${unit}`
  return { what, measured: text(value), bar: `at least ${text(limit)}`, isMet: value >= limit }
}

/** The value below which this share of the values is, such as 0.95; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The value in the middle, or the mean of the two there; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2
}

/** The same as a table for a document. */
export function toMarkdown(bars: readonly Bar[]): string {
  const rows = bars.map(({ what, measured, bar, isMet }) => [what, measured, bar, isMet ? 'yes' : 'no'])
  return [['Measured', 'Value', 'Target', 'Met'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
