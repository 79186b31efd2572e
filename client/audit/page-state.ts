import type { AuditFilter } from '../graphql/types.gen.ts'
import { type Days, toRange } from '../page/days.ts'

/** The complete state of the page, from its URL. */
export interface PageState {
  readonly range: Days
  readonly kind: AuditKind | null
  readonly outcome: AuditOutcome | null
  readonly tenant: string | null
  /** The id of a person or program. */
  readonly actor: string | null
  readonly rows: number
  readonly after: string | null
  readonly page: number
}

export const auditKinds = {
  read: 'Read',
  mutation: 'Change',
  administration: 'Administration',
  retry: 'Retry',
  'sign-in': 'Sign-in',
  'sign-out': 'Sign-out',
  refusal: 'Refusal',
  limit: 'Limit',
  system: 'Gateway',
} as const

export type AuditKind = keyof typeof auditKinds

export const auditOutcomes = {
  ok: 'OK',
  partial: 'In part',
  refused: 'Refused',
  failed: 'Failed',
  started: 'Not finished',
} as const

export type AuditOutcome = keyof typeof auditOutcomes

export const defaultState: PageState = {
  range: 'LAST_7_DAYS',
  kind: null,
  outcome: null,
  tenant: null,
  actor: null,
  rows: 50,
  after: null,
  page: 1,
}

/** The filter of the graph. */
export const filterOf = ({ range, kind, outcome, tenant, actor }: PageState): AuditFilter => ({
  range: toRange(range),
  ...(kind !== null && { kind: [kind] }),
  ...(outcome !== null && { outcome }),
  ...(tenant !== null && { tenant }),
  ...(actor !== null && { actor }),
})

/** The words of a kind or outcome; as it is where it is newer than this portal. */
export const wordsOf = (words: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(words, name) ? (words[name] ?? name) : name
