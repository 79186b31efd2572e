import type { App } from '../app.ts'
import { systemClock, type Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { createFetchHandler } from '../embedding/fetch-handler.ts'
import { noteStandstill } from '../standstill.ts'
import type { Logger } from '../telemetry/logger.ts'
import { errorResponse } from './error-response.ts'
import type { LambdaGateway } from './gateway.ts'
import { isForeignHttpEvent, isHttpEvent, toRequest, type HttpEvent } from './http-event.ts'
import { AnswerTooLargeError, toResult, type HttpResult } from './http-result.ts'

/** The part of an invocation's context that is used. */
export interface InvocationContext {
  /** How long the function may still run, in milliseconds. */
  getRemainingTimeInMillis(): number
}

/** @returns the result of a request; nothing for a schedule */
export type LambdaHandler = (event: unknown, context: InvocationContext) => Promise<HttpResult | undefined>

/** What is left of an invocation's time for returning, in milliseconds. */
const returningMs = 1_000
/** How long an answer waits for what goes on behind it, in milliseconds: one call of a vendor, and what follows from it. */
const mostSettlingMs = 12_000
/** After a pause this long, in milliseconds, connections that were idle are not used again: servers close them after five seconds and more. */
const pauseMs = 4_000
/** How long a caller should wait before it asks a gateway again that could not be started. */
const retryAfterSeconds = 5

const tooLate =
  'The answer took longer than this function may run. Ask for less at once, or try again: what was read by then is kept.'
const tooLarge = 'The answer is larger than AWS Lambda can return (6 MB). Ask for less at once.'
const foreignFormat =
  'This function takes requests in payload format 2.0: set it at the integration of the HTTP API, or use a function URL.'

/** Creates the handler of one environment: requests of HTTP APIs and function URLs, and schedules. */
export function createHandler(gateway: LambdaGateway, logger: Logger, wallClock: Clock = systemClock): LambdaHandler {
  // Of the machine: other clocks may have stood still meanwhile.
  let endedAt = wallClock()
  const answer = createAnswerer(gateway, logger)

  async function handle(event: unknown, context: InvocationContext): Promise<HttpResult | undefined> {
    const leftMs = () => Math.max(0, context.getRemainingTimeInMillis() - returningMs)
    if (isHttpEvent(event)) return answer(event, leftMs)
    if (isForeignHttpEvent(event)) {
      logger.error({}, foreignFormat)
      return toResult(errorResponse(500, foreignFormat, null))
    }
    if (!isSchedule(event)) throw new TypeError('The event is neither a request nor a schedule of EventBridge.')
    const app = await gateway.started()
    try {
      await app.upkeep.run(leftMs() / 2)
    } finally {
      await app.upkeep.settle(leftMs())
    }
    return undefined
  }

  return async (event, context) => {
    if (Math.abs(wallClock() - endedAt) > pauseMs) noteStandstill()
    try {
      return await handle(event, context)
    } finally {
      endedAt = wallClock()
    }
  }
}

/** Whether an event is one of EventBridge's rules or of its scheduler. */
const isSchedule = (event: unknown): boolean =>
  (event as { 'detail-type'?: unknown } | null)?.['detail-type'] === 'Scheduled Event'

/** Answers requests; every failure is a response. */
function createAnswerer(gateway: LambdaGateway, logger: Logger) {
  const addresses = new WeakMap<Request, string>()
  const handlerOf = (app: App) =>
    createFetchHandler(
      app.handle,
      () => undefined,
      (request) => addresses.get(request),
    )
  let handler: { readonly app: App; readonly run: ReturnType<typeof handlerOf> } | null = null

  async function ask(app: App, event: HttpEvent, leftMs: number): Promise<Response> {
    if (handler?.app !== app) handler = { app, run: handlerOf(app) }
    const request = toRequest(event)
    addresses.set(request, event.requestContext.http.sourceIp)
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), leftMs)
    try {
      return await handler.run(request, late.signal)
    } catch (error) {
      if (late.signal.aborted) return errorResponse(503, tooLate, retryAfterSeconds)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  return async (event: HttpEvent, leftMs: () => number): Promise<HttpResult> => {
    try {
      const app = await gateway.started()
      const response = await ask(app, event, leftMs())
      const result = await toResult(response)
      await app.upkeep.settle(Math.min(mostSettlingMs, leftMs()))
      return result
    } catch (err) {
      if (err instanceof AnswerTooLargeError) return toResult(errorResponse(500, tooLarge, null))
      if (err instanceof DatabaseUnavailableError) {
        return toResult(errorResponse(503, 'The gateway cannot start at the moment: try again.', retryAfterSeconds))
      }
      logger.error({ err }, 'request failed')
      return toResult(errorResponse(500, 'Something went wrong on our side.', null))
    }
  }
}
