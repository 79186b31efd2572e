import { formatCount, formatPercent } from '../format/numbers.ts'

/** The better direction of a figure; null when there is none. */
export type Better = 'up' | 'down' | null

export interface Delta {
  readonly arrow: '↑' | '↓' | '→'
  readonly text: string
  /** As text, since colour alone is not accessible. */
  readonly assessment: 'better' | 'worse' | null
}

/** Percentages of four digits are not informative. */
function describeChange(ratio: number): string {
  if (ratio >= 4) return `×${formatCount(Math.round(ratio))}`
  const share = Math.abs(ratio - 1)
  return share < 0.005 ? `under ${formatPercent(0.01)}` : formatPercent(share)
}

/** The change of a figure against the comparison period; null when there is nothing to compare. */
export function compareFigures(value: number | null, before: number | null, better: Better): Delta | null {
  if (value === null || before === null) return null
  if (value === before) return { arrow: '→', text: 'no change', assessment: null }
  const isUp = value > before
  const text = before === 0 ? 'from none' : describeChange(value / before)
  const assessment = better === null ? null : (better === 'up') === isUp ? 'better' : 'worse'
  return { arrow: isUp ? '↑' : '↓', text, assessment }
}
