import type { Day } from '../calendar/days.ts'

/** A JSON Schema (2020-12). */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** Arguments of a call, checked against the input schema. */
export type Arguments = Readonly<Record<string, unknown>>

/** An error of the graph's answer. */
export interface GraphError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly vendor?: string; readonly retryAfterSeconds?: number }
}

/** An answer of the graph. */
export interface GraphAnswer {
  readonly data?: object | null
  readonly errors?: readonly GraphError[]
}

/** When, where and for whom a tool is called. */
export interface ToolCall {
  /** The portal's day. */
  readonly today: Day
  /** Time zone of days. */
  readonly timeZone: string
  /**
   * Asks another trusted operation of `agents/`, as the same caller and under the same limits: for names that stand for
   * ids.
   */
  readonly ask: (operation: string) => Promise<GraphAnswer>
}

/** What is known once the graph has answered. */
export interface Facts {
  /** Vendor calls made for the whole call, `ask` included. */
  readonly vendorCalls: number
  /** Epoch milliseconds. */
  readonly now: number
}

/** A result as `tools/call` returns it, within `maxResultBytes`. */
export interface ToolResult {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[]
  /** By the output schema; absent from an error. */
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: true
}

/** For how long a client may keep a result. */
export interface CacheHint {
  /** Milliseconds until a newer figure can be expected; 0 for what is not to be kept. */
  readonly ttlMs: number
  /** Results depend on the caller's rights, so no result may be shared. */
  readonly cacheScope: 'private'
}

/** A result, and what the transport may do with it. */
export interface Outcome {
  readonly result: ToolResult
  readonly cache: CacheHint
  /** Of an error: why, as the graph's codes say it. */
  readonly code?: string
}

/** Hints for clients, as in the MCP specification. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean
  readonly idempotentHint: boolean
  readonly destructiveHint: boolean
  readonly openWorldHint: boolean
}

/** One tool: everything the protocol needs of it. Made once by `makeTools`. */
export interface Tool {
  readonly name: string
  readonly title: string
  /** Written for a model: when to use it, what it counts and what it does not. */
  readonly description: string
  /** The role that the graph requires. */
  readonly role: 'VIEWER' | 'OPERATOR' | 'ADMIN'
  readonly annotations: ToolAnnotations
  readonly inputSchema: JsonSchema
  readonly outputSchema: JsonSchema
  /** The trusted operation with its fragments, as it is run. */
  readonly document: { readonly query: string; readonly operationName: string }
  /**
   * Checks the arguments of a call.
   *
   * @throws GatewayError `BAD_USER_INPUT` that names every argument that is unknown or wrong; QueryTooExpensiveError if
   * they are nested too deeply
   */
  readonly readArguments: (given: unknown) => Arguments
  /**
   * What to ask the graph.
   *
   * @throws GatewayError `BAD_USER_INPUT` for names that stand for nothing or for several things, and what `ask` was refused
   */
  readonly prepare: (input: Arguments, call: ToolCall) => Promise<Question>
}

/** A call that is ready to be asked. */
export interface Question {
  /**
   * Of the tool's document. What changes something has `tenant`, the id of one, among them; the variable `idempotencyKey`,
   * by which it is made once, is added by the caller of this.
   */
  readonly variables: object
  /** The result of the graph's answer; of one without data an error. */
  readonly outcome: (answer: GraphAnswer, facts: Facts) => Outcome
}
