import { RequestError, TimeoutError } from 'got'
import type { VendorError } from '../../errors/vendor-error.ts'
import { nextTurn } from '../../event-loop-turns.ts'
import { recordVendorCall } from '../../telemetry/vendor-calls.ts'
import { parseJson } from './parse-json.ts'
import { BodyTooLargeError, longBytes } from './read-body.ts'
import { createTransport, type TransportOptions } from './transport.ts'
import type { Classification, ClassifyResponse, VendorAnswer, VendorCall } from './vendor-call.ts'
import type { VendorErrors } from './vendor-errors.ts'

/** A successful response. */
export interface GoodAnswer {
  readonly json: unknown
  /** By lower-case name. */
  readonly headers: VendorAnswer['headers']
}

/** Makes single attempts of calls, and translates every failure. */
export interface Attempts {
  make(call: VendorCall, timeoutMs: number): Promise<GoodAnswer | { readonly classification: Classification }>
  /** Nothing arrived in time. */
  timedOut(): VendorError
  /** Placeholder error of a call that all callers have cancelled; never reported. */
  cancelled(): VendorError
  close(): void
}

export interface AttemptOptions extends Omit<TransportOptions, 'maxAnswerBytes'> {
  readonly errors: VendorErrors
  readonly classifyResponse: ClassifyResponse
  /** Timeout of one call with its retries, in milliseconds; for the message. */
  readonly timeoutMs: number
  /** Maximum response size after decompression, in bytes; 16 MiB by default. */
  readonly maxAnswerBytes?: number
}

/**
 * Default maximum response size, in bytes after decompression (16 MiB). The largest legal page is 500 of Autotask's
 * tickets with descriptions of 8,000 characters of up to three bytes each: 12 MB.
 */
const usualMaxAnswerBytes = 16 * 1_024 * 1_024

export function createAttempts(options: AttemptOptions): Attempts {
  const { errors, classifyResponse, timeoutMs, maxAnswerBytes = usualMaxAnswerBytes } = options
  const { name } = errors
  const transport = createTransport({ ...options, maxAnswerBytes })
  const timeout = `${name} did not answer within ${Math.round(timeoutMs / 1_000)} seconds.`
  const size = Math.floor(maxAnswerBytes / 1_024 / 1_024)
  const tooLarge = `${name} gave an answer of more than ${size} MiB, which is more than the gateway takes.`
  const timedOut = (cause?: unknown) => errors.error('VENDOR_TIMEOUT', timeout, { cause })
  const cancelled = () => errors.error('VENDOR_UNAVAILABLE', `The call to ${name} was given up.`)

  /** Translates a failure without a response. */
  function classifyFailure(thrown: unknown, { signal }: VendorCall): Classification {
    if (signal?.aborted) return { error: cancelled(), kind: 'never', reason: 'cancelled' }
    const cause = thrown instanceof RequestError ? printable(thrown) : thrown
    const unreadable = (reason: string, message?: string): Classification => ({
      error: errors.error('VENDOR_BAD_RESPONSE', message, { cause }),
      kind: 'never',
      reason,
    })
    if (thrown instanceof BodyTooLargeError) return unreadable('too-large', tooLarge)
    if (thrown instanceof NotJsonError) return unreadable('not-json')
    if (thrown instanceof TimeoutError) return { error: timedOut(cause), kind: 'never', reason: 'timeout' }
    if (!(thrown instanceof RequestError)) throw thrown
    if (isGarbled(thrown)) return unreadable('garbled')
    const error = errors.error('VENDOR_UNAVAILABLE', `${name} could not be reached.`, { cause })
    return { error, kind: 'trouble', reason: thrown.code }
  }

  return {
    async make(call, remainingMs) {
      try {
        call.signal?.throwIfAborted()
        recordVendorCall()
        const answer = await transport.send(call, remainingMs)
        const classification = classifyResponse(answer, call)
        if (classification) return { classification }
        // Decoding it has taken some milliseconds.
        if (answer.body.length >= longBytes) await nextTurn()
        return { json: toJson(answer.body), headers: answer.headers }
      } catch (cause) {
        return { classification: classifyFailure(cause, call) }
      }
    },
    timedOut,
    cancelled,
    close: transport.close,
  }
}

class NotJsonError extends Error {
  override name = 'NotJsonError'
}

function toJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (cause) {
    throw new NotJsonError('The answer is not JSON.', { cause })
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

/**
 * got's errors contain the whole request, credentials included, and would be printed with them, e.g. by Node on an
 * uncaught exception.
 */
function printable({ message, code }: RequestError): Error {
  return Object.assign(new Error(message), { code })
}
