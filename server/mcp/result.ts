import { excerpt } from '../errors/excerpt.ts'
import type { ResultAge } from './age.ts'
import { contentOf } from './content.ts'
import type { AnyToolDefinition } from './define-tool.ts'
import { codeOf } from './failure.ts'
import { fitResult, type Kept } from './fit.ts'
import { pageOf } from './page.ts'
import { Pieces } from './pieces.ts'
import { renderText } from './render-text.ts'
import { notice } from './result-schema.ts'
import type { ScopeDays } from './scope.ts'
import { shortenTexts } from './shorten.ts'
import type { Arguments, Facts, GraphError, ToolResult } from './tool.ts'

/** What was asked, and what is known of how it was answered. */
export interface Asked {
  readonly input: Arguments
  readonly words: Readonly<Record<string, readonly string[]>>
  readonly period: ScopeDays | null
  readonly facts: Facts
}

export interface Answered {
  readonly data: object
  readonly errors: readonly GraphError[]
  readonly age: ResultAge
}

/** Longer texts within rows are shortened, with a marker: to the first of these that leaves room for some rows. */
const textLengths = [300, 100, 40, 15]
const someRows = 5

/** Faults that are listed of an answer. */
const listedFaults = 5

type Fields = Readonly<Record<string, unknown>>

/**
 * The largest result within the bound: what is said of it as a whole, and its parts.
 *
 * @throws Error if nothing is short enough
 */
export function resultOf(definition: AnyToolDefinition, answered: Answered, asked: Asked): ToolResult {
  for (const [index, length] of textLengths.entries()) {
    const least = index < textLengths.length - 1 ? someRows : 1
    const result = resultWithin(definition, answered, asked, { length, least })
    if (result) return result
  }
  throw new Error(`A result of ${definition.name} is too large, however short its texts are.`)
}

/** The result with texts of this length at most; null if that is too long. */
function resultWithin(
  definition: AnyToolDefinition,
  { data, errors, age }: Answered,
  { input, words, period, facts }: Asked,
  { length, least }: { readonly length: number; readonly least: number },
): ToolResult | null {
  const { name, content, page, pieces = {}, hasTexts, rest, scope } = definition
  const whole: Fields = Object.fromEntries(
    Object.entries(content).map(([key, part]) => [key, shorten(contentOf(data, part), key in pieces, length)]),
  )
  const varying = new Set([...Object.keys(pieces), page?.part])
  const fixed = Object.fromEntries(Object.entries(whole).filter(([key]) => !varying.has(key)))
  const wanted = new Pieces(definition, whole, input)
  const rows = pageOf(definition, data, whole)
  const missing = faultsOf(errors)

  const make = (kept: Kept): ToolResult => {
    const scoped = { data, input, words, period, shown: rows.count(kept) }
    const more = [...rows.more(kept), ...wanted.more(kept, name), ...(rest?.(scoped) ?? [])]
    const head = {
      scope: scope(scoped),
      freshness: age,
      vendorCalls: facts.vendorCalls,
      more: more.length === 0 ? null : more.join(' '),
      ...(missing.length > 0 && { missing }),
    }
    const parts = { ...fixed, ...rows.shown(kept), ...wanted.shown(kept) }
    return {
      content: [{ type: 'text', text: textOf(head, parts, hasTexts) }],
      structuredContent: { ...head, ...(hasTexts && { notice }), ...parts },
    }
  }
  return fitResult([...rows.shrinkable, ...wanted.shrinkable], make, least)
}

/** A text that is a part by itself can be read on, and is shortened by how much room there is. */
const shorten = (value: unknown, isPiece: boolean, length: number) =>
  isPiece && typeof value === 'string' ? value : shortenTexts(value, length)

const faultsOf = (errors: readonly GraphError[]) =>
  errors.slice(0, listedFaults).map(({ path = [], ...error }) => ({
    part: path.join('.'),
    code: codeOf(error),
    message: excerpt(error.message, 300),
  }))

interface Head {
  readonly scope: string
  readonly freshness: ResultAge
  readonly more: string | null
  readonly missing?: ReturnType<typeof faultsOf>
}

function textOf({ scope, freshness: { asOf, stale }, more, missing = [] }: Head, parts: Fields, hasTexts: boolean) {
  const lines = [
    scope,
    `As of ${asOf}${stale ? ', older than it should be: the vendor is slow or does not answer' : ''}.`,
    ...missing.map(({ part, code, message }) => `Missing ${part}: ${code}: ${message}`),
    hasTexts ? notice : '',
    renderText(parts),
    more === null ? '' : `More: ${more}`,
  ]
  return lines.filter((line) => line !== '').join('\n')
}
