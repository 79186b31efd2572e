import type { HTTPGraphQLResponse } from '@apollo/server'
import type { RequestAudit } from '../audit/request-audit.ts'
import type { Principal } from '../auth/principal.ts'
import { errorEntry } from '../errors/error-entry.ts'
import type { GatewayError } from '../errors/gateway-error.ts'
import { OperationDependencies } from '../graphql/response-cache/operation-dependencies.ts'
import type { ResponseCache, ResponseQuestion } from '../graphql/response-cache/response-cache.ts'
import { answerTooLarge } from '../limits/answer-budget.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Answer, StoredAnswer } from './answer.ts'
import { readGet, readPost, type GraphqlCall } from './graphql-call.ts'
import { createOperationNames } from './operation-names.ts'
import { createOperationRunner, type OperationRunnerOptions } from './operation-runner.ts'
import type { OperationRequest } from './operation-request.ts'

export interface AnswersOptions extends OperationRunnerOptions {
  /** Responses that hold for a while; null: each is made. */
  responses: ResponseCache<StoredAnswer> | null
  metrics: Pick<Metrics, 'operationCounts'>
  /** Maximum response size in bytes, before compression. */
  maxAnswerBytes: number
}

/** How far an answer has come, should it fail. */
export interface Progress {
  asked: GraphqlCall | null
  /** The name of one of the gateway's own operations; null: it is another, or not known yet. */
  name: string | null
  /** Codes of the errors in the answer. */
  codes: readonly string[]
  /** Whether it was answered with a stored response. */
  isStored: boolean
  isAnswered: boolean
}

/** An admitted request. */
export interface Asking {
  readonly request: OperationRequest
  readonly principal: Principal
  readonly audited: RequestAudit
  readonly progress: Progress
}

const jsonType = 'application/json; charset=utf-8'

/** Answers admitted requests: with a stored response that holds, or by executing the operation. */
export function createAnswers(options: AnswersOptions): (asking: Asking) => Promise<Answer> {
  const { responses, metrics, maxAnswerBytes, persistedOperations } = options
  const { operationCounts } = metrics
  const execute = createOperationRunner(options)
  const nameOf = createOperationNames(persistedOperations)

  return async ({ request, principal, audited, progress }) => {
    const begun = performance.now()
    const text = await request.readText(principal)
    const question = responses && questionOf(request, principal, text)
    const found = question && responses.find(question)
    const stored = found instanceof Promise ? await found : found
    if (stored) {
      // A stored response is a query's: there is nothing to wait for.
      void audited.begin(stored.asked)
      audited.answer(stored.answered)
      stored.count.answered([], (performance.now() - begun) / 1_000)
      progress.isStored = true
      progress.name = stored.name
      return answerOf(stored)
    }
    progress.asked = request.method === 'POST' ? readPost(text) : readGet(text)
    const dependencies = question ? new OperationDependencies() : null
    const answered = await execute(request, principal, { asked: progress.asked, audited, dependencies })
    const answer = toAnswer(answered)
    // During execution, text was counted in UTF-16 units, each of which may take several bytes.
    const refusal = answer.body.length > maxAnswerBytes ? answerTooLarge(answer.body.length, maxAnswerBytes) : null
    const { asked, answered: told } = audited.told
    const name = nameOf(request, progress.asked)
    const count = operationCounts.of(name)
    progress.name = name
    // What Apollo rejected for its headers it has told nothing of.
    progress.codes = refusal ? [refusal.code] : (told?.codes ?? ['BAD_USER_INPUT'])
    count.answered(progress.codes, (performance.now() - begun) / 1_000)
    if (refusal) return refuseLarge(answer, refusal, request, audited)
    if (!question || !dependencies || !asked || !told || told.codes.length > 0 || answer.status !== 200) return answer
    const type = answered.headers.get('content-type') ?? jsonType
    const kept = responses.store(question, dependencies, () => ({
      type,
      body: answer.body,
      asked,
      answered: told,
      count,
      name,
    }))
    return kept ? answerOf(kept) : answer
  }
}

/** A stored answer as that of a request. */
export const answerOf = (stored: StoredAnswer): Answer => ({ status: 200, headers: [], body: stored.body, stored })

/** Null for what is executed each time: what it cost is told, or Apollo Server has to look for forged requests. */
function questionOf(
  { method, headers, isTrusted = false }: OperationRequest,
  principal: Principal,
  text: string,
): ResponseQuestion | null {
  if (headers['x-explain'] !== undefined) return null
  if (method === 'GET' && headers['x-portal'] !== '1' && !headers['apollo-require-preflight']) return null
  // What sessions may run this way, they may not send themselves.
  return { principal, method: isTrusted ? 'TRUSTED' : method, accept: headers.accept, text }
}

function toAnswer({ status, headers, body }: HTTPGraphQLResponse): Answer {
  // The other kind is for incremental delivery, which our executor does not support.
  if (body.kind !== 'complete') throw new Error('Apollo answers in parts')
  return { status: status ?? 200, headers, body: Buffer.from(body.string), stored: null }
}

/** What a mutation has done, is recorded as done. */
function refuseLarge(
  { headers }: Answer,
  refusal: GatewayError,
  { requestId }: Pick<OperationRequest, 'requestId'>,
  audited: RequestAudit,
): Answer {
  const { asked, answered } = audited.told
  if (answered && !asked?.isMutation) {
    audited.answer({ ...answered, codes: [refusal.code], inputCodes: [], hasData: false, rows: 0 })
  }
  const text = JSON.stringify({ errors: [errorEntry(refusal, requestId)], data: null })
  const type = new Map(headers).get('content-type') ?? jsonType
  return { status: 200, headers: [['content-type', type]], body: Buffer.from(text), stored: null }
}
