import type { IncomingMessage } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { Day } from '../calendar/days.ts'
import type { Endpoint, Input } from './endpoint.ts'

/** A read that was asked before, with the operation's request as text. */
export interface KnownQuestion {
  readonly endpoint: Endpoint
  readonly input: Input
  readonly text: string
  /** What responses to it are stored under. */
  readonly keys: Map<string, string>
}

/** What reads ask, by their address. */
export interface KnownQuestions {
  find(request: Pick<IncomingMessage, 'method'>, url: URL, today: Day): KnownQuestion | null
  /** Of what changes something, and of what is long, nothing is kept. */
  keep(url: URL, today: Day, question: KnownQuestion): void
}

/** Longer ones are read each time. */
const longestKept = 4_000

/** The same address on the same day is the same question, as long as nothing had to be asked for it. */
export function createKnownQuestions(): KnownQuestions {
  const known = new LRUCache<string, KnownQuestion>({ max: 1_000 })
  const keyOf = ({ pathname, search }: URL, today: Day) => `${today} ${pathname}${search}`

  return {
    find: ({ method }, url, today) => (method === 'GET' ? (known.get(keyOf(url, today)) ?? null) : null),
    keep(url, today, question) {
      const key = keyOf(url, today)
      if (question.endpoint.method !== 'GET' || key.length + question.text.length > longestKept) return
      known.set(key, question)
    },
  }
}
