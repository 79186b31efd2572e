import type { Expression, Literal, Operator } from './expression.ts'
import { ConditionSyntaxError, readTokens, unexpected } from './tokens.ts'
import type { Token } from './tokens.ts'

/** What a condition string means, or why the vendor refuses to read it. */
export type ParsedConditions = { expression: Expression } | { refusal: string }

/**
 * Reads the vendor's `conditions` language (fact sheet, 2.2): comparisons joined by AND and OR in any case, AND binding
 * closer, with parentheses. Nothing but white space is true of every record. Field names are not checked here.
 */
export function parseConditions(text: string): ParsedConditions {
  try {
    const reader = createReader(readTokens(text), text.length)
    if (reader.isAtEnd()) return { expression: { kind: 'and', items: [] } }
    const expression = readOr(reader)
    reader.requireEnd()
    return { expression }
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return { refusal: error.message }
    throw error
  }
}

interface Reader {
  isAtEnd(): boolean
  /** The next token, taken. Throws at the end. */
  take(): Token
  /** Takes the next token if it is this symbol, or this word in any case. */
  takeIf(kind: 'symbol' | 'word', text: string): boolean
  require(kind: 'symbol' | 'word', text: string): void
  requireEnd(): void
}

function createReader(tokens: Token[], length: number): Reader {
  let next = 0
  const take = () => {
    const token = tokens[next]
    if (token === undefined) throw unexpected('the end', length)
    next += 1
    return token
  }
  const takeIf: Reader['takeIf'] = (kind, text) => {
    const token = tokens[next]
    const isIt = token?.kind === kind && token.text.toLowerCase() === text
    if (isIt) next += 1
    return isIt
  }
  return {
    isAtEnd: () => next === tokens.length,
    take,
    takeIf,
    require(kind, text) {
      if (takeIf(kind, text)) return
      const token = take()
      throw unexpected(token.text, token.at)
    },
    requireEnd() {
      const token = tokens[next]
      if (token !== undefined) throw unexpected(token.text, token.at)
    },
  }
}

function readOr(reader: Reader): Expression {
  const items = [readAnd(reader)]
  while (reader.takeIf('word', 'or')) items.push(readAnd(reader))
  return joined('or', items)
}

function readAnd(reader: Reader): Expression {
  const items = [readTerm(reader)]
  while (reader.takeIf('word', 'and')) items.push(readTerm(reader))
  return joined('and', items)
}

function joined(kind: 'and' | 'or', items: Expression[]): Expression {
  const [only] = items
  return items.length === 1 && only !== undefined ? only : { kind, items }
}

const keywords = new Set(['and', 'or', 'not', 'in', 'like', 'contains', 'null', 'true', 'false'])

function readTerm(reader: Reader): Expression {
  if (reader.takeIf('symbol', '(')) {
    const inner = readOr(reader)
    reader.require('symbol', ')')
    return inner
  }
  const token = reader.take()
  if (token.kind !== 'word' || keywords.has(token.text.toLowerCase())) throw unexpected(token.text, token.at)
  const path = token.text
  const isNegated = reader.takeIf('word', 'not')
  if (reader.takeIf('word', 'in')) return { kind: 'in', path, isNegated, values: readValues(reader) }
  const operator = isNegated ? (`not ${readWordOperator(reader)}` as const) : readOperator(reader)
  return { kind: 'compare', path, operator, value: readLiteral(reader) }
}

function readWordOperator(reader: Reader): 'contains' | 'like' {
  if (reader.takeIf('word', 'contains')) return 'contains'
  reader.require('word', 'like')
  return 'like'
}

function readOperator(reader: Reader): Operator {
  for (const symbol of ['=', '!=', '<', '<=', '>', '>='] as const) if (reader.takeIf('symbol', symbol)) return symbol
  return readWordOperator(reader)
}

function readValues(reader: Reader): Literal[] {
  reader.require('symbol', '(')
  const values = [readLiteral(reader)]
  while (reader.takeIf('symbol', ',')) values.push(readLiteral(reader))
  reader.require('symbol', ')')
  return values
}

function readLiteral(reader: Reader): Literal {
  const token = reader.take()
  if (token.kind === 'string') return { kind: 'string', value: token.text }
  if (token.kind === 'numeric') return { kind: 'numeric', value: Number(token.text) }
  if (token.kind === 'datetime') return readDateTime(token)
  const word = token.kind === 'word' ? token.text.toLowerCase() : undefined
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
  if (word === 'null') return { kind: 'null' }
  throw unexpected(token.text, token.at)
}

/** A date alone is midnight UTC, and so is a time without its zone. */
function readDateTime({ text, at }: Token): Literal {
  const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/i.test(text)
  const hasZone = !text.includes(':') || /(?:Z|[+-]\d\d:\d\d)$/i.test(text)
  const epochMs = isDate ? Date.parse(hasZone ? text : `${text}Z`) : Number.NaN
  if (Number.isNaN(epochMs)) throw unexpected(`[${text}]`, at)
  return { kind: 'datetime', epochMs }
}
