import type { z } from 'zod'
import type { Day } from '../calendar/days.ts'

/** When and where an endpoint is asked. */
export interface Occasion {
  /** Time zone of days. */
  readonly timeZone: string
  /** The portal's day. */
  readonly today: Day
  /** The key of a change; empty for what changes nothing. */
  readonly idempotencyKey: string
  /** Statuses of tickets, for what names them by their labels. */
  readonly ticketStatuses: () => Promise<readonly { readonly id: string; readonly label: string }[]>
}

export interface Freshness {
  readonly source: string
  readonly asOf: string
  readonly stale: boolean
}

/** An answer of the graph as an endpoint shows it. */
export interface Shown {
  readonly data: unknown
  /** Null: the graph does not know its age. */
  readonly freshness: Freshness | null
  /** Where the list goes on; undefined for what has no pages, null at its end. */
  readonly nextCursor?: string | null
}

/** What the graph says is wrong with the input of a mutation. */
export interface InputFault {
  readonly field: readonly string[] | null
  readonly message: string
  readonly code: string
}

/** What became of a change. */
export interface Written {
  readonly change: { readonly state: string } | null
  readonly userErrors: readonly InputFault[]
}

type Shape = z.ZodObject
export type Method = 'GET' | 'POST' | 'PATCH'

/** One endpoint: everything there is to say of it. Routes and OpenAPI are made from it. */
export interface Endpoint<
  Path extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape | null = Shape | null,
  Result extends object = object,
> {
  readonly method: Method
  /** With parameters as `:tenantId`. */
  readonly path: string
  readonly tag: 'autotask' | 'hubspot' | 'connectwise'
  readonly summary: string
  /** The role that the graph requires. */
  readonly role: 'VIEWER' | 'OPERATOR' | 'ADMIN'
  readonly pathParameters: Path
  readonly query: Query
  readonly body: Body
  /** The file of the trusted operation. */
  readonly operation: string
  /** @throws GatewayError `BAD_USER_INPUT` */
  readonly variables: (input: Input<Path, Query, Body>, occasion: Occasion) => object | Promise<object>
  /**
   * Where in the answer that stands which the endpoint is about: if it is null, there is an error or it does not exist. Of
   * several, one at least is not null.
   */
  readonly roots: readonly (readonly string[])[]
  /** What does not exist, if the root is null. */
  readonly missing?: string
  /** Shows the answer; null if what was asked for is not in it. Not called while every root is null. */
  readonly show: (result: Result, input: Input<Path, Query, Body>) => Shown | null
  /** The outcome of a change; for endpoints that make one. */
  readonly written?: (result: Result) => Written
  /** Whether the graph takes a key for it, by which it is made once. */
  readonly hasGraphKey?: boolean
  /** Of `data`. */
  readonly response: z.ZodType
  readonly hasCursor?: boolean
}

export interface Input<
  Path extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape | null = Shape | null,
> {
  readonly path: z.output<Path>
  readonly query: z.output<Query>
  readonly body: Body extends Shape ? z.output<Body> : null
}

/** Checks a description by its own types; all of them are of one type in a list. */
export function endpoint<Path extends Shape, Query extends Shape, Body extends Shape | null, Result extends object>(
  description: Endpoint<Path, Query, Body, Result>,
): Endpoint {
  return description as unknown as Endpoint
}
