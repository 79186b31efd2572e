import type { Entry } from './entry.ts'
import type { LoadWaiters } from './load-waiters.ts'

/** A load in flight. */
export interface Flight {
  readonly startedAt: number
  readonly entry: Promise<Entry<unknown>>
  readonly waiters: LoadWaiters
}

/** Where a flight is kept until it has landed. */
export interface Landing {
  readonly key: string
  readonly flight: Flight
  /** Whether it is loaded by this gateway. */
  readonly isHere: () => boolean
  readonly beginHere: () => void
  readonly land: (result: Entry<unknown> | Error) => void
  /** Lets no more callers join. */
  readonly leave: () => void
}

/** The flight of one key, which is listed until it has landed. */
export function createLanding(
  flights: Map<string, Flight>,
  key: string,
  { startedAt, waiters }: Pick<Flight, 'startedAt' | 'waiters'>,
  storeKeyOf: (key: string) => string,
): Landing {
  const storeKey = storeKeyOf(key)
  const { promise: entry, resolve, reject } = Promise.withResolvers<Entry<unknown>>()
  const flight: Flight = { startedAt, entry, waiters }
  let isHere = false
  const leave = () => {
    if (flights.get(storeKey) === flight) flights.delete(storeKey)
  }
  flights.set(storeKey, flight)
  entry.then(leave, leave)
  return {
    key,
    flight,
    isHere: () => isHere,
    beginHere: () => {
      isHere = true
    },
    land: (result) => (result instanceof Error ? reject(result) : resolve(result)),
    leave,
  }
}
