import { randomUUID } from 'node:crypto'
import { errorCodes, type VendorErrorCode } from '../errors/codes.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { Vendor } from '../enums.gen.ts'
import { createBoundedMap } from './bounded-map.ts'

/*
 * How a load ended that left no value in the shared store, for the gateways that wait for it: a failed call, which they share
 * instead of repeating it, or a value that was not stored (too large, say), so that each has to load it.
 */

/** How long an outcome is kept, in milliseconds: as long as the vendor is left alone after a failure. */
export const outcomeMs = 10_000

export interface LoadOutcome {
  /** The same for all keys of one failed call, and no other. */
  readonly id: string
  /** When it ended, in epoch milliseconds of the gateway that loaded. */
  readonly asOf: number
  /** Null: the value was loaded, and is not in the store. */
  readonly error: VendorError | null
}

/** Writes outcomes to a store, and reads them. */
export interface LoadOutcomes {
  /** @returns null for an error of another kind, which is not shared: it may concern one gateway only */
  write(error: Error | null, asOf: number): object | null
  /** Null if it is none. Outcomes with the same id have the same error object, so that one fault stays one error. */
  read(stored: unknown): LoadOutcome | null
}

interface Stored {
  readonly id: string
  readonly asOf: number
  readonly error: {
    readonly vendor: Vendor
    readonly code: VendorErrorCode
    readonly message: string
    readonly retryAfterSeconds?: number | undefined
    readonly details: Readonly<Record<string, unknown>>
  } | null
}

export function createLoadOutcomes(): LoadOutcomes {
  const idOf = new WeakMap<Error, string>()
  const known = createBoundedMap<VendorError>(1_000)

  return {
    write(error, asOf) {
      if (error === null) return { id: randomUUID(), asOf, error: null } satisfies Stored
      if (!(error instanceof VendorError)) return null
      const id = idOf.get(error) ?? randomUUID()
      idOf.set(error, id)
      const { vendor, code, message, retryAfterSeconds, details } = error
      return { id, asOf, error: { vendor, code, message, retryAfterSeconds, details } } satisfies Stored
    },
    read(stored) {
      if (!isOutcome(stored)) return null
      const { id, asOf, error } = stored
      if (error === null) return { id, asOf, error: null }
      const { vendor, code, message, retryAfterSeconds, details } = error
      const made = known.get(id) ?? new VendorError(vendor, code, message, { retryAfterSeconds, details })
      known.set(id, made)
      return { id, asOf, error: made }
    },
  }
}

const isText = (value: unknown) => typeof value === 'string'

/** A shared store can contain anything. */
function isOutcome(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false
  const { id, asOf, error } = value as Partial<Stored>
  if (!isText(id) || !Number.isFinite(asOf)) return false
  if (error === null) return true
  if (typeof error !== 'object') return false
  const { vendor, code, message } = error
  return Object.values(Vendor).includes(vendor) && errorCodes.includes(code) && isText(message)
}
