import { buildSchema } from 'graphql'
import { readFileSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findTextArguments } from '../support/text-arguments.ts'
import { startWorld, type World } from '../support/world.ts'

/*
 * A request may have 1 MiB, and one person's text is nobody else's wait: whatever stands in any text of any operation, all
 * work on it together may cost no more than 50 ms of CPU beyond what the same bytes cost where no one reads them.
 */
const maxCpuMs = 50
const bytes = 1_048_576 - 4_096

/** Runs of a piece each, one after the other, that together fill a body: long enough to show what grows with the square. */
function fill(...pieces: readonly string[]): string {
  const room = Math.floor(bytes / pieces.length)
  const inJson = (piece: string) => Buffer.byteLength(JSON.stringify(piece)) - 2
  return `a${pieces.map((piece) => piece.repeat(Math.floor(room / inJson(piece)))).join('a')}a`
}

const texts: Readonly<Record<string, string>> = {
  letters: fill('a'),
  'blanks, breaks and dots': fill(' ', '\n', ' \n ', '\t\r', 'a.', 'a@a.a:', '\u200f', '1'),
  'marks, halves and signs': fill('\u0301\u0316\u0327', '\ud83d', '👩‍💻\u200d', `'"`, '\\', '[{(', 'WyJhIl0', '\u0000'),
}

const folder = new URL('../../schema/', import.meta.url)
const schema = buildSchema(
  readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n'),
)
const places = findTextArguments(schema, { id: 'acme', tenantId: 'acme', ticketId: 50_001 })

let world: World
beforeAll(async () => {
  world = await startWorld({ tenants: true, scale: 0.05 })
})
afterAll(() => world.close())

/** Milliseconds of CPU of this whole process, in which the gateway runs, until the answer is there. */
async function cpuOf(query: string, variables: Record<string, unknown>): Promise<number> {
  const before = process.cpuUsage()
  await world.query(query, variables, { role: 'admin' })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** What the same bytes cost as a variable that the operation does not have, by the name of the text: the least of some tries. */
const unread: Record<string, number> = {}
beforeAll(async () => {
  for (const [name, text] of Object.entries(texts)) {
    for (let tries = 0; tries < 5; tries++) {
      unread[name] = Math.min(unread[name] ?? Infinity, await cpuOf('{ __typename }', { text }))
    }
  }
})

test('every text of every operation is found, also those deep in inputs and below other fields', () => {
  const names = places.map(({ name }) => name)
  for (const name of [
    'tenant(id)',
    'logChange(input.change.fields.name)',
    'logChange(input.idempotencyKey)',
    'tickets(filter.company)',
    'tickets(after)',
    'ConnectWise.tickets(search)',
    'saveConnectWiseCredentials(input.memberMap.email)',
    'renameTenant(input.name)',
    'retryChange(input.changeId)',
    'dailyReport(date)',
  ]) {
    expect(names).toContain(name)
  }
})

test.each(places.map((place) => [place.name, place] as const))(
  '1 MiB of anything in %s costs no more than 50 ms of CPU',
  async (_, { query, variablesFor }) => {
    // What is loaded once is no cost of the text.
    await world.query(query, variablesFor('a'), { role: 'admin' })
    const costs: Record<string, number> = {}
    for (const [name, text] of Object.entries(texts)) {
      // Other work of this process and of the machine can come in between, so that the least of many tries is what counts.
      for (let tries = 0; tries < 40 && (costs[name] ?? Infinity) > maxCpuMs; tries++) {
        const cost = (await cpuOf(query, variablesFor(text))) - unread[name]!
        costs[name] = Math.min(costs[name] ?? Infinity, Math.round(cost))
        if (cost > 20 * maxCpuMs) break
      }
    }
    const tooMuch = Object.entries(costs).filter(([, ms]) => ms > maxCpuMs)
    expect(tooMuch).toEqual([])
  },
  120_000,
)
