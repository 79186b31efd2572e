import type { Simulators } from '../simulators/start-simulators.ts'
import type { LoggedRequest } from '../tests/support/world.ts'

/** Calls in flight: what Autotask allows one integration and entity. */
const callsAtATime = 3

/** What a call is for, in the order in which an ideal client makes them: the longest chain of calls first. */
const steps = ['zone', 'created', 'entries', 'names', 'others'] as const
type Step = (typeof steps)[number]

/** What must be known before a call can be made: ids come from the tickets created in the page's ranges. */
const needs: Readonly<Record<Step, readonly Step[]>> = {
  zone: [],
  created: ['zone'],
  entries: ['created'],
  names: ['created'],
  others: ['zone'],
}

interface Call {
  readonly step: Step
  readonly request: LoggedRequest
}

/**
 * Makes the calls of a recorded page again as the best possible client would: three in flight, each as soon as what it
 * depends on is there, without thinking time. Further pages follow the page that names them.
 */
export async function askIdeally({ url, environment }: Simulators['autotask'], recorded: readonly LoggedRequest[]) {
  const headers = {
    'content-type': 'application/json',
    UserName: environment['AUTOTASK_USERNAME'] ?? '',
    Secret: environment['AUTOTASK_SECRET'] ?? '',
    ApiIntegrationCode: environment['AUTOTASK_INTEGRATION_CODE'] ?? '',
  }

  async function ask(method: string, address: string, body: string | null): Promise<void> {
    const response = await fetch(new URL(address, url), { method, headers, ...(body !== null && { body }) })
    const { pageDetails } = (await response.json()) as { pageDetails?: { nextPageUrl?: string | null } }
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status}`)
    const next = pageDetails?.nextPageUrl
    if (next) await ask(method, next, body)
  }

  const undone = recorded
    .filter(({ path }) => !/\/query\/next/i.test(path))
    .map((request): Call => ({ step: stepOf(request), request }))
    .toSorted((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step))
  const waiting = new Set(undone)
  const running = new Set<Promise<void>>()
  const isReady = ({ step }: Call) => !undone.some((other) => needs[step].includes(other.step))

  async function make(call: Call): Promise<void> {
    const { method, path, query, body } = call.request
    await ask(method, `${path}?${query}`, body === null ? null : JSON.stringify(body))
    undone.splice(undone.indexOf(call), 1)
  }

  while (undone.length > 0) {
    for (const call of waiting) {
      if (running.size >= callsAtATime || !isReady(call)) continue
      waiting.delete(call)
      const made = make(call).finally(() => running.delete(made))
      running.add(made)
    }
    await Promise.race(running)
  }
}

function stepOf({ path, body }: LoggedRequest): Step {
  if (/zoneinformation/i.test(path)) return 'zone'
  const text = JSON.stringify(body) ?? ''
  if (text.includes('"op":"in"')) return /\/TimeEntries\//i.test(path) ? 'entries' : 'names'
  return text.includes('"field":"createDate"') ? 'created' : 'others'
}
