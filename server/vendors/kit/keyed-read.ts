import type { AccountCache, CachePolicy, Waiter } from '../../cache/cache.ts'
import type { Aged } from '../../cache/aged.ts'

/** Values by id. If a call failed, its ids have an Error. */
export type Found<T> = ReadonlyMap<number, Aged<T> | Error>

export interface KeyedRead<T> {
  readonly cache: AccountCache
  readonly policy: CachePolicy
  /** Identifies the kind of value among those of the account. */
  readonly prefix: string
  readonly ids: readonly number[]
  /** Maximum number of ids per call. */
  readonly idsPerCall: number
  /** Loads one chunk; every id of it must be in the result. The signal aborts once no caller waits any more. */
  readonly load: (chunk: readonly number[], cancelled: AbortSignal) => Promise<ReadonlyMap<number, T | Error>>
  readonly waiter?: Waiter
}

/** Reads values by id through the cache: missing ones in as few calls as possible. A failed call affects only its ids. */
export async function readKeyed<T>(read: KeyedRead<T>): Promise<Found<T>> {
  const { cache, policy, prefix, ids, idsPerCall, load, waiter } = read
  const idOf = new Map(ids.map((id) => [`${prefix}:${id}`, id]))
  const toId = (key: string) => idOf.get(key) as number

  async function loadMissing(keys: readonly string[], cancelled: AbortSignal) {
    const loaded = await Promise.all(
      chunksOf(keys.map(toId), idsPerCall).map(async (chunk) => {
        try {
          return [...(await load(chunk, cancelled))]
        } catch (error) {
          return chunk.map((id): [number, Error] => [id, error as Error])
        }
      }),
    )
    return new Map(loaded.flat().map(([id, value]) => [`${prefix}:${id}`, value]))
  }

  const cost = { calls: (keys: readonly string[]) => Math.ceil(keys.length / idsPerCall) }
  const found = await cache.readMany<T>(policy, [...idOf.keys()], loadMissing, { ...waiter, cost })
  return new Map([...found].map(([key, value]) => [toId(key), value]))
}

/** Divides values into lists of at most this size. */
export function chunksOf<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  )
}
