import { getNamedType, isEnumType, type GraphQLInputType } from 'graphql'
import { expect } from 'vitest'
import type { Argument } from './argument-paths.ts'

export type Arguments = Record<string, unknown>

/** What came of a call, without what differs from call to call. */
export interface Outcome {
  readonly data: unknown
  readonly errors: readonly { readonly code: string; readonly message: string }[]
}

/** How one argument is looked at. */
export interface ArgumentCase {
  /** What the call has besides its usual arguments; undefined takes one away. */
  readonly with?: Arguments | undefined
  /** Other values than the usual one, of which each must make a difference; by its type unless given. */
  readonly to?: readonly unknown[] | undefined
  /** Whether the other values are refused, and with which words. */
  readonly refused?: RegExp
  /** What is looked at, if it is not what the field usually shows. */
  readonly observe?: (args: Arguments) => Promise<Outcome>
}

/** How a field is called. */
export interface FieldCase {
  /** Arguments with which there is an answer. */
  readonly usual: Arguments
  readonly observe: (args: Arguments) => Promise<Outcome>
  /** By the argument's path below the field, or how it ends. */
  readonly of: Readonly<Record<string, ArgumentCase>>
}

/**
 * Calls the field as usual, twice, and with each other value of the argument: the first two are the same, and no other
 * one is.
 */
export async function expectDifference(argument: Argument, field: FieldCase): Promise<void> {
  const below = argument.path.slice(argument.field.length + 1)
  const name = Object.keys(field.of)
    .filter((name) => below === name || below.endsWith(`.${name}`))
    .toSorted((a, b) => b.length - a.length)[0]
  const { with: more = {}, to, refused, observe = field.observe } = (name !== undefined && field.of[name]) || {}
  const usual = merge(field.usual, more)
  const current = valueAt(usual, argument.at) ?? argument.defaultValue
  const others = to ?? valuesOf(argument.type)?.filter((value) => value !== current)
  if (!others || others.length === 0) throw new Error(`${argument.path} has no other value: give it one in its case.`)

  const first = await observe(usual)
  expect(first.errors).toEqual([])
  expect(await observe(usual)).toEqual(first)
  for (const value of others) {
    const changed = await observe(replaceAt(usual, argument.at, value))
    const { code, message } = changed.errors[0] ?? {}
    expect({ value, code }).toEqual({ value, code: refused ? 'BAD_USER_INPUT' : undefined })
    if (refused) expect(message).toMatch(refused)
    // Both are shown when they are the same, with the value that is ignored.
    expect({ value, ...changed }).not.toEqual({ value, ...first })
  }
}

/** All values of a type that has few; undefined of any other. */
function valuesOf(type: GraphQLInputType): readonly unknown[] | undefined {
  const named = getNamedType(type)
  if (isEnumType(named)) return named.getValues().map(({ name }) => name)
  return named.name === 'Boolean' ? [true, false] : undefined
}

const isObject = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function merge(usual: Arguments, more: Arguments): Arguments {
  const merged = { ...usual }
  for (const [name, value] of Object.entries(more)) {
    const there = merged[name]
    merged[name] = isObject(value) && isObject(there) ? merge(there, value) : value
  }
  return merged
}

function valueAt(args: unknown, at: readonly (string | number)[]): unknown {
  return at.reduce<unknown>((value, key) => (value as Arguments | undefined)?.[key], args)
}

function replaceAt(args: unknown, at: readonly (string | number)[], value: unknown): Arguments {
  const [key, ...rest] = at
  if (key === undefined) return value as Arguments
  const inner = replaceAt(valueAt(args, [key]), rest, value)
  if (typeof key === 'number') return (Array.isArray(args) ? args.with(key, inner) : [inner]) as unknown as Arguments
  return { ...(args as Arguments), [key]: inner }
}

/** How the arguments are looked at by which a list is paged; the cursor is that of one of its first rows. */
export function pagingCases(cursor: string | undefined): Readonly<Record<string, ArgumentCase>> {
  return {
    first: { to: [1] },
    after: { to: [cursor] },
    last: { to: [1] },
    before: { with: { last: 2 }, to: [cursor] },
  }
}
