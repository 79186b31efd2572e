import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { Asked } from './evidence.ts'
import type { LoggedAnswer } from './meddle.ts'
import type { Lane, PlannedChange } from './planned-change.ts'

const document = `
  mutation ($input: LogChangeInput!) {
    logChange(input: $input) { change { id state note } userErrors { code message field } }
  }`

interface Answer {
  data?: {
    logChange?: { change: LoggedAnswer | null; userErrors: { code: string; message: string }[] } | null
  } | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** How the callers of a run ask, and what they tell of it. */
export interface CallerOptions {
  readonly urls: () => readonly string[]
  readonly token: string
  readonly random: Random
  /** Lanes that are worked on at a time. */
  readonly parallel: number
  /** How long a caller waits for an answer. */
  readonly patienceMs: number
  /** Called with what came instead of an answer: a GraphQL error, or the name of what happened to the connection. */
  onTrouble(trouble: string): void
  onAnswered(): void
  /** Called with the first answer that names a change, which the callers wait for. */
  onLogged(planned: PlannedChange, change: LoggedAnswer): Promise<void>
}

/**
 * Logs every change as a portal would: those of a ticket one after the other, the same one with the same key until there
 * is an answer; now and then twice at once, or again although it is answered.
 */
export async function logChanges(lanes: readonly Lane[], options: CallerOptions): Promise<Map<string, Asked>> {
  const asked = new Map<string, Asked>()
  const waiting = [...lanes]
  async function work(): Promise<void> {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) {
      for (const planned of lane.changes) {
        asked.set(planned.marker, await askFor(planned, options))
        options.onAnswered()
      }
    }
  }
  await Promise.all(Array.from({ length: options.parallel }, work))
  return asked
}

async function askFor(planned: PlannedChange, options: CallerOptions): Promise<Asked> {
  const from = Date.now()
  let requests = 0
  const ids = new Set<string>()
  const refusals = new Set<string>()
  async function askOnce(): Promise<boolean> {
    requests += 1
    const answer = await send(planned, options)
    const payload = answer?.data?.logChange
    for (const { message, extensions } of answer?.errors ?? []) options.onTrouble(`${extensions?.code}: ${message}`)
    if (payload?.change) {
      const isFirst = ids.size === 0
      ids.add(payload.change.id)
      if (isFirst) await options.onLogged(planned, payload.change)
    }
    for (const { code, message } of payload?.userErrors ?? []) refusals.add(`${code}: ${message}`)
    return Boolean(payload?.change) || (payload?.userErrors.length ?? 0) > 0
  }
  const isTwice = options.random.chance(0.05)
  const isAgain = options.random.chance(0.05)
  while (!(await Promise.all(isTwice ? [askOnce(), askOnce()] : [askOnce()])).includes(true)) {
    await sleep(50 + options.random.below(100))
  }
  // A refusal says nothing of another request with this key that nobody answered: who asks once more is told how it stands.
  if (isAgain || (refusals.size > 0 && requests > 1)) {
    const before = [...refusals]
    refusals.clear()
    while (!(await askOnce())) await sleep(50)
    if (ids.size === 0) for (const refusal of before) refusals.add(refusal)
  }
  return { planned, changeIds: [...ids], refusals: [...refusals], requests, from, to: Date.now() }
}

/** Null when no answer came, or none that can be read. */
async function send(
  planned: PlannedChange,
  { urls, token, random, patienceMs, onTrouble }: CallerOptions,
): Promise<Answer | null> {
  try {
    const response = await fetch(`${random.pick(urls())}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: document, variables: { input: planned.input } }),
      signal: AbortSignal.timeout(patienceMs),
    })
    return (await response.json()) as Answer
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code
    onTrouble(cause ?? (error as Error).name)
    return null
  }
}
