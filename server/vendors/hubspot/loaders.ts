import type { Day } from '../../calendar/days.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { HubSpotReader } from './reader.ts'

/** What one request can ask of HubSpot. What it gets is shared with other requests through the cache. */
export type HubSpotLoaders = HubSpotReader

/**
 * Loaders for one request: the same question is the same answer throughout, a failed one included.
 *
 * Nothing of the graph is read by id: lists come whole and are joined to their keys by the rooms. So there is nothing to
 * batch, and what is left to do here is that one fault be one error: a scope that is missing, a token that is refused or
 * a vendor that is down fails several calls with the same words, and those become one error object for the request.
 */
export function createHubSpotLoaders(reader: HubSpotReader): HubSpotLoaders {
  const asked = new Map<string, Promise<unknown>>()
  const faults = new Map<string, VendorError>()

  function sameFault(error: unknown): unknown {
    if (!(error instanceof VendorError)) return error
    const key = `${error.code} ${error.message}`
    const known = faults.get(key) ?? error
    faults.set(key, known)
    return known
  }

  function once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = asked.get(key)
    if (known) return known as Promise<T>
    const loading = load().catch((error: unknown) => {
      throw sameFault(error)
    })
    asked.set(key, loading)
    return loading
  }

  return {
    account: () => once('account', reader.account),
    count: (type, range) =>
      once(`count ${type} ${range?.from ?? ''} ${range?.before ?? ''}`, () => reader.count(type, range)),
    recentContacts: () => once('recent', reader.recentContacts),
    deals: () => once('deals', reader.deals),
    dealPipelines: () => once('pipelines', reader.dealPipelines),
    forms: () => once('forms', reader.forms),
    report: (breakdown, from: Day, to: Day) =>
      once(`report ${breakdown} ${from} ${to}`, () => reader.report(breakdown, from, to)),
  }
}
