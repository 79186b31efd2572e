import { usualLimits, type LimitSettings } from '../config/limit-settings.ts'

/**
 * The limits on one operation. They protect the process shared by all clients, so they apply to everyone.
 * docs/limits.md documents what each one counts and why; a test keeps the two in sync.
 */
export interface Limits extends LimitSettings {
  /** Tokens of a document. */
  readonly tokens: number
  /** Nesting depth of brackets: in a document's text, and in the JSON around it. */
  readonly nesting: number
  /** Operations of a document. */
  readonly operations: number
  /** Nesting depth of fields. */
  readonly depth: number
  /** Fields, with fragments expanded. */
  readonly fields: number
  /** Fields under a name that their selection set has already. */
  readonly repeatedFields: number
  /** Directives, with fragments expanded. */
  readonly directives: number
  /** References of other subgraphs to entities, in all of `_entities`. */
  readonly representations: number
  /** UTF-16 units of one text in arguments and variables. */
  readonly textLength: number
}

/** Limits without a setting: pages are far below them, and nothing above them can be distinguished from an attack. */
export const fixedLimits = {
  tokens: 5_000,
  nesting: 48,
  operations: 20,
  depth: 16,
  fields: 2_500,
  repeatedFields: 150,
  directives: 100,
  representations: 1_000,
  textLength: 50_000,
} as const satisfies Partial<Limits>

export function createLimits(settings: LimitSettings = usualLimits): Limits {
  return { ...fixedLimits, ...settings }
}
