import { createHash, createHmac, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { badUserInput, GatewayError } from '../errors/gateway-error.ts'

/** A change that a caller wants. */
export interface WantedWrite {
  readonly principalId: string
  readonly method: string
  readonly path: string
  readonly tenantId: string
  /** The body as it was understood. */
  readonly body: unknown
}

export interface IdempotencyOptions {
  readonly clock: Clock
  /** When the change of a key was logged, in epoch milliseconds; null if there is none. */
  readonly changeCreatedAt: (tenantId: string, idempotencyKey: string) => Promise<number | null>
}

/** For how long an equal request without a key is the same change. */
export const repeatMs = 60_000

interface Decision {
  /** When the first of the equal requests came, as far as it is known. */
  firstAt: number
  readonly key: Promise<string>
}

const hash = (...parts: readonly unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

/**
 * The header `Idempotency-Key` as callers send it; null without one. It may be in quotes, as the IETF draft has it.
 *
 * @throws GatewayError `BAD_USER_INPUT`
 */
export function readKeyHeader(header: string | readonly string[] | undefined): string | null {
  if (header === undefined) return null
  const text = String(header).trim()
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text
  if (/^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/.test(key)) return key
  throw badUserInput('Idempotency-Key must have 1 to 200 printable ASCII characters.')
}

/**
 * The keys under which the graph makes a change once. A caller's own key counts for this caller alone. Without one, an
 * equal request within a minute of the first is the same change: its key is made of its content and the minute in which
 * the first one came. Several gateways agree by what is in the database; within this one, also requests at the same
 * moment, before anything is.
 */
export function createChangeKeys({ clock, changeCreatedAt }: IdempotencyOptions) {
  const decisions = new LRUCache<string, Decision>({ max: 10_000 })

  /** The key of the change that an equal request of the last minute made; else that of this minute. */
  async function decide(content: string, tenantId: string, decision: { firstAt: number }): Promise<string> {
    const now = decision.firstAt
    const minute = Math.floor(now / repeatMs)
    const keyOf = (each: number) => `rest:${content}:${each}`
    const before = await changeCreatedAt(tenantId, keyOf(minute - 1))
    if (before === null || now - before >= repeatMs) return keyOf(minute)
    decision.firstAt = Math.min(now, before)
    return keyOf(minute - 1)
  }

  return async ({ principalId, method, path, tenantId, body }: WantedWrite, given: string | null): Promise<string> => {
    if (given !== null) return `rest:${hash(principalId, given)}`
    const content = hash(principalId, method, path, body)
    const now = clock()
    const known = decisions.get(content)
    if (known && now >= known.firstAt && now - known.firstAt < repeatMs) return known.key
    const begun = { firstAt: now }
    const decision: Decision = Object.assign(begun, { key: decide(content, tenantId, begun) })
    decisions.set(content, decision)
    try {
      return await decision.key
    } catch (error) {
      if (decisions.peek(content) === decision) decisions.delete(content)
      throw error
    }
  }
}

/** How long a key of something that the graph has no key for is remembered, in milliseconds. */
const rememberedMs = 24 * 3_600_000

/**
 * Refuses keys that were used for other content, of what may be repeated and for which the graph takes no key. Remembered
 * by this gateway alone, as hashes under a key that ends with it: the content may be a secret.
 */
export function createUsedKeys() {
  const secret = randomBytes(32)
  const contents = new LRUCache<string, string>({ max: 10_000, ttl: rememberedMs })
  const hide = (...parts: readonly unknown[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url')

  /** @throws KeyReusedError */
  return ({ principalId, method, path, body }: WantedWrite, given: string | null): void => {
    if (given === null) return
    const name = hide(principalId, given)
    const content = hide(method, path, body)
    const before = contents.get(name)
    if (before !== undefined && before !== content) throw new KeyReusedError()
    contents.set(name, content)
  }
}

/** A key that was used for other content. */
export class KeyReusedError extends GatewayError {
  override name = 'KeyReusedError'

  constructor() {
    super('BAD_USER_INPUT', 'This Idempotency-Key was used for other content. Take a new one for each change.')
  }
}
