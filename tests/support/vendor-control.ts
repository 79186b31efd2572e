import type { LoggedRequest } from '../../simulators/control/request-log.ts'

/** A fault as `POST /__sim/faults` takes it. */
export type FaultWish = { match: string } & Record<string, unknown>

/** Names of records: numbers at Autotask, text at HubSpot. */
type RecordId = number | string

/** What a test can do with one simulated vendor. */
export interface VendorControl<State> {
  /** What the vendor was asked, oldest first. */
  requests(): Promise<LoggedRequest[]>
  clearRequests(): Promise<void>
  /** What the vendor holds now. */
  state(): Promise<State>
  fault(wish: FaultWish): Promise<void>
  /** Counts requests of other integrations against the account's limits. */
  useByOthers(requests: number): Promise<void>
  clearFaults(): Promise<void>
  /** Changes the vendor's records as a person in its own screen would. Gives the ids of what was made or changed. */
  records(
    collection: string,
    change: ({ upsert: object | object[] } | { delete: RecordId | RecordId[] }) & {
      /** Whose records, where the vendor has systems of several companies. */
      company?: string
      /** Which marks of Autotask's tickets the change moves; by the kind of change unless given. */
      marks?: 'both' | 'activity' | 'tracked' | 'none'
    },
  ): Promise<RecordId[]>
}

/**
 * Controls the simulator at an address; of that only the origin counts.
 *
 * @param address undefined when this vendor has no simulator: whoever then asks for it is told so
 */
export function createVendorControl<State>(address: string | undefined): VendorControl<State> {
  async function sim(method: string, path: string, body?: object): Promise<unknown> {
    if (address === undefined) throw new Error('This vendor has no simulator.')
    const response = await fetch(new URL(`/__sim/${path}`, address), {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} /__sim/${path}: ${JSON.stringify(answer)}`)
    return answer
  }

  return {
    requests: async () => (await sim('GET', 'requests')) as LoggedRequest[],
    clearRequests: async () => void (await sim('DELETE', 'requests')),
    state: async () => (await sim('GET', 'state')) as State,
    fault: async (wish) => void (await sim('POST', 'faults', wish)),
    useByOthers: async (requests) => void (await sim('POST', 'usage', { requests })),
    clearFaults: async () => void (await sim('DELETE', 'faults')),
    async records(collection, change) {
      const { upserted = [] } = (await sim('POST', 'records', { collection, ...change })) as { upserted?: RecordId[] }
      return upserted
    },
  }
}
