import { describe, expect, it } from 'vitest'
import { generateConnectWiseWorld } from '../../../simulators/connectwise/generate/index.ts'
import { entities } from '../../../simulators/connectwise/entities.ts'
import { collections, type CompanyWorld, type WireRecord } from '../../../simulators/connectwise/world.ts'
import { createUsers } from '../../../simulators/identity/users.ts'

const now = Date.parse('2026-09-16T15:20:00Z')
const full = generateConnectWiseWorld({ seed: 1, scale: 1, now })
const worlds = [
  { name: 'seed 1', world: full },
  { name: 'seed 77', world: generateConnectWiseWorld({ seed: 77, scale: 1, now }) },
  { name: 'a small scale', world: generateConnectWiseWorld({ seed: 3, scale: 0.05, now }) },
  {
    name: 'a leap day',
    world: generateConnectWiseWorld({ seed: 2, scale: 0.2, now: Date.parse('2028-02-29T12:00:00Z') }),
  },
].flatMap(({ name, world }) =>
  Object.entries(world).map(([company, records]) => ({ name: `${company}, ${name}`, records })),
)

const idOf = (reference: unknown) => (reference as { id?: number } | undefined)?.id
const allTickets = (records: CompanyWorld) => [...records.tickets, ...records.projectTickets]
const ids = (records: WireRecord[]) => new Set(records.map(({ id }) => id))

describe('the same options', () => {
  it('give equal records that are not the same objects, another seed others', () => {
    const again = generateConnectWiseWorld({ seed: 1, scale: 1, now })
    expect(again).toEqual(full)
    expect(again['acme']!.tickets[0]).not.toBe(full['acme']!.tickets[0])
    expect(generateConnectWiseWorld({ seed: 2, scale: 1, now })['acme']!.tickets).not.toEqual(full['acme']!.tickets)
  })

  it('give as many tickets as the scale says', () => {
    expect([full['acme']!.tickets.length, full['acme']!.projectTickets.length]).toEqual([400, 60])
    const half = generateConnectWiseWorld({ seed: 1, scale: 0.5, now })
    expect([half['globex']!.tickets.length, half['globex']!.projectTickets.length]).toEqual([200, 30])
  })
})

it('gives companies tickets of the same numbers with other contents', () => {
  const [acme, globex] = [full['acme']!, full['globex']!]
  const shared = acme.tickets.filter(({ id }) => ids(globex.tickets).has(id))
  expect(shared.length).toBeGreaterThan(20)
  expect(shared.filter(({ id }) => acme.projectTickets.some((ticket) => ticket.id === id))).toEqual([])
  expect(acme.tickets.slice(0, 10).map(({ id }) => id)).toEqual(
    Array.from({ length: 10 }, (_, index) => 50_001 + index),
  )
  expect(acme.boards.map(({ id }) => id)).not.toEqual(globex.boards.map(({ id }) => id))
})

it('has the operators of the portal among the members of their companies', () => {
  const mailsOf = (company: string) =>
    full[company]!.members.map((member) => String(member['primaryEmail'] ?? '').toLowerCase())
  const mails = Object.fromEntries(createUsers().map(({ name, email }) => [name, email]))
  expect(mailsOf('acme')).toEqual(
    expect.arrayContaining([mails['Priya Raman'], mails['Tomás Núñez'], mails['Helen Marsh']]),
  )
  expect(mailsOf('acme')).not.toContain(mails['Grace Okafor'])
  expect(mailsOf('globex')).toContain(mails['Grace Okafor'])
})

it('has summaries that are hard to quote, and one as long as it can be', () => {
  const summaries = Object.values(full).flatMap(({ tickets }) => tickets.map(({ summary }) => String(summary)))
  for (const piece of ['"', "'", '%', '\\', '_', '🎙️', 'الهاتف', '電話']) {
    expect(
      summaries.some((summary) => summary.includes(piece)),
      piece,
    ).toBe(true)
  }
  expect(Math.max(...summaries.map((summary) => summary.length))).toBe(100)
})

describe.each(worlds)('the world of $name', ({ records }) => {
  it('has every reference lead to a record that is called so', () => {
    const broken: string[] = []
    for (const collection of collections) {
      for (const record of records[collection]) {
        for (const [field, value] of Object.entries(record)) {
          const definition = entities[collection].fields[field]
          if (definition === undefined) broken.push(`${collection}.${field} is no field`)
          if (definition?.kind !== 'reference') continue
          const target =
            definition.to === 'tickets'
              ? allTickets(records)
              : definition.to === undefined
                ? []
                : records[definition.to]
          const found = target.find(({ id }) => id === idOf(value))
          const name = (value as { name?: string }).name
          const isNamed = name === undefined || found?.['name'] === undefined || found['name'] === name
          if (found === undefined || !isNamed) broken.push(`${collection} ${record.id}.${field}`)
        }
      }
    }
    expect(broken).toEqual([])
  })

  it('numbers tickets of both kinds together, rising with time, in at most seven digits', () => {
    const tickets = allTickets(records).sort((a, b) => a.id - b.id)
    expect(ids(tickets).size).toBe(tickets.length)
    const entered = tickets.map((ticket) => (ticket['_info'] as { dateEntered: string }).dateEntered)
    expect(entered).toEqual([...entered].sort())
    expect(tickets.at(-1)!.id).toBeLessThan(10_000_000)
  })

  it('has five boards of 6 to 30 statuses, one of them longer than a page', () => {
    const sizes = records.boards.map(
      ({ id }) => records.statuses.filter((status) => idOf(status['board']) === id).length,
    )
    expect(sizes).toEqual([12, 30, 8, 6, 7])
    for (const { id } of records.boards) {
      const own = records.statuses.filter((status) => idOf(status['board']) === id)
      expect(own.filter((status) => status['defaultFlag'] === true)).toHaveLength(1)
      expect(own.some((status) => status['closedStatus'] === true)).toBe(true)
    }
  })

  it('has tickets in a status of their own board, closed when the status is', () => {
    for (const ticket of allTickets(records)) {
      const status = records.statuses.find(({ id }) => id === idOf(ticket['status']))!
      expect(idOf(status['board'])).toBe(idOf(ticket['board']))
      expect(ticket['closedFlag']).toBe(status['closedStatus'])
      expect('closedDate' in ticket).toBe(ticket['closedFlag'])
    }
    expect(new Set(records.tickets.map((ticket) => ticket['closedFlag']))).toEqual(new Set([true, false]))
  })

  it('has members with short unique identifiers, the API member first', () => {
    const identifiers = records.members.map((member) => String(member['identifier']))
    expect(records.members).toHaveLength(14)
    expect(new Set(identifiers.map((identifier) => identifier.toLowerCase())).size).toBe(14)
    for (const identifier of identifiers) expect(identifier).toMatch(/^[A-Za-z0-9._-]{1,15}$/)
    expect(records.members[0]).toMatchObject({ identifier: 'PortalAPI', licenseClass: 'A' })
    expect(records.members.some((member) => member['inactiveFlag'] === true)).toBe(true)
  })

  it('has hours that add up, in dates the wire would take', () => {
    for (const ticket of allTickets(records)) {
      const entries = records.timeEntries.filter((entry) => entry['chargeToId'] === ticket.id)
      const hours = entries.reduce((sum, entry) => sum + Number(entry['actualHours']), 0)
      expect(ticket['actualHours']).toBeCloseTo(hours, 5)
    }
    for (const { timeStart } of records.timeEntries) expect(timeStart).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/)
    for (const note of records.notes) expect(ids(allTickets(records)).has(Number(note['ticketId']))).toBe(true)
  })
})
