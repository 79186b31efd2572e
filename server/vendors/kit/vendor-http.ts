import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import got, { RequestError, TimeoutError, type Response } from 'got'
import { systemClock, type Clock } from '../../clock.ts'
import { VendorError, vendorNames, type Vendor } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { noRateLimit, type RateLimiter } from './rate-limiter.ts'
import { parseJson } from './parse-json.ts'
import { BodyTooLargeError, readBody } from './read-body.ts'
import { nextAttemptInMs } from './retry-rule.ts'
import type { ConcurrencyLimit } from './concurrency-limit.ts'
import type { ClassifyResponse, VendorAnswer, VendorCall, Classification } from './vendor-call.ts'

export interface VendorHttpOptions {
  vendor: Vendor
  concurrency: ConcurrencyLimit
  /** Rate limit of the vendor; none by default. */
  rateLimiter?: RateLimiter
  /** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
  timeoutMs: number
  classifyResponse: ClassifyResponse
  logger: Logger
  metrics: Metrics
  /** For backoffs until an instant; the system clock by default. */
  clock?: Clock
  /** Maximum response size after decompression, in bytes; 16 MiB by default. */
  maxAnswerBytes?: number
  /** Source of jitter, from 0 to 1. */
  random?: () => number
  /** Custom DNS lookup for a URL's host. Connections are made to its result. */
  lookupFor?: (url: URL) => LookupFunction | undefined
}

/**
 * Default maximum response size, in bytes after decompression (16 MiB). The largest legal page is 500 of Autotask's
 * tickets with descriptions of 8,000 characters of up to three bytes each: 12 MB.
 */
const usualMaxAnswerBytes = 16 * 1_024 * 1_024

/** A successful response. */
export interface GoodAnswer {
  readonly json: unknown
  /** By lower-case name. */
  readonly headers: VendorAnswer['headers']
}

/** HTTP access to a vendor. */
export interface VendorHttp {
  /**
   * Calls the vendor and returns the parsed JSON of its response.
   *
   * @throws VendorError once no retries are left: one error object per call, shared by everything that depends on it
   */
  call(call: VendorCall): Promise<unknown>
  /** Like `call`, with the response headers. */
  ask(call: VendorCall): Promise<GoodAnswer>
  close(): void
}

/**
 * Sends calls to one vendor: concurrency limit, rate limit, deadline, retries, and translation of every failure in this
 * one place. Does not follow redirects, which would send credentials to another host.
 */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp {
  const {
    vendor,
    concurrency,
    rateLimiter = noRateLimit,
    timeoutMs,
    classifyResponse,
    logger,
    metrics,
    clock = systemClock,
    maxAnswerBytes = usualMaxAnswerBytes,
    random = Math.random,
    lookupFor,
  } = options
  const name = vendorNames[vendor]
  const agent = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
  const client = got.extend({
    agent,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    headers: { 'user-agent': 'msp-graph', accept: 'application/json' },
  })

  function timedOut(cause?: unknown): Classification {
    const message = `${name} did not answer within ${Math.round(timeoutMs / 1_000)} seconds.`
    return { error: new VendorError(vendor, 'VENDOR_TIMEOUT', message, { cause }), kind: 'never', reason: 'timeout' }
  }

  function unreachable(cause: PrintableError): Classification {
    const error = new VendorError(vendor, 'VENDOR_UNAVAILABLE', `${name} could not be reached.`, { cause })
    return { error, kind: 'trouble', reason: cause.code }
  }

  /** Placeholder classification of a call that all callers have cancelled; never reported. */
  function cancelled(): Classification {
    const error = new VendorError(vendor, 'VENDOR_UNAVAILABLE', `The call to ${name} was given up.`)
    return { error, kind: 'never', reason: 'abandoned' }
  }

  function unreadable(reason: string, cause: unknown): Classification {
    const message = `${name} gave an answer that could not be read.`
    return { error: new VendorError(vendor, 'VENDOR_BAD_RESPONSE', message, { cause }), kind: 'never', reason }
  }

  function tooLarge(cause: BodyTooLargeError): Classification {
    const mebibytes = Math.floor(maxAnswerBytes / 1_024 / 1_024)
    const message = `${name} gave an answer of more than ${mebibytes} MiB, which is more than the gateway takes.`
    return {
      error: new VendorError(vendor, 'VENDOR_BAD_RESPONSE', message, { cause }),
      kind: 'never',
      reason: 'too-large',
    }
  }

  async function send(call: VendorCall, remainingMs: number): Promise<VendorAnswer> {
    const { method, url, headers, body, signal } = call
    const lookup = lookupFor?.(url)
    const stream = client.stream(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeout: { request: Math.max(1, remainingMs) },
      ...(signal && { signal }),
      ...(lookup && { dnsLookup: lookup }),
    })
    // The reader of the stream gets the error; errors after it was closed are irrelevant.
    stream.on('error', () => undefined)
    const responded = new Promise<Response>((resolve) => stream.once('response', resolve))
    const text = await readBody(stream, maxAnswerBytes)
    const { statusCode: status, headers: answered } = await responded
    return { status, headers: answered, body: text, receivedAt: clock() }
  }

  async function attempt(
    call: VendorCall,
    remainingMs: number,
  ): Promise<GoodAnswer | { classification: Classification }> {
    if (call.signal?.aborted) return { classification: cancelled() }
    try {
      const answer = await send(call, remainingMs)
      const classification = classifyResponse(answer, call)
      if (classification) return { classification }
      try {
        return { json: parseJson(answer.body), headers: answer.headers }
      } catch (cause) {
        return { classification: unreadable('not-json', cause) }
      }
    } catch (cause) {
      if (call.signal?.aborted) return { classification: cancelled() }
      if (cause instanceof BodyTooLargeError) return { classification: tooLarge(cause) }
      if (cause instanceof TimeoutError) return { classification: timedOut(printable(cause)) }
      if (cause instanceof RequestError && isGarbled(cause))
        return { classification: unreadable('garbled', printable(cause)) }
      if (cause instanceof RequestError) return { classification: unreachable(printable(cause)) }
      throw cause
    }
  }

  async function attempts(call: VendorCall, queue: string): Promise<GoodAnswer> {
    let deadline = Infinity
    // If a retry times out in the queue, report the error of the previous attempt.
    let lastError: VendorError | null = null
    const giveUp = () => (call.signal?.aborted ? cancelled().error : (lastError ?? tooLate()))
    for (let made = 1; ; made++) {
      // It was queued, or backing off before a retry: what is cancelled takes no slot from others.
      if (call.signal?.aborted) throw giveUp()
      let begun = performance.now()
      const maxWaitMs = Math.min(timeoutMs, deadline - begun)
      // The deadline starts when the first attempt may be sent: queueing is our own doing, not the vendor's.
      const send = () => {
        begun = performance.now()
        deadline = Math.min(deadline, begun + timeoutMs)
        return attempt(call, deadline - begun)
      }
      // A slot is good for one attempt, and what is given one is a write, which has no other.
      const outcome = call.slot
        ? await call.slot.use(send)
        : await rateLimiter.run(queue, maxWaitMs, giveUp, send, call.signal)
      const seconds = (performance.now() - begun) / 1_000
      metrics.vendorSeconds.observe({ vendor, entity: call.entity }, seconds)
      metrics.vendorCalls.inc({
        vendor,
        entity: call.entity,
        outcome: 'json' in outcome ? 'ok' : outcome.classification.reason,
      })
      if ('json' in outcome) return outcome
      const { classification } = outcome
      const waitMs = nextAttemptInMs({
        classification,
        isWrite: call.isWrite ?? false,
        attempts: made,
        remainingMs: deadline - performance.now(),
        random: random(),
      })
      const { reason, error, said } = classification
      logger.warn(
        {
          vendor,
          entity: call.entity,
          reason,
          code: error.code,
          attempt: made,
          waitMs,
          ...(said !== undefined && { said }),
        },
        'vendor call failed',
      )
      if (waitMs === null || isClosed) throw error
      lastError = error
      await sleep(waitMs)
    }
  }

  const tooLate = () => timedOut().error
  let isClosed = false

  // Keep the slot while backing off: a vendor that asks for backoff gets fewer calls rather than others instead.
  function ask(call: VendorCall): Promise<GoodAnswer> {
    const queue = call.queue ?? call.entity
    return concurrency.run(`${vendor}:${queue}`, timeoutMs, tooLate, () => attempts(call, queue))
  }

  return {
    ask,
    call: async (call) => (await ask(call)).json,
    close() {
      // Closing a connection looks like an interrupted one, which would be retried: no more retries from here on.
      isClosed = true
      agent.http.destroy()
      agent.https.destroy()
    },
  }
}

/**
 * The response is not valid HTTP (or has headers above 16 KiB), or is not compressed as declared: a retry would fail
 * the same way.
 */
function isGarbled({ code, cause }: RequestError): boolean {
  const codes = [code, String((cause as { code?: unknown } | undefined)?.code)]
  return codes.some((each) => /^(HPE_|Z_DATA_ERROR|Z_NEED_DICT|ERR__ERROR|ERR_BROTLI|ZSTD_)/.test(each))
}

type PrintableError = Error & { code: string }

/**
 * got's errors contain the whole request, credentials included, and would be printed with them, e.g. by Node on an
 * uncaught exception.
 */
function printable({ message, code }: RequestError): PrintableError {
  return Object.assign(new Error(message), { code })
}
