import type { Part } from './content.ts'
import type { Directory } from './names.ts'
import type { ScopeDays } from './scope.ts'
import type { Arguments, JsonSchema, Tool, ToolAnnotations, ToolCall } from './tool.ts'

/** What a scope sentence is made of. */
export interface Scope<Data> {
  readonly data: Data
  readonly input: Arguments
  /** What names and ids stand for, by argument. */
  readonly words: Readonly<Record<string, readonly string[]>>
  /** The days that the caller named; null if none, or if the tool has no period. */
  readonly period: ScopeDays | null
  /** Rows of the paged list that are in the result; 0 without one. */
  readonly shown: number
}

/** A tool, as far as the graph and its operation do not say it already. */
export interface ToolDefinition<Data extends object> {
  readonly name: string
  readonly title: string
  readonly role: Tool['role']
  /** The file in `agents/`, without `.graphql`. */
  readonly operation: string
  /** Those of a tool that reads, unless given. */
  readonly annotations?: ToolAnnotations
  /** Keywords that narrow what the graph takes, by argument. */
  readonly refine?: Readonly<Record<string, JsonSchema>>
  /** Arguments that may be left out, though the graph needs them: they are computed then. */
  readonly optional?: readonly string[]
  /** Variables that are computed, so that callers do not give them. */
  readonly computed?: readonly string[]
  /** Arguments that are not variables. */
  readonly extra?: Readonly<Record<string, JsonSchema>>
  /** Arguments that take names as well as ids, by argument. */
  readonly names?: Readonly<Record<string, Directory>>
  /** Whether period, from and to stand for these variables. */
  readonly period?: 'range' | readonly [from: string, to: string]
  /** Variables beyond the arguments of their names. @throws GatewayError `BAD_USER_INPUT` */
  readonly variables?: (input: Arguments, call: ToolCall) => object | Promise<object>
  /** The parts of the result. */
  readonly content: Readonly<Record<string, Part>>
  /** The part that is a page of a list, and the path of that list in the answer. */
  readonly page?: { readonly part: string; readonly path: string }
  /** Parts that are lists or texts, and how many rows or characters of them are shown at first. */
  readonly pieces?: Readonly<Record<string, number>>
  /** Whether it has texts that people outside wrote. */
  readonly hasTexts: boolean
  /** What else there is to say of what is left out: of a list without a cursor. */
  readonly rest?: (scope: Scope<Data>) => readonly string[]
  /** The parts without which there is no result: one at least is not null. */
  readonly roots: readonly string[]
  /** What does not exist, if all of these are null. */
  readonly missing: string
  /** What is wrong with a change, in the payload itself; null if nothing is. */
  readonly fault?: (data: Data) => { readonly code: string; readonly message: string } | null
  /** A sentence: what was counted. */
  readonly scope: (scope: Scope<Data>) => string
}

/** A definition of any operation's data. */
export type AnyToolDefinition = ToolDefinition<object>

/** Checks a definition by the types of its own operation; all of them are of one type in a list. */
export const defineTool = <Data extends object>(definition: ToolDefinition<Data>): AnyToolDefinition =>
  definition as unknown as AnyToolDefinition

/** Of a tool that only reads. What it says is of the vendors, which change by themselves. */
export const reads: ToolAnnotations = {
  readOnlyHint: true,
  idempotentHint: true,
  destructiveHint: false,
  openWorldHint: true,
}
