import { dayOf, type Day } from '../calendar/days.ts'
import type { Clock } from '../clock.ts'
import { IssuerUnavailableError } from '../auth/issuer-unavailable-error.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { CredentialsOf, KnownCaller, KnownCallerOf } from '../http/credentials.ts'
import type { HttpContext } from '../http/http-context.ts'
import type { AnswerNow } from '../operations/answer-now.ts'
import type { Answer } from '../operations/answer.ts'
import { answerOf } from '../operations/answers.ts'
import { CallerGoneError } from '../operations/caller-gone-error.ts'
import type { RequestSender } from '../operations/operation-request.ts'
import type { Admission, Operations } from '../operations/operations.ts'
import type { Logger } from '../telemetry/logger.ts'
import { contentHash, createRepeatKeys, type LoggedChanges } from '../trusted/repeat-keys.ts'
import type { TrustedDocuments } from '../trusted/documents.ts'
import { failureOfError, failureOutcome } from './failure.ts'
import { createKeptOutcomes } from './kept-outcomes.ts'
import { createKnownQuestions, type ReadQuestion } from './known-questions.ts'
import type { Facts, GraphAnswer, Outcome, Question, Tool, ToolCall } from './tool.ts'

export interface ToolCallerOptions extends LoggedChanges {
  readonly operations: Operations
  readonly credentialsOf: CredentialsOf
  /** The caller of a request, if that is known without waiting. */
  readonly knownCallerOf: KnownCallerOf
  readonly answerNow: AnswerNow
  /** Operations that tools ask beside their own. */
  readonly lookups: TrustedDocuments
  /** Time zone of days. */
  readonly timeZone: string
  readonly clock: Clock
  readonly logger: Logger
}

/** A tool with the arguments of a call. */
export interface CalledTool {
  readonly tool: Tool
  readonly given: unknown
  /** What is given, as JSON. */
  readonly words: string
}

/** From where a call comes. */
export type Sender = Omit<RequestSender, 'vendorCalls'>

/** A request of an admitted caller. */
export interface ToolRequest {
  readonly context: HttpContext
  readonly sender: RequestSender
  readonly admission: Admission
  /** Aborts when the caller no longer waits. */
  readonly signal: () => AbortSignal
}

/**
 * For how long an equal call is the same change. A model that got no answer calls again with the same arguments: at once, or
 * after its program's time-out, of which those that are usual are minutes.
 */
export const repeatMs = 10 * 60_000

/** Of the caller's own headers the operation gets none. */
const headers = { 'content-type': 'application/json', accept: 'application/json' }

/**
 * Calls tools: each is one trusted operation of the graph, run like any other. What goes wrong is a result that says so, by
 * the codes of the graph, for the model to act on.
 */
export function createToolCaller(options: ToolCallerOptions) {
  const { clock, timeZone, logger } = options
  const keyOf = createRepeatKeys({ ...options, prefix: 'mcp', repeatMs })
  const ask = createAsk(options)
  const outcomeOf = createKeptOutcomes()
  const { find, readOnce } = createKnownQuestions()
  const asksOf = ({ name }: Tool, words: string, today: Day) => `${name} ${today} ${words}`

  /** Adds the key by which a change is made once: of what it is made of, whichever words of the caller led to it. */
  async function withKey(variables: object, { name }: Tool, principalId: string): Promise<object> {
    const { tenant } = variables as { readonly tenant?: unknown }
    return { ...variables, idempotencyKey: await keyOf(contentHash(principalId, name, variables), String(tenant)) }
  }

  /** The outcome at once, of a stored answer; null where that takes waiting: nothing was counted then. */
  function callNow(sender: Sender, caller: KnownCaller, { tool, words }: CalledTool): Outcome | null {
    const asks = asksOf(tool, words, dayOf(clock(), timeZone))
    const known = find(asks)
    if (!known) return null
    const outcomes: Outcome[] = []
    const { accept } = headers
    options.answerNow(
      { ...sender, ...caller, accept, isTrusted: true, text: known.text, keys: known.keys, begun: performance.now() },
      (stored) => {
        const facts = { vendorCalls: 0, now: clock() }
        const make = () => outcomeOfAnswer(known.question, answerOf(stored), facts)
        outcomes.push(outcomeOf({ stored }, `0 ${asks}`, facts.now, make))
        return stored.body.length
      },
    )
    return outcomes[0] ?? null
  }

  /** @throws CallerGoneError */
  async function callTool(asked: ToolRequest, tool: Tool, given: unknown): Promise<Outcome> {
    const { sender, admission, signal } = asked
    const today = dayOf(clock(), timeZone)
    const asks = asksOf(tool, JSON.stringify(given), today)
    let question: Question | null = null
    let outcome: Outcome | null = null
    const operation = {
      method: 'POST',
      headers,
      isTrusted: true,
      operationName: tool.document.operationName,
      async readText({ id }: { readonly id: string }) {
        const call = { today, timeZone, ask: (name: string) => ask(asked, name) }
        if (tool.annotations.readOnlyHint) {
          const known = await readOnce(asks, call, (watched) => readQuestion(tool, given, watched))
          question = known.question
          return known.text
        }
        question = await tool.prepare(tool.readArguments(given), call)
        return JSON.stringify({ ...tool.document, variables: await withKey(question.variables, tool, id) })
      },
      signal,
    } as const
    try {
      await admission.run(operation, async (answer) => {
        const facts = { vendorCalls: sender.vendorCalls.sent, now: clock() }
        const make = () => outcomeOfAnswer(question, answer, facts)
        outcome = outcomeOf(answer, `${facts.vendorCalls} ${asks}`, facts.now, make)
        return answer.body.length
      })
    } catch (error) {
      if (error instanceof CallerGoneError || signal().aborted) throw error
      return failureOf(error, sender.requestId, logger)
    }
    if (!outcome) throw new Error('An operation ended without an answer.')
    return outcome
  }

  return { callTool, callNow }
}

async function readQuestion(tool: Tool, given: unknown, call: ToolCall): Promise<ReadQuestion> {
  const question = await tool.prepare(tool.readArguments(given), call)
  return { question, text: JSON.stringify({ ...tool.document, variables: question.variables }), keys: new Map() }
}

function outcomeOfAnswer(question: Question | null, { body }: Answer, facts: Facts): Outcome {
  if (!question) throw new Error('An operation was answered that was not read.')
  return question.outcome(JSON.parse(String(body)) as GraphAnswer, facts)
}

/** Asks another trusted operation, as one more of the same caller. */
function createAsk({ operations, lookups, credentialsOf }: ToolCallerOptions) {
  return async ({ context, sender, signal }: ToolRequest, name: string): Promise<GraphAnswer> => {
    const document = lookups.get(name)
    if (!document) throw new Error(`There is no operation ${name}.`)
    let answered: Buffer | null = null
    await operations.run(
      {
        ...sender,
        method: 'POST',
        headers,
        isTrusted: true,
        operationName: document.operationName,
        readText: async () => JSON.stringify({ ...document, variables: {} }),
        signal,
      },
      (audited) => credentialsOf(context, audited),
      async ({ body }) => {
        answered = body
        return body.length
      },
    )
    return JSON.parse(String(answered)) as GraphAnswer
  }
}

/** What kept the operation from being run. */
function failureOf(error: unknown, requestId: string, logger: Logger): Outcome {
  if (!(error instanceof GatewayError)) {
    logger.error({ requestId, err: error }, 'operation failed')
    return failureOutcome({ code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' })
  }
  const isOurs = error instanceof DatabaseUnavailableError || error instanceof IssuerUnavailableError
  if (isOurs) logger.warn({ requestId, err: error }, 'dependency unavailable')
  return failureOfError(error)
}
