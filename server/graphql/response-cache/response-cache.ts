import { LRUCache } from 'lru-cache'
import type { Principal } from '../../auth/principal.ts'
import type { Clock } from '../../clock.ts'
import { readsTheSame, type OperationDependencies, type Validity } from './operation-dependencies.ts'

/** What makes two requests the same question. */
export interface ResponseQuestion {
  readonly principal: Principal
  readonly method: string
  /** The header, which decides about the content type. */
  readonly accept: string | undefined
  /** The body, or the query string of a GET. */
  readonly text: string
  /** Of a text that is asked again and again: remembers the keys made of it, which else are made of all of it each time. */
  readonly keys?: Map<string, string> | undefined
}

/**
 * Responses, in front of execution and behind authentication, limits and audit. A response is used for as long as all that it
 * was made from is the same, for callers of the same role, and only for the same person if it says something of the person.
 */
export interface ResponseCache<Response> {
  /** A response that holds now, at once unless something has to be read for it; null if there is none. */
  find(question: ResponseQuestion): Response | null | Promise<Response | null>
  /** The entry of a response that holds now, if nothing has to be read for it; it counts as used once it is told to `use`. */
  findNow(question: ResponseQuestion): Entry<Response> | null
  /** The response of an entry of `findNow`. */
  use(entry: Entry<Response>): Response
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

/** A response, and for how long it holds. */
export interface Entry<Response> {
  readonly response: Response
  readonly validity: Pick<Validity, 'states' | 'until' | 'readings'>
}

/** What is found under a key: a number where the answer is another one for each person, whose keys begin with it. */
type Found<Response> = Entry<Response | number>

const always: Entry<never>['validity'] = { states: new Map(), until: Infinity, readings: [] }

/** Larger answers would push out many. */
const largestShare = 1 / 16

/** What an entry takes beside its bytes and its key. */
const entryBytes = 1_000

export function createResponseCache<Response extends object>(
  options: ResponseCacheOptions<Response>,
): ResponseCache<Response> {
  const { clock, onFind } = options
  const entries = createEntries(options)
  /** Counts the questions with an answer for each person. */
  let personal = 0

  const holds = (validity: Entry<Response>['validity']) => holdsAt(clock(), validity)

  function findUnder(key: string): Found<Response> | null {
    const entry = entries.get(key)
    if (!entry) return null
    if (holds(entry.validity)) return entry
    entries.delete(key)
    return null
  }

  /** The entry of a response that holds, as far as is known without reading. */
  function findEntry(question: ResponseQuestion): { readonly key: string; readonly entry: Entry<Response> } | null {
    const key = keyOf(question)
    const shared = findUnder(key)
    if (typeof shared?.response !== 'number') return shared && { key, entry: shared as Entry<Response> }
    const own = personalKey(shared.response, question.principal)
    const entry = findUnder(own)
    return entry && { key: own, entry: entry as Entry<Response> }
  }

  function use({ response, validity }: Entry<Response>): Response {
    for (const [state, { fields }] of validity.states) state.onReused(fields)
    onFind?.('stored')
    return response
  }

  function useNone(): null {
    onFind?.('made')
    return null
  }

  async function useIfSame(key: string, entry: Entry<Response>): Promise<Response | null> {
    const areSame = await Promise.all(entry.validity.readings.map(readsTheSame))
    // What it was made from may have changed meanwhile too.
    if (areSame.every(Boolean) && holds(entry.validity)) return use(entry)
    if (entries.peek(key) === entry) entries.delete(key)
    return useNone()
  }

  return {
    use,
    findNow(question) {
      const entry = findEntry(question)?.entry
      return entry && entry.validity.readings.length === 0 ? entry : null
    },
    find(question) {
      const found = findEntry(question)
      if (!found) return useNone()
      return found.entry.validity.readings.length > 0 ? useIfSame(found.key, found.entry) : use(found.entry)
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
      const known = entries.get(key)?.response
      const number = typeof known === 'number' ? known : ++personal
      if (known !== number) entries.set(key, { response: number, validity: always })
      entries.set(personalKey(number, question.principal), { response, validity })
      return response
    },
  }
}

function createEntries<Response extends object>({ maxBytes, sizeOf }: ResponseCacheOptions<Response>) {
  return new LRUCache<string, Found<Response>>({
    maxSize: maxBytes,
    maxEntrySize: maxBytes * largestShare,
    // It is there a second time: compressed, and if short as it is written to connections.
    sizeCalculation: ({ response }, key) =>
      entryBytes + 2 * key.length + 2 * (typeof response === 'number' ? 0 : sizeOf(response)),
  })
}

/** Whether it holds, as far as is known without reading. */
function holdsAt(now: number, { states, until }: Pick<Validity, 'states' | 'until'>): boolean {
  if (now >= until) return false
  for (const [state, { basis }] of states) if (state.basisNow() !== basis) return false
  return true
}

/** Sessions may send fewer documents than programs, and each role sees what it may. */
function keyOf({ principal: { role, scheme }, method, accept = '', text, keys }: ResponseQuestion): string {
  const askedBy = `${scheme} ${role} ${method} ${accept}`
  const known = keys?.get(askedBy)
  if (known !== undefined) return known
  const key = `${askedBy}\n${text}`
  keys?.set(askedBy, key)
  return key
}

/** All that is known of the person: who has other rights, or another name, has other answers. */
const personalKey = (number: number, principal: Principal) => `${number}\n${describePerson(principal)}`

const described = new WeakMap<Principal, string>()

/** Principals are shared by the requests of a token. */
function describePerson(principal: Principal): string {
  const known = described.get(principal) ?? JSON.stringify(principal)
  described.set(principal, known)
  return known
}
