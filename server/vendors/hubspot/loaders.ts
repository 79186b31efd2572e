import type { Day } from '../../calendar/days.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { HubSpotReader } from './reader.ts'

/** One request's loaders. Responses are shared with other requests through the cache. */
export type HubSpotLoaders = HubSpotReader

/**
 * Creates one request's loaders: the same query returns the same promise throughout, even if it failed.
 *
 * The graph reads nothing by id: lists are loaded as a whole and joined by the rooms. So there is nothing to batch, and
 * what remains is to merge errors: a missing scope, a rejected token or a vendor outage fails several calls with the
 * same message, which become one error object per request.
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
