import type { SimulatedClock } from '../clock.ts'

/** One entry of the log. Headers are not logged, so no secrets are. */
export interface LoggedRequest {
  /** Counts up from 1 since the start or the last reset; emptying the log does not restart it. */
  n: number
  /** When the request arrived: ISO instant of the simulated clock. */
  at: string
  method: string
  path: string
  /** The query string as sent, '' when there is none. */
  query: string
  /** Parsed where it is JSON, otherwise the text; null when there is none or it has not arrived yet. */
  body: unknown
  /** Null until an answer starts to be sent; stays null when none is. */
  status: number | null
  /** Real milliseconds from arrival to the answer, or to the end of the connection when there was none. */
  ms: number | null
  /** The `match` of the fault that struck, else null. */
  fault: string | null
}

/** Handle on one entry while its request is under way. */
export interface OpenEntry {
  setBody(text: string): void
  setFault(match: string): void
  answered(status: number): void
  ended(): void
}

/** The requests a simulator has seen, oldest first. */
export interface RequestLog {
  open(request: { method: string; path: string; query: string }): OpenEntry
  entries(): readonly LoggedRequest[]
  /** Empties the log; numbering goes on, so that an entry still open cannot be taken for a new one. */
  clear(): void
  /** Empties the log and numbers from 1 again. */
  reset(): void
}

/** An empty log that stamps its entries by `clock`. */
export function createRequestLog(clock: SimulatedClock): RequestLog {
  let entries: LoggedRequest[] = []
  let count = 0

  return {
    open(request) {
      const startedAt = performance.now()
      const elapsed = () => Math.round((performance.now() - startedAt) * 10) / 10
      count += 1
      const entry: LoggedRequest = {
        n: count,
        at: new Date(clock.now()).toISOString(),
        ...request,
        body: null,
        status: null,
        ms: null,
        fault: null,
      }
      entries.push(entry)
      return {
        setBody: (text) => {
          entry.body = readable(text)
        },
        setFault: (match) => {
          entry.fault = match
        },
        answered: (status) => {
          entry.status = status
          entry.ms = elapsed()
        },
        ended: () => {
          entry.ms ??= elapsed()
        },
      }
    },
    entries: () => entries,
    clear: () => {
      entries = []
    },
    reset: () => {
      entries = []
      count = 0
    },
  }
}

function readable(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
