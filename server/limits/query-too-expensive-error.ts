import { getLocation, type ASTNode, type SourceLocation } from 'graphql'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Limits } from './limits.ts'

export interface Excess {
  /** Name of the limit, as in docs/limits.md. */
  readonly measure: keyof Limits
  /** The requested amount; if counting stopped at the limit, one more than allowed. */
  readonly asked: number
  readonly limit: number
}

/** An operation that exceeds the limits. */
export class QueryTooExpensiveError extends GatewayError {
  override name = 'QueryTooExpensiveError'
  /** The location in the document, if there is a single one. */
  readonly locations: readonly SourceLocation[]

  /** @param more fields of `extensions` */
  constructor(
    { measure, asked, limit }: Excess,
    message: string,
    node?: ASTNode,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super('QUERY_TOO_EXPENSIVE', message, { details: { measure, asked, limit, ...more } })
    this.locations = node?.loc ? [getLocation(node.loc.source, node.loc.start)] : []
  }
}

/** Formats a number: `50,000`; says so if fragments multiply beyond counting. */
export const inWords = (count: number): string =>
  count > 1e15 ? 'more than 1,000,000,000,000,000' : count.toLocaleString('en')
