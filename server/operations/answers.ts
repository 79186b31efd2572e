import type { HTTPGraphQLResponse } from '@apollo/server'
import type { AnsweredOperation, AskedOperation, RequestAudit } from '../audit/request-audit.ts'
import type { Principal } from '../auth/principal.ts'
import { OperationDependencies } from '../graphql/response-cache/operation-dependencies.ts'
import type { ResponseCache, ResponseQuestion } from '../graphql/response-cache/response-cache.ts'
import { answerTooLarge } from '../limits/answer-budget.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { readGet, readPost, type GraphqlCall } from './graphql-call.ts'
import { createOperationRunner, type OperationRunnerOptions } from './graphql-operations.ts'
import { sendGatewayError, type HttpContext } from './http-context.ts'
import { readJsonText } from './read-body.ts'
import { sendText } from './send-text.ts'
import { sendFile, storeFile, type StoredFile } from './stored-file.ts'

export interface AnswersOptions extends OperationRunnerOptions {
  /** Responses that hold for a while; null: each is made. */
  responses: ResponseCache<StoredAnswer> | null
  metrics: Pick<Metrics, 'operations' | 'operationSeconds'>
  /** Maximum response size in bytes, before compression. */
  maxAnswerBytes: number
}

/** A response as it is sent, with what the audit log says of it. */
export interface StoredAnswer {
  readonly file: StoredFile
  readonly asked: AskedOperation
  readonly answered: AnsweredOperation
}

/** How far an answer has come, should it fail. */
export interface Progress {
  asked: GraphqlCall | null
  isAnswered: boolean
}

/** An admitted request. */
export interface Asking {
  readonly context: HttpContext
  readonly principal: Principal
  readonly audited: RequestAudit
  readonly method: 'GET' | 'POST'
  readonly progress: Progress
}

/** Sends an answer. @returns its size, in bytes before compression */
export type Send = () => Promise<number>

/** Answers admitted requests: with a stored response that holds, or by executing the operation. */
export function createAnswers(options: AnswersOptions): (asking: Asking) => Promise<Send> {
  const { responses, metrics, maxAnswerBytes } = options
  const execute = createOperationRunner(options)

  return async ({ context, principal, audited, method, progress }) => {
    const begun = performance.now()
    const text = method === 'POST' ? await readJsonText(context.request) : context.url.search
    const question = responses && questionOf(context, principal, { method, text })
    const found = question && responses.find(question)
    const stored = found instanceof Promise ? await found : found
    if (stored) {
      // A stored response is a query's: there is nothing to wait for.
      void audited.begin(stored.asked)
      audited.answer(stored.answered)
      metrics.operations.inc({ outcome: 'ok' })
      metrics.operationSeconds.observe((performance.now() - begun) / 1_000)
      return () => sendStored(context, stored.file)
    }
    progress.asked = method === 'POST' ? readPost(text) : readGet(text)
    const dependencies = question ? new OperationDependencies() : null
    const answered = await execute(context, principal, { asked: progress.asked, audited, dependencies })
    const store = (body: Buffer): StoredFile | null => {
      const { asked, answered: told } = audited.told
      if (!question || !dependencies || !asked || !told || told.codes.length > 0) return null
      const type = answered.headers.get('content-type') ?? 'application/json; charset=utf-8'
      const make = () => ({ file: storeFile({ body, type, ...storedOptions }), asked, answered: told })
      return responses.store(question, dependencies, make)?.file ?? null
    }
    return () => send(context, answered, { audited, maxAnswerBytes, store })
  }
}

/** Null for what is executed each time: what it cost is told, or Apollo Server has to look for forged requests. */
function questionOf(
  { request }: HttpContext,
  principal: Principal,
  { method, text }: { readonly method: string; readonly text: string },
): ResponseQuestion | null {
  const { headers } = request
  if (headers['x-explain'] !== undefined) return null
  if (method === 'GET' && headers['x-portal'] !== '1' && !headers['apollo-require-preflight']) return null
  return { principal, method, accept: headers.accept, text }
}

/** @returns the size of the answer, in bytes before compression */
async function send(
  context: HttpContext,
  answered: HTTPGraphQLResponse,
  {
    audited,
    maxAnswerBytes,
    store,
  }: {
    readonly audited: RequestAudit
    readonly maxAnswerBytes: number
    /** Stores the response, if it may be. */
    readonly store: (body: Buffer) => StoredFile | null
  },
): Promise<number> {
  const { response } = context
  for (const [name, value] of answered.headers) response.setHeader(name, value)
  response.setHeader('cache-control', 'no-store')
  response.statusCode = answered.status ?? 200
  // The other kind is for incremental delivery, which our executor does not support.
  if (answered.body.kind !== 'complete') throw new Error('Apollo answers in parts')
  const body = Buffer.from(answered.body.string)
  const bytes = body.length
  // During execution, text was counted in UTF-16 units, each of which may take several bytes.
  if (bytes > maxAnswerBytes) {
    audited.refuse('QUERY_TOO_EXPENSIVE')
    sendGatewayError(context, 200, answerTooLarge(bytes, maxAnswerBytes), { data: null })
    return bytes
  }
  const stored = response.statusCode === 200 ? store(body) : null
  if (stored) return sendStored(context, stored)
  await sendText(context, body)
  return bytes
}

/** No cache on the way stores it: the tag is for clients that keep it themselves. It holds for a minute or so. */
const storedOptions = { cacheControl: 'no-store', isTagged: true, effort: 'fast' } as const

/** @returns the size of the response, in bytes before compression; 0 where the client has it */
async function sendStored(context: HttpContext, file: StoredFile): Promise<number> {
  await sendFile(context, file)
  return context.response.statusCode === 304 ? 0 : file.body.length
}
