import type { RequestAudit, RequestOrigin } from '../audit/request-audit.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Answer } from './answer.ts'
import { createAnswers, type AnswersOptions, type Progress } from './answers.ts'
import type { CallerCheck } from './caller-guard.ts'
import { CallerGoneError } from './caller-gone-error.ts'
import type { GraphqlCall } from './graphql-call.ts'
import type { OperationRequest } from './operation-request.ts'
import { createOperationTraces } from './operation-traces.ts'
import type { Tracer } from '../telemetry/tracer.ts'

export interface OperationsOptions extends AnswersOptions {
  /** Begins the audit of a request. */
  audit: (origin: RequestOrigin) => RequestAudit
  /** Makes traces; null: there are none. */
  tracer: Tracer | null
}

/** Runs the operations of all callers, whichever way they come in: the same limits, audit and errors for each. */
export interface Operations {
  /**
   * Authenticates the caller, who is refused or admitted before the operation is read, answers, and records it in the audit
   * log.
   *
   * @param callerCheck how the caller authenticates; who it is, is told to the audit
   * @param deliver sends the answer. @returns its size in bytes before compression, which is charged to the caller
   * @throws GatewayError a refusal, nothing was executed; CallerGoneError; what the vendors or the database cost an answer
   * is in the answer
   */
  run(
    request: OperationRequest,
    callerCheck: (audited: RequestAudit) => CallerCheck,
    deliver: (answer: Answer) => Promise<number>,
  ): Promise<void>
}

export function createOperations(options: OperationsOptions): Operations {
  const { guard, audit, metrics, tracer } = options
  const traced = createOperationTraces(tracer)
  const answer = createAnswers(options)

  return {
    async run(request, callerCheck, deliver) {
      const { requestId, address, vendorCalls } = request
      const audited = audit({ requestId, address, vendorCalls })
      const progress: Progress = { asked: null, name: null, codes: [], isStored: false, isAnswered: false }
      try {
        const principal = await guard.authenticate(request, callerCheck(audited))
        await traced(request, principal, progress, async () => {
          await guard.admit(request, principal)
          const answered = await answer({ request, principal, audited, progress })
          progress.isAnswered = true
          await audited.end()
          const answerBytes = await deliver(answered)
          guard.settle(principal, { vendorCalls: vendorCalls.sent, answerBytes })
        })
      } catch (error) {
        const isToRecord = !progress.isAnswered && !(error instanceof CallerGoneError)
        if (isToRecord) {
          metrics.operationCounts.refused(codeOf(error))
          audited.refuse(codeOf(error), operationNameOf(progress.asked))
        }
        throw error
      }
    },
  }
}

const codeOf = (error: unknown) => (error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR')

/** Its name, for the audit; null if it has none that the graph could have. */
function operationNameOf(asked: GraphqlCall | null): string | null {
  const name = asked?.fields?.['operationName']
  return typeof name === 'string' && /^\w{1,100}$/.test(name) ? name : null
}
