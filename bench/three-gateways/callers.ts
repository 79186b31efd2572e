import { setTimeout as sleep } from 'node:timers/promises'

/** A gateway as a load balancer sees it. */
export interface Target {
  readonly url: string
  isDown: boolean
}

export interface CallersResult {
  readonly answers: number
  /** What went wrong with operations that no other gateway answered either. */
  readonly failures: readonly string[]
  /** Operations whose gateway was gone, so that another one was asked. */
  readonly moved: number
}

/** Ranges that callers go through; all begin with the same, as a portal does. */
const ranges = ['LAST_30_DAYS', 'LAST_7_DAYS', 'THIS_MONTH', 'LAST_90_DAYS', 'THIS_WEEK', 'TODAY'] as const

const document = `query ($range: DateRangeInput) {
  activitySummary(range: $range) {
    totalTickets openTickets completedInRange hoursLogged byStatus { label count } byCompany { label count }
  }
  tickets(range: $range, first: 10) { totalCount nodes { id title company { name } assignee { name } } }
}`

/** The mean pause between two questions of one caller, in milliseconds. */
const pauseMs = 15_000

/**
 * Callers that ask until they are told to stop, evenly at all targets. Where a connection fails, the target is taken out
 * and another one asked, as a load balancer does.
 */
export function startCallers(
  targets: readonly Target[],
  { count, token }: { readonly count: number; readonly token: string },
): { readonly stop: () => Promise<CallersResult> } {
  const result = { answers: 0, failures: [] as string[], moved: 0 }
  const over = new AbortController()
  const { signal } = over

  async function ask(caller: number, range: string): Promise<void> {
    for (;;) {
      const up = targets.filter(({ isDown }) => !isDown)
      const target = up[caller % up.length]
      if (!target) return void result.failures.push('no gateway is left')
      try {
        const problem = await send(target.url, token, range)
        if (problem === null) result.answers += 1
        else result.failures.push(problem)
        return
      } catch {
        target.isDown = true
        result.moved += 1
      }
    }
  }

  async function call(caller: number): Promise<void> {
    for (let question = 0; !signal.aborted; question++) {
      await ask(caller, ranges[question === 0 ? 0 : (caller + question) % ranges.length] ?? ranges[0])
      const wait = pauseMs * (0.5 + ((caller * 7) % 100) / 100)
      await sleep(wait, undefined, { signal }).catch(() => undefined)
    }
  }

  const calling = Promise.all(Array.from({ length: count }, (_, caller) => call(caller)))
  return {
    async stop() {
      over.abort()
      await calling
      return result
    },
  }
}

/** @returns what was wrong with the answer; null for nothing. @throws TypeError where the connection failed */
async function send(url: string, token: string, preset: string): Promise<string | null> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables: { range: { preset } } }),
  })
  const { errors } = (await response.json()) as { errors?: { message: string }[] }
  return errors ? `HTTP ${response.status}: ${errors[0]?.message}` : response.ok ? null : `HTTP ${response.status}`
}
