import type { Aged } from '../../cache/aged.ts'
import type { RecordTypes } from '../../sync/records.ts'
import type { Replica, ReplicaRead } from '../../sync/replica.ts'
import { isRefusal } from './is-refusal.ts'
import type { HubSpotReader } from './reader.ts'
import { accountId, type CompanyRecords, type DealRecords } from './replicated-records.ts'
import type { Account, Deal, Pipeline } from './types.ts'

/** The replicas of an account. */
export interface HubSpotReplicas {
  readonly deals: Replica<DealRecords>
  readonly companies: Replica<CompanyRecords>
}

/**
 * Answers one request's questions from the replicas, and asks HubSpot for what they do not have (yet), or where it refuses
 * the gateway.
 *
 * @param replicas null: nothing is replicated
 * @param onDeals called with the number of deals that a replica has
 */
export function createReplicaFirst(
  direct: HubSpotReader,
  replicas: HubSpotReplicas | null,
  onDeals: (count: number) => void,
): HubSpotReader {
  if (!replicas) return direct
  // All figures of a request are of one moment.
  let dealsRead: Promise<ReplicaRead<DealRecords> | null> | undefined
  const readDeals = () => (dealsRead ??= readLoaded(replicas.deals))

  return {
    ...direct,
    async account() {
      // Questions that are not about deals start no deltas of theirs.
      const read = await dealsRead
      const account = read?.tables.account.get(accountId)
      return read && account ? aged<Account>(read, account) : direct.account()
    },
    async deals() {
      const read = await readDeals()
      if (!read) return direct.deals()
      const { deals } = read.tables
      onDeals(deals.size)
      return aged<readonly Deal[]>(read, deals.rows())
    },
    async dealsById(ids) {
      const read = await readDeals()
      if (!read) return direct.dealsById(ids)
      const { deals } = read.tables
      return new Map(ids.map((id) => [id, aged<Deal | null>(read, deals.get(String(id)) ?? null)]))
    },
    async dealPipelines() {
      const read = await readDeals()
      if (!read) return direct.dealPipelines()
      const { pipelines } = read.tables
      const inOrder = () => pipelines.rows().toSorted((a, b) => a.position - b.position)
      return aged<readonly Pipeline[]>(read, pipelines.memo('in order', inOrder))
    },
    async count(type, range) {
      if (type !== 'companies') return direct.count(type, range)
      const read = await readLoaded(replicas.companies)
      if (!read) return direct.count(type, range)
      const { companies } = read.tables
      if (!range) return aged(read, companies.size)
      const isWithin = ({ createdAt }: CompanyRecords['companies']) =>
        createdAt >= range.from && createdAt < range.before
      return aged(
        read,
        companies.memo(`${range.from}:${range.before}`, () => companies.rows().filter(isWithin).length),
      )
    },
  }
}

const aged = <T>({ asOf, stale, maxAgeSeconds }: ReplicaRead<RecordTypes>, value: T): Aged<T> => ({
  value,
  asOf,
  stale,
  maxAgeSeconds,
})

/** Null while not all records are loaded, and where HubSpot refuses the gateway: its own answer then says why. */
async function readLoaded<C extends RecordTypes>(replica: Replica<C>): Promise<ReplicaRead<C> | null> {
  try {
    const read = await replica.read()
    return read?.isLoaded() ? read : null
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}
