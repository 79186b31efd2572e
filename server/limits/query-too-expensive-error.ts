import { getLocation, type ASTNode, type SourceLocation } from 'graphql'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Limits } from './limits.ts'

export interface Excess {
  /** The limit, by its name in docs/limits.md. */
  readonly measure: keyof Limits
  /** What the operation asks for; where counting stopped at the limit, one more than is allowed. */
  readonly asked: number
  readonly limit: number
}

/** An operation that asks for more than the gateway is willing to work on at once. */
export class QueryTooExpensiveError extends GatewayError {
  override name = 'QueryTooExpensiveError'
  /** Where in the document, when it is one place. */
  readonly locations: readonly SourceLocation[]

  constructor({ measure, asked, limit }: Excess, message: string, node?: ASTNode) {
    super('QUERY_TOO_EXPENSIVE', message, { details: { measure, asked, limit } })
    this.locations = node?.loc ? [getLocation(node.loc.source, node.loc.start)] : []
  }
}

/** A number as people write it: `50,000`; what fragments multiply beyond counting is said as such. */
export const inWords = (count: number): string =>
  count > 1e15 ? 'more than 1,000,000,000,000,000' : count.toLocaleString('en')
