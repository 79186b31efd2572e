import type { RequestAudit, RequestOrigin } from '../audit/request-audit.ts'
import type { Principal } from '../auth/principal.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Answer } from './answer.ts'
import { createAnswers, type AnswersOptions, type Progress } from './answers.ts'
import type { CallerCheck } from './caller-guard.ts'
import { CallerGoneError } from './caller-gone-error.ts'
import type { GraphqlCall } from './graphql-call.ts'
import type { Tracer } from '../telemetry/tracer.ts'
import type { OperationRequest, RequestSender } from './operation-request.ts'
import { createOperationTraces } from './operation-traces.ts'

export interface OperationsOptions extends AnswersOptions {
  /** Begins the audit of a request. */
  audit: (origin: RequestOrigin) => RequestAudit
  /** Makes traces; null: there are none. */
  tracer: Tracer | null
}

/** A caller who is known and within the limits, for one request. */
export interface Admission {
  readonly principal: Principal
  /**
   * Runs the request's operation and records it in the audit log.
   *
   * @param deliver sends the answer. @returns its size in bytes before compression, which is charged to the caller
   * @throws what `Operations.run` does
   */
  run(operation: Omit<OperationRequest, keyof RequestSender>, deliver: Deliver): Promise<void>
  /** Records that the request is refused, for this reason. @param operationName of its operation; null if that is unknown */
  refuse(code: ErrorCode, operationName: string | null): void
}

type Deliver = (answer: Answer) => Promise<number>

/** Runs the operations of all callers, whichever way they come in: the same limits, audit and errors for each. */
export interface Operations {
  /**
   * Authenticates the caller, who is refused or admitted before anything else of the request is read. For ways in where a
   * request need not be an operation; each counts as one.
   *
   * @param callerCheck how the caller authenticates; who it is, is told to the audit
   * @throws GatewayError a refusal, which is recorded
   */
  admit(sender: RequestSender, callerCheck: (audited: RequestAudit) => CallerCheck): Promise<Admission>
  /**
   * Admits the caller, then reads and answers the operation, and records it in the audit log.
   *
   * @param callerCheck how the caller authenticates; who it is, is told to the audit
   * @param deliver sends the answer. @returns its size in bytes before compression, which is charged to the caller
   * @throws GatewayError a refusal, nothing was executed; CallerGoneError; what the vendors or the database cost an answer
   * is in the answer
   */
  run(request: OperationRequest, callerCheck: (audited: RequestAudit) => CallerCheck, deliver: Deliver): Promise<void>
}

export function createOperations(options: OperationsOptions): Operations {
  const { guard, audit, metrics, tracer } = options
  const traced = createOperationTraces(tracer)
  const answer = createAnswers(options)

  async function runAdmitted(request: OperationRequest, principal: Principal, audited: RequestAudit, deliver: Deliver) {
    const { vendorCalls } = request
    const progress: Progress = { asked: null, name: null, codes: [], isStored: false, isAnswered: false }
    try {
      await traced(request, principal, progress, async () => {
        const answered = await answer({ request, principal, audited, progress })
        progress.isAnswered = true
        await audited.end()
        const answerBytes = await deliver(answered)
        guard.settle(principal, { vendorCalls: vendorCalls.sent, answerBytes })
      })
    } catch (error) {
      const isToRecord = !progress.isAnswered && !(error instanceof CallerGoneError)
      const name = operationNameOf(progress.asked) ?? request.operationName ?? null
      if (isToRecord) {
        metrics.operationCounts.refused(codeOf(error))
        audited.refuse(codeOf(error), name)
      }
      throw error
    }
  }

  async function admit(sender: RequestSender, callerCheck: (audited: RequestAudit) => CallerCheck): Promise<Admission> {
    const { requestId, address, vendorCalls } = sender
    const audited = audit({ requestId, address, vendorCalls })
    try {
      const principal = await guard.authenticate(sender, callerCheck(audited))
      await guard.admit(sender, principal)
      return {
        principal,
        run: (operation, deliver) => runAdmitted({ ...sender, ...operation }, principal, audited, deliver),
        refuse(code, operationName) {
          metrics.operationCounts.refused(code)
          audited.refuse(code, operationName)
        },
      }
    } catch (error) {
      if (!(error instanceof CallerGoneError)) {
        metrics.operationCounts.refused(codeOf(error))
        audited.refuse(codeOf(error))
      }
      throw error
    }
  }

  return {
    admit,
    run: async (request, callerCheck, deliver) => (await admit(request, callerCheck)).run(request, deliver),
  }
}

const codeOf = (error: unknown) => (error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR')

/** Its name, for the audit; null if it has none that the graph could have. */
function operationNameOf(asked: GraphqlCall | null): string | null {
  const name = asked?.fields?.['operationName']
  return typeof name === 'string' && /^\w{1,100}$/.test(name) ? name : null
}
