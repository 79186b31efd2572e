import { hasRole } from '../auth/principal.ts'
import { dayOf } from '../calendar/days.ts'
import type { Clock } from '../clock.ts'
import type { GraphContext } from '../graphql/context.ts'
import type { KeepRule } from '../graphql/execution/kept-fields.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Autotask } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

/** What is the same for all callers who may ask for it, and changes with the replica alone. */
const fields = new Set(['tickets', 'ticket', 'activitySummary', 'dailyReport', 'monthlyReport'])

/** A ticket is the same in every list. */
const rowTypes = new Map([['Ticket', (ticket: object) => (ticket as Ticket).id]])

export interface KeepRuleOptions {
  readonly autotask: Autotask
  readonly clock: Clock
  readonly timeZone: string
  readonly metrics: Pick<Metrics, 'keptFields'>
}

/**
 * Which answers of the service desk may be used again: those made from the replica, for as long as it is in the same state
 * and the day is the same, with labels that are still fresh. Where some of it is asked of Autotask, nothing is kept.
 */
export function createKeepRule({ autotask, clock, timeZone, metrics }: KeepRuleOptions): KeepRule {
  const made = metrics.keptFields.labels('made')
  const kept = metrics.keptFields.labels('kept')
  /** One object for each state of the replica on a day. */
  const bases = new WeakMap<object, { readonly day: string; readonly basis: object }>()

  function basisToday(state: object): object {
    const day = dayOf(clock(), timeZone)
    const known = bases.get(state)
    if (known?.day === day) return known.basis
    const basis = {}
    bases.set(state, { day, basis })
    return basis
  }

  return {
    fields,
    rowTypes,
    clock,
    onMade: () => made.inc(),
    onReused: (count) => kept.inc(count),
    isFor: ({ principal }) => hasRole(principal, 'VIEWER'),
    async basisOf(context: GraphContext): Promise<object | null> {
      // What is wrong is told by what asks for it.
      const state = await autotask
        .basisOf(context)
        ?.current()
        .catch(() => null)
      return state ? basisToday(state) : null
    },
    basisNow() {
      const state = autotask.basisNow()
      return state && basisToday(state)
    },
    unchangedUntil: (context: GraphContext) => autotask.basisOf(context)?.freshUntil ?? null,
    // What is overdue changes with each moment; a search goes back to a moment two years ago.
    dependsOnMoment: ({ filter }: Readonly<Record<string, unknown>>) => {
      const { overdue, text } = (filter ?? {}) as { readonly overdue?: unknown; readonly text?: unknown }
      return typeof overdue === 'boolean' || typeof text === 'string'
    },
  }
}
