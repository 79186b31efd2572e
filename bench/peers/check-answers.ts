import { isDeepStrictEqual } from 'node:util'
import type { Answer } from './ask.ts'

/** Where two values differ first, in words; null where they do not. */
export function firstDifference(expected: unknown, actual: unknown, path = 'data'): string | null {
  if (isDeepStrictEqual(expected, actual)) return null
  if (isObject(expected) && isObject(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
    for (const name of names) {
      const difference = firstDifference(expected[name], actual[name], `${path}.${name}`)
      if (difference !== null) return difference
    }
  }
  return `${path} is ${show(actual)} instead of ${show(expected)}`
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const show = (value: unknown) => (JSON.stringify(value) ?? 'missing').slice(0, 200)

/** The data of an answer. @throws Error when it has errors */
export function dataOf({ status, text }: Answer): unknown {
  const problem = (what: string) => new Error(`Status ${status}: ${what.slice(0, 1_000)}`)
  if (status !== 200) throw problem(text)
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown }
  if (errors !== undefined) throw problem(JSON.stringify(errors))
  return data
}
