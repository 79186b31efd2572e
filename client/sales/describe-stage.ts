import { formatPercent } from '../format/numbers.ts'

/**
 * `open, 20% probability`, `closed, won`
 *
 * @param probability from 0 to 1: of a closed stage 1 is won and 0 is lost
 */
export function describeStage(isClosed: boolean, probability: number | null): string {
  if (isClosed) return probability === 1 ? 'closed, won' : probability === 0 ? 'closed, lost' : 'closed'
  return probability === null ? 'open' : `open, ${formatPercent(probability)} probability`
}
