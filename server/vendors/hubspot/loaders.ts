import { VendorError } from '../../errors/vendor-error.ts'
import type { Found } from '../kit/keyed-read.ts'
import { createOnce, createRequestLoaders, type ById } from '../kit/request-loaders.ts'
import type { HubSpotReader } from './reader.ts'
import type { Contact, Deal } from './types.ts'

/** One request's loaders. Responses are shared with other requests through the cache. */
export interface HubSpotLoaders extends Omit<HubSpotReader, 'contactsById' | 'dealsById'> {
  /** Null if there is none. */
  readonly contact: ById<Contact | null>
  /** Null if there is none. */
  readonly deal: ById<Deal | null>
}

/* No load follows from a record by id. */
const stage = { record: 0, last: 1 }

/**
 * Creates one request's loaders: the same query returns the same promise throughout, even if it failed.
 *
 * Only references of other subgraphs are read by id: everything else is a list that is loaded as a whole and joined by the
 * rooms. What remains is to merge errors: a missing scope, a rejected token or a vendor outage fails several calls with
 * the same message, which become one error object per request.
 */
export function createHubSpotLoaders(reader: HubSpotReader): HubSpotLoaders {
  const onceAsked = createOnce()
  const faults = new Map<string, VendorError>()

  function toSameFault<E>(error: E): E | VendorError {
    if (!(error instanceof VendorError)) return error
    const key = `${error.code} ${error.message}`
    const known = faults.get(key) ?? error
    faults.set(key, known)
    return known
  }

  function throwSameFault(error: unknown): never {
    throw toSameFault(error)
  }

  const once =
    <Query extends unknown[], T>(name: string, load: (...query: Query) => Promise<T>) =>
    (...query: Query) =>
      onceAsked(JSON.stringify([name, query]), () => load(...query).catch(throwSameFault))

  const { batched } = createRequestLoaders()
  const byId = <T>(name: string, load: (ids: readonly number[]) => Promise<Found<T>>): ById<T> =>
    batched({ name, after: stage.record, until: () => stage.last }, async (ids) => {
      const found = await load(ids)
      return new Map([...found].map(([id, value]) => [id, value instanceof Error ? toSameFault(value) : value]))
    })

  return {
    account: once('account', reader.account),
    count: once('count', reader.count),
    recentContacts: once('recentContacts', reader.recentContacts),
    contact: byId('contacts', reader.contactsById),
    deal: byId('deals', reader.dealsById),
    deals: once('deals', reader.deals),
    dealPipelines: once('dealPipelines', reader.dealPipelines),
    forms: once('forms', reader.forms),
    report: once('report', reader.report),
  }
}
