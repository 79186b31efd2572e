import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Principal } from './principal.ts'
import type { SessionRecord } from './session-records.ts'

export interface RememberedSession {
  /** The same object for as long as the session's principal is the same. */
  readonly principal: Principal
  /** What the session is stored under. */
  readonly idHash: string
}

/** The sessions that this gateway has found, so that not every request looks its session up. */
export interface RememberedSessions {
  /** When a lookup begins, for `keep`. */
  readonly moment: number
  /** Remembers a record that was found by a lookup that began at this moment. @returns its principal */
  keep(record: SessionRecord, moment: number): Principal
  /** A session found within the last two seconds that holds without another lookup; null for any other. */
  find(idHash: string): RememberedSession | null
  /** Whether the session was found when it was last looked up. */
  has(idHash: string): boolean
  forget(idHash: string): void
  /** Ends sessions: those of `isEnded` are forgotten, and what is being looked up meanwhile is not remembered. */
  end<T>(isEnded: (session: RememberedSession) => boolean, work: () => Promise<T>): Promise<T>
}

/** How many sessions are remembered. */
const max = 10_000

/** For how long a session that another gateway has ended may still count here, in milliseconds. */
const rememberedMs = 2_000

interface Found extends RememberedSession {
  /** The principal as it is stored. */
  readonly text: string
  readonly foundAt: number
  /** Until when it holds without a lookup, in epoch milliseconds. */
  readonly until: number
}

/** @param idleMs how long a session lasts without use */
export function createRememberedSessions(clock: Clock, idleMs: number): RememberedSessions {
  const found = new LRUCache<string, Found>({ max })
  /** Counts what has ended here. */
  let endings = 0

  return {
    get moment() {
      return endings
    },
    keep({ idHash, principal: text, seenAt, expiresAt, renewAt }, moment) {
      const before = found.peek(idHash)
      const principal = before?.text === text ? before.principal : readPrincipal(text)
      // It may have ended while it was looked up.
      if (moment !== endings) return principal
      const now = clock()
      const until = Math.min(now + rememberedMs, expiresAt, renewAt, seenAt + idleMs)
      found.set(idHash, { principal, idHash, text, foundAt: now, until })
      return principal
    },
    find(idHash) {
      const session = found.get(idHash)
      const now = clock()
      // Clocks go back too.
      return session && now >= session.foundAt && now < session.until ? session : null
    },
    has: (idHash) => found.has(idHash),
    forget: (idHash) => void found.delete(idHash),
    async end(isEnded, work) {
      endings += 1
      for (const [idHash, session] of found.entries()) if (isEnded(session)) found.delete(idHash)
      try {
        return await work()
      } finally {
        endings += 1
      }
    },
  }
}

/** The principal of a record. */
export const readPrincipal = (text: string): Principal => Object.freeze(JSON.parse(text) as Principal)
