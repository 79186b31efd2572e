import type { StoreTimes } from '../../server/cache/store.ts'
import type { ProbeTimes } from '../../server/database/postgres-pool.ts'

/**
 * For tests that are not about outages: a server that is slow because the machine is busy is never taken for one that is
 * away.
 */
export const patientProbes: ProbeTimes = { suspectAfterMs: 60_000, probeLimitMs: 60_000 }

/** The same for a cache that gateways share. */
export const patientStore: StoreTimes = { limitMs: 60_000, slowMs: 60_000 }
