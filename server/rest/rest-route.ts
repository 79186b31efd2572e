import { IssuerUnavailableError } from '../auth/issuer-unavailable-error.ts'
import { dayOf } from '../calendar/days.ts'
import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { callerOf } from '../http/callers.ts'
import { clientAbortSignal } from '../http/client-abort.ts'
import { applyCors } from '../http/cors.ts'
import type { CredentialsOf, KnownCallerOf } from '../http/credentials.ts'
import type { HttpContext, Route } from '../http/http-context.ts'
import type { ImmediateRoute } from '../http/request-listener.ts'
import { sendFile, storeFile, type StoredFile } from '../http/stored-file.ts'
import type { AnswerNow } from '../operations/answer-now.ts'
import { CallerGoneError } from '../operations/caller-gone-error.ts'
import type { Operations } from '../operations/operations.ts'
import type { Logger } from '../telemetry/logger.ts'
import { countVendorCalls, type VendorCallCount } from '../telemetry/vendor-calls.ts'
import { readTrustedDocuments, type OperationFolder, type TrustedDocuments } from '../trusted/documents.ts'
import type { LoggedChanges } from '../trusted/repeat-keys.ts'
import { createContents, type Contents } from './contents.ts'
import type { Endpoint, Input } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { failureOf, notFound } from './failure.ts'
import { createChangeKeys, createUsedKeys } from './idempotency.ts'
import { createImmediateRest } from './immediate-rest.ts'
import { createKnownQuestions, type KnownQuestions } from './known-questions.ts'
import { createPathMatcher, type Match } from './match-path.ts'
import { describeApi } from './openapi.ts'
import { createInputReader } from './read-request.ts'
import { restPathOf } from './rest-path.ts'
import { sendContent, sendFailure } from './send.ts'
import { createStatusLookup } from './status-lookup.ts'

export interface RestRouteOptions extends LoggedChanges {
  readonly documents: TrustedDocuments
  readonly operations: Operations
  /** How callers authenticate. */
  readonly credentialsOf: CredentialsOf
  /** The caller of a request, if that is known without waiting. */
  readonly knownCallerOf: KnownCallerOf
  readonly answerNow: AnswerNow
  /** Whether sessions of a portal are among that. */
  readonly hasSessions: boolean
  readonly allowedOrigins: readonly string[]
  /** Time zone of days. */
  readonly timeZone: string
  readonly clock: Clock
  readonly logger: Logger
}

const cors = {
  methods: 'GET, POST, PATCH',
  headers: 'authorization, content-type, idempotency-key, if-none-match, x-request-id',
}

/** Of the caller's own headers the operation gets none. */
const headers = { 'content-type': 'application/json', accept: 'application/json' }

/** The addresses, as routes. */
export interface RestRoutes {
  readonly route: Route
  /** Answers reads with what is known. */
  readonly immediate: ImmediateRoute
}

/** A request to an endpoint. */
interface Call {
  readonly context: HttpContext
  readonly endpoint: Endpoint
  readonly match: Match
  readonly vendorCalls: VendorCallCount
}

/** Where the operations of the endpoints are. */
export const restOperations: OperationFolder = {
  url: new URL('./operations/', import.meta.url),
  title: 'The operations of the REST endpoints (server/rest/operations)',
}

/** Reads the operations of all endpoints. @throws TrustedDocumentsError if one is not there */
export const readRestDocuments = (): TrustedDocuments =>
  readTrustedDocuments([...endpoints.map(({ operation }) => operation), 'ticket-statuses'], restOperations)

/**
 * The REST addresses: each is one trusted operation of the graph and a mapping of its answer, with the same sign-in, rights,
 * limits and audit as `/graphql`.
 */
export function createRestRoutes(options: RestRouteOptions): RestRoutes {
  const { allowedOrigins, clock, logger, hasSessions, documents } = options
  const findPath = createPathMatcher(endpoints)
  const questions = createKnownQuestions()
  const contentOf = createContents()
  const answer = createAnswer(options, questions, contentOf)
  const operationNameOf = ({ operation }: Endpoint) => documents.get(operation)?.operationName ?? ''
  let description: StoredFile | null = null
  /** Made when it is first asked for: it takes a good part of a start. */
  const openApi = () =>
    (description ??= storeFile({
      type: 'application/json',
      cacheControl: 'no-cache',
      body: Buffer.from(JSON.stringify(describeApi(endpoints, operationNameOf, hasSessions))),
    }))

  async function respond(context: HttpContext, vendorCalls: VendorCallCount): Promise<void> {
    const { request, response, url } = context
    if (applyCors(context, allowedOrigins, cors)) return
    const path = restPathOf(url.pathname)
    const method = request.method ?? ''
    const isOpenApi = path === '/api/openapi.json'
    const match = path === null || isOpenApi ? null : findPath(path)
    if (!match && !isOpenApi) {
      return void (await sendFailure(context, notFound('There is nothing at this address.'), clock()))
    }
    const allowed = match ? [...match.methods.keys()] : ['GET']
    if (!allowed.includes(method)) {
      response.setHeader('allow', allowed.join(', '))
      const message = `Ask with ${allowed.join(' or ')}.`
      return void (await sendFailure(context, { status: 405, code: 'BAD_USER_INPUT', message }, clock()))
    }
    const endpoint = match?.methods.get(method)
    if (!match || !endpoint) return sendFile(context, openApi())
    response.setHeader('x-vendor-calls', vendorCalls.sent)
    await answer({ context, endpoint, match, vendorCalls })
  }

  const route: Route = (context) =>
    countVendorCalls(async (vendorCalls) => {
      try {
        await respond(context, vendorCalls)
      } catch (error) {
        if (!context.response.headersSent) context.response.setHeader('x-vendor-calls', vendorCalls.sent)
        await refuse(context, error, { clock, logger })
      }
    })
  return { route, immediate: createImmediateRest({ ...options, questions, contentOf }) }
}

/** Answers a request to an endpoint. */
function createAnswer(options: RestRouteOptions, questions: KnownQuestions, contentOf: Contents) {
  const { operations, documents, credentialsOf, timeZone, clock } = options
  const readInput = createInputReader({ keyOf: createChangeKeys(options), checkKey: createUsedKeys() })
  const statusesOf = createStatusLookup(operations, documents)

  return async ({ context, endpoint, match, vendorCalls }: Call): Promise<void> => {
    const { request, response, url, requestId } = context
    const signal = clientAbortSignal(context)
    let input: Input | null = null
    const shared = {
      ...callerOf(context),
      requestId,
      method: 'POST',
      isTrusted: true,
      headers,
      signal: () => signal,
      vendorCalls,
    } as const
    const today = dayOf(clock(), timeZone)
    const known = questions.find(request, url, today)
    const asked = {
      ...shared,
      async readText({ id: principalId }: { readonly id: string }) {
        input = known?.input ?? null
        if (known) return known.text
        let hasAsked = false
        const read = await readInput({ request, url, endpoint, parameters: match.parameters, principalId })
        input = read.input
        const variables = await endpoint.variables(read.input, {
          timeZone,
          today,
          idempotencyKey: read.idempotencyKey,
          ticketStatuses() {
            hasAsked = true
            return statusesOf(shared, (audited) => credentialsOf(context, audited))
          },
        })
        const text = JSON.stringify({ ...documents.get(endpoint.operation), variables })
        if (!hasAsked) questions.keep(url, today, { endpoint, input, text, keys: new Map() })
        return text
      },
    }
    await operations.run(
      asked,
      (audited) => credentialsOf(context, audited),
      async (given) => {
        response.setHeader('x-vendor-calls', vendorCalls.sent)
        if (!input) throw new Error('An operation was answered that was not read.')
        const content = contentOf(endpoint, given, input)
        return 'members' in content ? sendContent(context, content, clock()) : sendFailure(context, content, clock())
      },
    )
  }
}

/** Sends errors thrown before anything was executed. @throws CallerGoneError */
async function refuse(
  context: HttpContext,
  error: unknown,
  { clock, logger }: Pick<RestRouteOptions, 'clock' | 'logger'>,
): Promise<void> {
  // The listener logs these, and ends what has begun.
  if (error instanceof CallerGoneError || context.response.headersSent) throw error
  const { requestId } = context
  if (error instanceof DatabaseUnavailableError || error instanceof IssuerUnavailableError) {
    logger.warn({ requestId, err: error }, 'dependency unavailable')
    return void (await sendFailure(context, { ...failureOf(error), status: 503 }, clock()))
  }
  let failure
  try {
    failure = failureOf(error)
  } catch (err) {
    logger.error({ requestId, err }, 'request failed')
    failure = { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' }
  }
  await sendFailure(context, failure, clock())
}
