import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comparedWorlds } from '../../support/telling-worlds.ts'
import { startWorld, type World } from '../../support/world.ts'
import { connectTools } from './call-tool.ts'
import { connectWiseQuestions } from './questions/connectwise.ts'
import type { Records } from './questions/question.ts'
import { salesQuestions } from './questions/sales.ts'
import { serviceDeskQuestions } from './questions/service-desk.ts'

const questions = [...serviceDeskQuestions, ...salesQuestions, ...connectWiseQuestions]

/** The bound of a result, at four bytes a token. */
const maxTokens = 4_000

/** Tokens of every answer, by tool. */
const tokensOf = new Map<string, number[]>()

/** `TOKEN_TABLE=<file>` writes the table of docs/agents.md. */
afterAll(() => {
  const file = process.env['TOKEN_TABLE']
  if (file === undefined) return
  const rows = [...tokensOf].map(
    ([tool, counts]) => `| \`${tool}\` | ${counts.length} | ${Math.min(...counts)} | ${Math.max(...counts)} |`,
  )
  writeFileSync(
    file,
    ['| Tool | Answers | Fewest tokens | Most tokens |', '| --- | --- | --- | --- |', ...rows, ''].join('\n'),
  )
})

type Fields = Readonly<Record<string, unknown>>

/** What is expected, as far as it is in the result: of a list the rows that are shown, which are the first of all. */
function shownOf(expected: Fields, actual: Fields): Fields {
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]) => {
      const shown = actual[name]
      return [name, Array.isArray(value) && Array.isArray(shown) ? value.slice(0, shown.length) : value]
    }),
  )
}

/** Whether everything that is expected is there, whatever else is. */
function has(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected
  if (typeof actual !== 'object' || actual === null) return false
  return Object.entries(expected).every(([name, value]) => has((actual as Fields)[name], value))
}

/** The lists that are expected: how many rows there are, and how many are in the result. */
const lists = (expected: Fields, actual: Fields) =>
  Object.entries(expected).flatMap(([name, value]) => {
    const shown = actual[name]
    return Array.isArray(value) && Array.isArray(shown) ? [{ name, all: value.length, shown: shown.length }] : []
  })

/** Lists that go on after a cursor say how many there are in all. */
const isPaged = (structured: Fields) => 'total' in structured

describe.each(comparedWorlds.slice(0, 3))('$label', (telling) => {
  const { timeZone } = telling.options
  let world: World
  let records: Omit<Records, 'now'>
  let tools: ReturnType<typeof connectTools>

  beforeAll(async () => {
    world = await startWorld({ ...telling.options, tenants: true })
    const [autotask, hubspot, connectWise] = await Promise.all([
      world.state(),
      world.hubspot.state(),
      world.connectWise.state(),
    ])
    records = { autotask, hubspot, connectWise, timeZone }
    tools = connectTools(world)
  })
  afterAll(async () => {
    await tools.close()
    await world.close()
  })

  test.each(questions)('$asks', async ({ tool, role, arguments: argumentsOf, expected, scope }) => {
    const before = { ...records, now: world.simulators.clock.now() }
    const { structured, text, tokens, isError } = await tools.call(tool, argumentsOf(before), role)
    const after = { ...records, now: world.simulators.clock.now() }

    expect(isError ? text : null).toBeNull()
    expect(tokens).toBeLessThanOrEqual(maxTokens)
    tokensOf.set(tool, [...(tokensOf.get(tool) ?? []), tokens])
    // What is overdue, and the age of a ticket, may change while it is asked.
    const wanted = has(structured, shownOf(expected(before), structured)) ? expected(before) : expected(after)
    expect(structured).toMatchObject(shownOf(wanted, structured))
    for (const { all, shown } of lists(wanted, structured)) expect(shown > 0 || all === 0).toBe(true)
    const sentence = String(structured['scope'])
    for (const part of scope(before)) expect(sentence).toContain(part)
    expect(text).toContain(sentence)
    expect(structured['vendorCalls']).toBeTypeOf('number')
    expect(structured['freshness']).toMatchObject({ asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
    // Nothing is left out in silence, and nothing that is there is said to be left out.
    for (const { name, all, shown } of lists(wanted, structured)) {
      const hint = isPaged(structured) ? /after: "/ : new RegExp(`\\b${name}: \\d+ more`)
      if (shown < all) expect(structured['more']).toMatch(hint)
      else expect(structured['more'] ?? '').not.toMatch(hint)
    }
  })
})
