import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import got, { RequestError, TimeoutError, type Response } from 'got'
import { systemClock, type Clock } from '../../clock.ts'
import { VendorError, vendorNames, type Vendor } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { noPace, type Pace } from './pace.ts'
import { parseJson } from './parse-json.ts'
import { BodyTooLargeError, readBody } from './read-body.ts'
import { nextAttemptInMs } from './retry-rule.ts'
import type { Scheduler } from './scheduler.ts'
import type { Judge, VendorAnswer, VendorCall, Verdict } from './vendor-call.ts'

export interface VendorHttpOptions {
  vendor: Vendor
  scheduler: Scheduler
  /** Where the vendor counts requests per stretch of time; by default nobody waits. */
  pace?: Pace
  /** From leaving to the last byte, repeats included, in milliseconds. */
  timeoutMs: number
  judge: Judge
  logger: Logger
  metrics: Metrics
  /** For waits that the vendor asks for until an instant; the machine's by default. */
  clock?: Clock
  /** The most that one answer may have after decompression, in bytes; 16 MiB by default. */
  maxAnswerBytes?: number
  /** For jitter; from 0 to 1. */
  random?: () => number
  /** How the host of an address is found, where that is not as usual. Connections are made to what it finds. */
  lookupFor?: (url: URL) => LookupFunction | undefined
}

/**
 * An answer at most, in bytes after decompression (16 MiB). The largest page that is legal is 500 of Autotask's tickets
 * with descriptions of 8,000 characters, which can be of three bytes each: 12 MB.
 */
const usualMaxAnswerBytes = 16 * 1_024 * 1_024

/** An answer that makes sense. */
export interface GoodAnswer {
  readonly json: unknown
  /** By lower-case name. */
  readonly headers: VendorAnswer['headers']
}

/** The one way to a vendor. */
export interface VendorHttp {
  /**
   * Asks the vendor and gives the parsed JSON of its answer.
   *
   * @throws VendorError once no attempt may follow: one object per call, whatever hangs on it
   */
  call(call: VendorCall): Promise<unknown>
  /** As `call`, with the headers of the answer. */
  ask(call: VendorCall): Promise<GoodAnswer>
  close(): void
}

/**
 * Sends calls to one vendor: a place from the scheduler, a deadline, the retry rule, and every failure translated
 * once, here. Redirects are answers like any other: following one would carry credentials to another host.
 */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp {
  const {
    vendor,
    scheduler,
    pace = noPace,
    timeoutMs,
    judge,
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

  function timedOut(cause?: unknown): Verdict {
    const message = `${name} did not answer within ${Math.round(timeoutMs / 1_000)} seconds.`
    return { error: new VendorError(vendor, 'VENDOR_TIMEOUT', message, { cause }), kind: 'never', reason: 'timeout' }
  }

  function unreachable(cause: PrintableError): Verdict {
    const error = new VendorError(vendor, 'VENDOR_UNAVAILABLE', `${name} could not be reached.`, { cause })
    return { error, kind: 'trouble', reason: cause.code }
  }

  /** Nobody sees this error: it stands for a call that everybody has given up. */
  function abandoned(): Verdict {
    const error = new VendorError(vendor, 'VENDOR_UNAVAILABLE', `The call to ${name} was given up.`)
    return { error, kind: 'never', reason: 'abandoned' }
  }

  function unreadable(reason: string, cause: unknown): Verdict {
    const message = `${name} gave an answer that could not be read.`
    return { error: new VendorError(vendor, 'VENDOR_BAD_RESPONSE', message, { cause }), kind: 'never', reason }
  }

  function tooLarge(cause: BodyTooLargeError): Verdict {
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
    // Whoever reads the stream is told; what still happens to it once it is closed concerns nobody.
    stream.on('error', () => undefined)
    const responded = new Promise<Response>((resolve) => stream.once('response', resolve))
    const text = await readBody(stream, maxAnswerBytes)
    const { statusCode: status, headers: answered } = await responded
    return { status, headers: answered, body: text, receivedAt: clock() }
  }

  async function attempt(call: VendorCall, remainingMs: number): Promise<GoodAnswer | { verdict: Verdict }> {
    if (call.signal?.aborted) return { verdict: abandoned() }
    try {
      const answer = await send(call, remainingMs)
      const verdict = judge(answer, call)
      if (verdict) return { verdict }
      try {
        return { json: parseJson(answer.body), headers: answer.headers }
      } catch (cause) {
        return { verdict: unreadable('not-json', cause) }
      }
    } catch (cause) {
      if (call.signal?.aborted) return { verdict: abandoned() }
      if (cause instanceof BodyTooLargeError) return { verdict: tooLarge(cause) }
      if (cause instanceof TimeoutError) return { verdict: timedOut(printable(cause)) }
      if (cause instanceof RequestError && isGarbled(cause)) return { verdict: unreadable('garbled', printable(cause)) }
      if (cause instanceof RequestError) return { verdict: unreachable(printable(cause)) }
      throw cause
    }
  }

  async function attempts(call: VendorCall, lane: string): Promise<GoodAnswer> {
    let deadline = Infinity
    // A repeat that may not leave in time leaves its caller with what the attempt before it met.
    let lastError: VendorError | null = null
    const giveUp = () => (call.signal?.aborted ? abandoned().error : (lastError ?? tooLate()))
    for (let made = 1; ; made++) {
      // It waited for a place, or for its turn to be repeated: what is given up takes no slot from others.
      if (call.signal?.aborted) throw giveUp()
      let begun = performance.now()
      const maxWaitMs = Math.min(timeoutMs, deadline - begun)
      // The deadline runs from when the first attempt may leave: waiting for it is our own doing, not the vendor's.
      const send = () => {
        begun = performance.now()
        deadline = Math.min(deadline, begun + timeoutMs)
        return attempt(call, deadline - begun)
      }
      // A slot is good for one attempt, and what is given one is a write, which has no other.
      const outcome = call.slot ? await call.slot.use(send) : await pace.run(lane, maxWaitMs, giveUp, send, call.signal)
      const seconds = (performance.now() - begun) / 1_000
      metrics.vendorSeconds.observe({ vendor, entity: call.entity }, seconds)
      metrics.vendorCalls.inc({
        vendor,
        entity: call.entity,
        outcome: 'json' in outcome ? 'ok' : outcome.verdict.reason,
      })
      if ('json' in outcome) return outcome
      const { verdict } = outcome
      const waitMs = nextAttemptInMs({
        verdict,
        isWrite: call.isWrite ?? false,
        attempts: made,
        remainingMs: deadline - performance.now(),
        random: random(),
      })
      const { reason, error, said } = verdict
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

  // Waiting before a repeat keeps the place: a vendor that asks for patience gets fewer calls, not others instead.
  function ask(call: VendorCall): Promise<GoodAnswer> {
    const lane = call.lane ?? call.entity
    return scheduler.run(`${vendor}:${lane}`, timeoutMs, tooLate, () => attempts(call, lane))
  }

  return {
    ask,
    call: async (call) => (await ask(call)).json,
    close() {
      // Letting go of a connection looks like a cut one, which is met with a repeat: not from here on.
      isClosed = true
      agent.http.destroy()
      agent.https.destroy()
    },
  }
}

/** What came is no HTTP (also a head of more than 16 KiB), or was not compressed as it says: a repeat would be the same. */
function isGarbled({ code, cause }: RequestError): boolean {
  const codes = [code, String((cause as { code?: unknown } | undefined)?.code)]
  return codes.some((each) => /^(HPE_|Z_DATA_ERROR|Z_NEED_DICT|ERR__ERROR|ERR_BROTLI|ZSTD_)/.test(each))
}

type PrintableError = Error & { code: string }

/** got's errors carry the whole request, credentials included: whoever prints one, as Node does at the end, shows them. */
function printable({ message, code }: RequestError): PrintableError {
  return Object.assign(new Error(message), { code })
}
