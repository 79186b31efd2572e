import type { GoodAnswer } from '../kit/attempt.ts'
import type { ObservedBudget } from '../kit/slot-store.ts'

/**
 * The use of the account's day by all apps, from the headers of a response; null if there are none, as with searches, or
 * they make no sense (HubSpot, usage-guidelines; read 2026-11-22).
 */
export function readBudgetHeaders({ headers }: Pick<GoodAnswer, 'headers'>): ObservedBudget | null {
  const limit = toNumber(headers['x-hubspot-ratelimit-daily'])
  const remaining = toNumber(headers['x-hubspot-ratelimit-daily-remaining'])
  if (limit === null || remaining === null || remaining > limit) return null
  return { limit, used: limit - remaining }
}

const toNumber = (text: string | string[] | undefined) =>
  typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : null
