import { VendorError } from '../../errors/vendor-error.ts'
import { createOnce } from '../kit/request-loaders.ts'
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
  const onceAsked = createOnce()
  const faults = new Map<string, VendorError>()

  function throwSameFault(error: unknown): never {
    if (!(error instanceof VendorError)) throw error
    const key = `${error.code} ${error.message}`
    const known = faults.get(key) ?? error
    faults.set(key, known)
    throw known
  }

  const once =
    <Query extends unknown[], T>(name: string, load: (...query: Query) => Promise<T>) =>
    (...query: Query) =>
      onceAsked(JSON.stringify([name, query]), () => load(...query).catch(throwSameFault))

  return {
    account: once('account', reader.account),
    count: once('count', reader.count),
    recentContacts: once('recentContacts', reader.recentContacts),
    deals: once('deals', reader.deals),
    dealPipelines: once('dealPipelines', reader.dealPipelines),
    forms: once('forms', reader.forms),
    report: once('report', reader.report),
  }
}
