import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Principal } from '../auth/principal.ts'
import type { RememberedSession } from '../auth/remembered-sessions.ts'
import { hashOfSession, type Sessions } from '../auth/sessions.ts'
import type { SessionTokens } from '../auth/session-tokens.ts'
import type { Cookies } from './cookies.ts'

const name = 'session'

type StartedSession = Awaited<ReturnType<Sessions['start']>>

/** Cookie-based sessions. */
export interface SessionCookie {
  isSent(request: IncomingMessage): boolean
  /** Identifies the session in records, without being of use for anything else; null if there is no cookie. */
  hashOf(request: IncomingMessage): string | null
  /** Whose session it is, as far as is known without the issuer; null if there is none. */
  ownerOf(request: IncomingMessage): Promise<Principal | null>
  /** The cookie's session, if it was found a moment ago (see `Sessions.remembered`). */
  remembered(request: IncomingMessage): RememberedSession | null
  /** Whether the cookie's session was found before (see `Sessions.isKnown`). */
  isKnown(request: IncomingMessage): boolean
  /** Null if there is no cookie or its session has ended. @throws as `Sessions.find` */
  authenticate(request: IncomingMessage): Promise<Principal | null>
  /** Sets a new session cookie and ends the previous session, if any. */
  begin(request: IncomingMessage, response: ServerResponse, session: StartedSession): Promise<void>
  /** Ends the session, if any, and clears the cookie. */
  end(request: IncomingMessage, response: ServerResponse): Promise<SessionTokens | null>
}

export function createSessionCookie(sessions: Sessions, cookies: Cookies): SessionCookie {
  return {
    isSent: (request) => cookies.read(request, name) !== null,
    hashOf(request) {
      const id = cookies.read(request, name)
      return id === null ? null : hashOfSession(id)
    },
    async ownerOf(request) {
      const id = cookies.read(request, name)
      return id === null ? null : sessions.ownerOf(id)
    },
    remembered: (request) => sessions.remembered(cookies.read(request, name) ?? ''),
    isKnown: (request) => sessions.isKnown(cookies.read(request, name) ?? ''),
    async authenticate(request) {
      const id = cookies.read(request, name)
      return id === null ? null : sessions.find(id)
    },
    async begin(request, response, { id, maxAgeSeconds }) {
      const before = cookies.read(request, name)
      if (before !== null) await sessions.end(before)
      cookies.set(response, name, id, maxAgeSeconds)
    },
    async end(request, response) {
      const id = cookies.read(request, name)
      const tokens = id === null ? null : await sessions.end(id)
      cookies.clear(response, name)
      return tokens
    },
  }
}
