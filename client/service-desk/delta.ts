import { formatCount, formatPercent } from '../format/numbers.ts'

/** Which way a figure should go; null when neither way is better. */
export type Better = 'up' | 'down' | null

export interface Delta {
  readonly arrow: '↑' | '↓' | '→'
  readonly text: string
  /** In words, since a colour alone says nothing to many. */
  readonly verdict: 'better' | 'worse' | null
}

/** Percentages stop telling anything long before they reach four digits. */
function describeChange(ratio: number): string {
  if (ratio >= 4) return `×${formatCount(Math.round(ratio))}`
  const share = Math.abs(ratio - 1)
  return share < 0.005 ? `under ${formatPercent(0.01)}` : formatPercent(share)
}

/** How a figure stands against an earlier one; null when there is nothing to compare. */
export function compareFigures(value: number | null, before: number | null, better: Better): Delta | null {
  if (value === null || before === null) return null
  if (value === before) return { arrow: '→', text: 'no change', verdict: null }
  const isUp = value > before
  const text = before === 0 ? 'from none' : describeChange(value / before)
  const verdict = better === null ? null : (better === 'up') === isUp ? 'better' : 'worse'
  return { arrow: isUp ? '↑' : '↓', text, verdict }
}
