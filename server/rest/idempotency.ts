import { createHmac, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { badUserInput, GatewayError } from '../errors/gateway-error.ts'
import { contentHash, createRepeatKeys, type LoggedChanges } from '../trusted/repeat-keys.ts'

/** A change that a caller wants. */
export interface WantedWrite {
  readonly principalId: string
  readonly method: string
  readonly path: string
  readonly tenantId: string
  /** The body as it was understood. */
  readonly body: unknown
}

/** For how long an equal request without a key is the same change. */
const repeatMs = 60_000

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
 * equal request within a minute of the first is the same change (see repeat-keys.ts).
 */
export function createChangeKeys(changes: LoggedChanges) {
  const keyOf = createRepeatKeys({ ...changes, prefix: 'rest', repeatMs })

  return async ({ principalId, method, path, tenantId, body }: WantedWrite, given: string | null): Promise<string> =>
    given === null
      ? keyOf(contentHash(principalId, method, path, body), tenantId)
      : `rest:${contentHash(principalId, given)}`
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
