import type { LoggedRequest } from '../../../simulators/control/request-log.ts'
import type { FireTimes } from './times.ts'

/** A fault as `POST /__sim/faults` takes it, and what figures call it. */
export interface NamedFault {
  readonly name: string
  readonly fault: { readonly match: string; readonly times: -1; readonly probability: number } & Record<string, unknown>
}

const tooMany = { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' }
const timedOut = { code: 'ConnectWiseApi', message: 'A timeout has occured. Please try again.' }

/**
 * What goes wrong with about one write in three and one read in ten: with every kind of answer lost, before the vendor has
 * stored the write, after it, and long after the gateway gave up. The log tells faults apart by their `match` alone, so each
 * has one of its own.
 */
export function fireFaults({ latestStoreMs, gateway }: FireTimes): NamedFault[] {
  const write = '^(?:POST|PATCH) '
  const read = '^GET '
  const late = (share: number) => gateway.timeoutMs + Math.round(gateway.lateStoreMs * share)
  const kinds: [name: string, base: string, probability: number, effect: object][] = [
    ['hang', write, 0.02, { hang: true }],
    ['hang, stored', write, 0.03, { hang: true, afterStore: true }],
    ['hang, stored while we wait', write, 0.01, { hang: true, storeAfterMs: Math.round(gateway.timeoutMs / 2) }],
    ['hang, stored soon after we gave up', write, 0.03, { hang: true, storeAfterMs: late(0.1) }],
    ['hang, stored long after we gave up', write, 0.03, { hang: true, storeAfterMs: latestStoreMs }],
    ['reset', write, 0.03, { reset: true }],
    ['reset, stored', write, 0.03, { reset: true, afterStore: true }],
    ['reset, stored late', write, 0.03, { reset: true, storeAfterMs: late(0.7) }],
    ['429', write, 0.03, { status: 429, headers: { 'retry-after': '1' }, body: tooMany }],
    ['500', write, 0.02, { status: 500, body: timedOut }],
    ['500, stored', write, 0.03, { status: 500, body: timedOut, afterStore: true }],
    ['500, stored late', write, 0.02, { status: 500, body: timedOut, storeAfterMs: late(0.9) }],
    ['HTML 503', write, 0.02, { status: 503, html: true }],
    ['HTML 200, stored', write, 0.02, { html: true, afterStore: true }],
    ['truncated', write, 0.03, { truncate: true }],
    ['slow', write, 0.03, { storeAfterMs: Math.round(gateway.timeoutMs * 0.7) }],
    ['read: hang', read, 0.01, { hang: true }],
    ['read: reset', read, 0.02, { reset: true }],
    ['read: 429', read, 0.02, { status: 429, headers: { 'retry-after': '1' }, body: tooMany }],
    ['read: 500', read, 0.02, { status: 500, body: timedOut }],
    ['read: HTML 200', read, 0.02, { html: true }],
    ['read: truncated', read, 0.02, { truncate: true }],
  ]
  return kinds.map(([name, base, probability, effect], index) => ({
    name,
    // Matches what `base` does, and is spelled as no other.
    fault: { match: `${base}(?:|fault ${index})`, times: -1, probability, ...effect },
  }))
}

/** How often each struck, by its name. */
export function countFaults(requests: readonly LoggedRequest[], faults: readonly NamedFault[]): Record<string, number> {
  const names = new Map(faults.map(({ name, fault }) => [fault.match, name]))
  const counts: Record<string, number> = {}
  for (const { fault } of requests) {
    const name = fault === null ? undefined : names.get(fault)
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
