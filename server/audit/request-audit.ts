import { rolesOf, type Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import { createEntry, type AuditActor, type AuditEntry, type AuditKind, type AuditOutcome } from './audit-entry.ts'
import type { AuditLog } from './audit-log.ts'
import { AuditUnavailableError } from './audit-unavailable-error.ts'

/** Where a request came from. */
export interface RequestOrigin {
  readonly requestId: string
  readonly address: string | null
  /** Counts its vendor calls. */
  readonly vendorCalls: { readonly sent: number }
}

/** What is asked, before it is executed. */
export interface AskedOperation {
  readonly isMutation: boolean
  readonly operation: string | null
  readonly document: string | null
  /** Names of the root fields. */
  readonly names: readonly string[]
  readonly fields: readonly string[]
  readonly tenants: readonly string[]
}

/** What came of it. */
export interface AnsweredOperation {
  /** Codes of the errors, in their order. */
  readonly codes: readonly string[]
  /** Codes of input errors in the payloads of mutations. */
  readonly inputCodes: readonly string[]
  /** Whether a root field has a value. */
  readonly hasData: boolean
  readonly rows: number
  /** As far as it is known when nothing was executed. */
  readonly operation: string | null
  readonly document: string | null
}

/** Keeps the audit of one GraphQL request. */
export interface RequestAudit {
  /** Who asks, once that is known. `credential` is a hash, never a token or a cookie; null for one that is not known here. */
  by(principal: Principal, credential: string | null): void
  /**
   * What is asked. Of a mutation it waits for the record that it was started.
   *
   * @throws AuditUnavailableError for a mutation
   */
  begin(asked: AskedOperation): Promise<void>
  /** A tenant whose records are read. */
  touch(tenantId: string): void
  answer(answered: AnsweredOperation): void
  /** What was asked and answered, as far as it was told. */
  readonly told: { readonly asked: AskedOperation | null; readonly answered: AnsweredOperation | null }
  /** Records the answer that was given; of a mutation it waits for that, if the log takes it. */
  end(): Promise<void>
  /** Records that nothing was executed, for this reason. */
  refuse(code: string, operation?: string | null): void
}

/** Mutations that only an administrator may do. */
const administration = new Set([
  'createTenant',
  'renameTenant',
  'saveConnectWiseCredentials',
  'deleteConnectWiseCredentials',
  'testConnectWiseConnection',
  'setFeatureFlag',
])

/** What became of a request that Apollo rejected before it looked at its operation, for its headers. */
const unasked = { codes: ['BAD_USER_INPUT'], inputCodes: [], hasData: false, rows: 0 } as const

const limitCodes = new Set(['TOO_MANY_REQUESTS', 'QUERY_TOO_EXPENSIVE'])
const refusalCodes = new Set(['UNAUTHENTICATED', 'FORBIDDEN'])
/** Reasons that are the caller's: everything else is a failure. */
const callersCodes = new Set([
  ...limitCodes,
  ...refusalCodes,
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FEATURE_DISABLED',
])

export interface RequestAuditOptions {
  readonly log: Pick<AuditLog, 'note' | 'record'>
  readonly clock: Clock
}

export function createRequestAudit({ log, clock }: RequestAuditOptions, origin: RequestOrigin): RequestAudit {
  const begun = performance.now()
  const at = clock()
  let actor: AuditActor | null = null
  let credential: string | null = null
  let asked: AskedOperation | null = null
  let answered: AnsweredOperation | null = null
  let started: string | null = null
  let isRefused = false
  const tenants = new Set<string>()

  function entryOf(kind: AuditKind, known: Partial<AuditEntry>): AuditEntry {
    return createEntry({
      kind,
      at,
      actor,
      credential,
      address: origin.address,
      requestId: origin.requestId,
      operation: asked?.operation ?? null,
      document: asked?.document ?? null,
      fields: asked?.fields ?? [],
      tenants: tenants.size === 0 ? [] : [...tenants],
      vendorCalls: origin.vendorCalls.sent,
      milliseconds: Math.round(performance.now() - begun),
      ...known,
    })
  }

  return {
    by(principal, hashed) {
      actor = actorOf(principal)
      credential = hashed
    },
    async begin(operation) {
      asked = operation
      for (const id of operation.tenants) tenants.add(id)
      if (!operation.isMutation) return
      try {
        started = await log.record(entryOf(kindOf(operation), { outcome: 'started' }))
      } catch (error) {
        // Should it be stored after all, it is ended by the record of the refusal.
        started = error instanceof AuditUnavailableError ? error.recordId : null
        isRefused = true
        throw error
      }
    },
    touch: (tenantId) => void tenants.add(tenantId),
    answer(value) {
      answered = value
    },
    get told() {
      return { asked, answered }
    },
    async end() {
      const { codes, inputCodes, hasData, rows } = answered ?? unasked
      const code = codes[0] ?? inputCodes[0] ?? null
      const outcome = outcomeOf(codes, hasData, inputCodes)
      const operation = asked?.operation ?? answered?.operation ?? null
      const document = asked?.document ?? answered?.document ?? null
      const known = { outcome, code, rows, operation, document, completes: started }
      const kind = refusalKindOf(outcome, code) ?? (asked ? kindOf(asked) : 'refusal')
      const entry = entryOf(kind, known)
      if (!asked?.isMutation) return log.note(entry)
      // It was recorded that it was started, and what it did cannot be taken back: the answer is given in any case.
      if (isRefused) log.note(entry)
      else await log.record(entry).catch(() => log.note(entry))
    },
    refuse(code, operation = null) {
      const outcome = callersCodes.has(code) ? 'refused' : 'failed'
      const known = { outcome, code, operation: asked?.operation ?? operation, completes: started } as const
      log.note(entryOf(refusalKindOf(outcome, code) ?? (asked ? kindOf(asked) : 'refusal'), known))
    },
  }
}

/** The actor's part of a record; the same principal's is made once. */
export function actorOf(principal: Principal): AuditActor {
  const known = actors.get(principal)
  if (known) return known
  const actor = { id: principal.id, name: principal.name, roles: rolesOf(principal) }
  actors.set(principal, actor)
  return actor
}

const actors = new WeakMap<Principal, AuditActor>()

function kindOf({ isMutation, names }: AskedOperation): AuditKind {
  if (!isMutation) return 'read'
  if (names.some((name) => administration.has(name))) return 'administration'
  return names.includes('retryChange') ? 'retry' : 'mutation'
}

function outcomeOf(codes: readonly string[], hasData: boolean, inputCodes: readonly string[]): AuditOutcome {
  if (codes.length === 0) return inputCodes.length === 0 ? 'ok' : 'refused'
  if (hasData) return 'partial'
  return codes.every((code) => callersCodes.has(code)) ? 'refused' : 'failed'
}

/** Refusals by rights and by limits have kinds of their own, to be found by; null for everything else. */
function refusalKindOf(outcome: AuditOutcome, code: string | null): AuditKind | null {
  if (outcome !== 'refused' || code === null) return null
  if (limitCodes.has(code)) return 'limit'
  return refusalCodes.has(code) ? 'refusal' : null
}
