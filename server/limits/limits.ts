import { usualLimits, type LimitSettings } from '../config/limit-settings.ts'

/**
 * What one operation may ask for. These limits protect the process that all callers share, so they hold for everyone; what
 * each number counts and why it is what it is stands in docs/limits.md, and a test keeps the two alike.
 */
export interface Limits extends LimitSettings {
  /** Tokens of a document. */
  readonly tokens: number
  /** Brackets in brackets: of a document's text, and of the JSON around it. */
  readonly nesting: number
  /** Operations of a document. */
  readonly operations: number
  /** Fields in fields. */
  readonly depth: number
  /** Fields, fragments spread. */
  readonly fields: number
  /** Directives, fragments spread. */
  readonly directives: number
  /** UTF-16 units of one text in arguments and variables. */
  readonly textLength: number
}

/** The limits that no setting changes: pages are far below them, and nothing above them can be told from an attack. */
export const fixedLimits = {
  tokens: 5_000,
  nesting: 48,
  operations: 20,
  depth: 16,
  fields: 1_000,
  directives: 100,
  textLength: 50_000,
} as const satisfies Partial<Limits>

export function createLimits(settings: LimitSettings = usualLimits): Limits {
  return { ...fixedLimits, ...settings }
}
