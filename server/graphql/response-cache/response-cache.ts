import { LRUCache } from 'lru-cache'
import type { Principal } from '../../auth/principal.ts'
import type { Clock } from '../../clock.ts'
import type { OperationDependencies, Validity } from './operation-dependencies.ts'

/** What makes two requests the same question. */
export interface ResponseQuestion {
  readonly principal: Principal
  readonly method: string
  /** The header, which decides about the content type. */
  readonly accept: string | undefined
  /** The body, or the query string of a GET. */
  readonly text: string
}

/**
 * Responses, in front of execution and behind authentication, limits and audit. A response is used for as long as all that it
 * was made from is the same, for callers of the same role, and only for the same person if it says something of the person.
 */
export interface ResponseCache<Response> {
  /** A response that holds now; null if there is none. */
  find(question: ResponseQuestion): Response | null
  /** Stores a response if what it depends on allows that. @returns null if not */
  store(question: ResponseQuestion, dependencies: OperationDependencies, make: () => Response): Response | null
}

export interface ResponseCacheOptions<Response> {
  /** Length of a response, in bytes. */
  readonly sizeOf: (response: Response) => number
  /** How much memory the answers may take, in bytes. */
  readonly maxBytes: number
  readonly clock: Clock
  /** Told of each question whether it was `stored`, or is to be `made`. */
  readonly onFind?: (result: 'stored' | 'made') => void
}

interface Entry<Response> {
  /** Null where the answer is another one for each person. */
  readonly response: Response | null
  readonly validity: Pick<Validity, 'states' | 'until'>
}

/** Larger answers would push out many. */
const largestShare = 1 / 16

/** What an entry takes beside its bytes and its key. */
const entryBytes = 1_000

export function createResponseCache<Response extends object>(
  options: ResponseCacheOptions<Response>,
): ResponseCache<Response> {
  const { maxBytes, sizeOf, clock, onFind } = options
  const entries = new LRUCache<string, Entry<Response>>({
    maxSize: maxBytes,
    maxEntrySize: maxBytes * largestShare,
    // Compressed, it is there a second time.
    sizeCalculation: ({ response }, key) =>
      entryBytes + 2 * key.length + 2 * (response === null ? 0 : sizeOf(response)),
  })

  function holds({ states, until }: Entry<Response>['validity']): boolean {
    if (clock() >= until) return false
    for (const [state, { basis }] of states) if (state.basisNow() !== basis) return false
    return true
  }

  function findUnder(key: string): Entry<Response> | null {
    const entry = entries.get(key)
    if (!entry) return null
    if (holds(entry.validity)) return entry
    entries.delete(key)
    return null
  }

  function find(question: ResponseQuestion): Response | null {
    const key = keyOf(question)
    const shared = findUnder(key)
    const entry = shared && shared.response === null ? findUnder(personalKey(key, question.principal)) : shared
    if (!entry?.response) return null
    for (const [state, { fields }] of entry.validity.states) state.onReused(fields)
    return entry.response
  }

  return {
    find(question) {
      const response = find(question)
      onFind?.(response ? 'stored' : 'made')
      return response
    },
    store(question, { validity }, make) {
      // Midnight may have passed, or a record have changed, since it was made.
      if (!validity || !holds(validity)) return null
      const key = keyOf(question)
      const response = make()
      if (!validity.isPersonal) {
        entries.set(key, { response, validity })
        return response
      }
      entries.set(key, { response: null, validity: { states: new Map(), until: Infinity } })
      entries.set(personalKey(key, question.principal), { response, validity })
      return response
    },
  }
}

/** Sessions may send fewer documents than programs, and each role sees what it may. */
const keyOf = ({ principal: { role, scheme }, method, accept = '', text }: ResponseQuestion) =>
  `${scheme} ${role} ${method} ${accept}\n${text}`

/** All that is known of the person: who has other rights, or another name, has other answers. */
const personalKey = (key: string, principal: Principal) => `${JSON.stringify(principal)}\n${key}`
