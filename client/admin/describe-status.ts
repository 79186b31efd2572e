import { formatTime } from '../format/dates.ts'
import { formatCount } from '../format/numbers.ts'
import type { VendorState } from '../graphql/types.gen.ts'

export const stateWords: Readonly<Record<VendorState, string>> = {
  NOT_CONFIGURED: 'Not set up',
  OK: 'Connected',
  LIMITED: 'Limited',
  UNAUTHORIZED: 'Authentication failed',
  UNREACHABLE: 'Unreachable',
  UNKNOWN: 'Unknown',
}

interface Status {
  readonly message: string | null
  readonly checkedAt: string | null
  readonly budget: { readonly used: number; readonly limit: number } | null
}

/** What is known of a vendor beside its state; empty when that is nothing. */
export const describeStatus = ({ message, checkedAt, budget }: Status, timeZone: string): string =>
  [
    message,
    budget && `${formatCount(budget.used)} of ${formatCount(budget.limit)} requests used.`,
    checkedAt && `Last checked ${formatTime(checkedAt, timeZone)}.`,
  ]
    .filter(Boolean)
    .join(' ')
