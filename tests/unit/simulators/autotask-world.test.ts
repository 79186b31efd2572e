import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { generateAutotaskWorld } from '../../../simulators/autotask/generate/index.ts'
import {
  collections,
  type AutotaskWorld,
  type WireRecord,
  type WorldOptions,
} from '../../../simulators/autotask/world.ts'

const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'UTC']
const afternoon = Date.parse('2026-09-16T15:20:00Z')

const options: Record<string, WorldOptions> = {
  'an afternoon': { seed: 1, scale: 1, now: afternoon },
  'another seed': { seed: 77, scale: 1, now: afternoon },
  'a small world': { seed: 3, scale: 0.05, now: afternoon },
  'a fifth of a world': { seed: 4, scale: 0.2, now: afternoon },
  'half a minute past midnight in New York, on the first of a month': {
    seed: 1,
    scale: 1,
    now: Date.parse('2026-09-01T04:00:30Z'),
  },
  'midnight in Berlin': { seed: 5, scale: 1, now: Date.parse('2026-08-31T22:00:00Z') },
  'the day the clocks go back in New York, in the hour that comes twice': {
    seed: 1,
    scale: 1,
    now: Date.parse('2026-11-01T06:30:00Z'),
  },
  'the day the clocks go forward in Berlin': { seed: 2, scale: 0.2, now: Date.parse('2026-03-29T20:00:00Z') },
  'a leap day': { seed: 2, scale: 0.2, now: Date.parse('2028-02-29T12:00:00Z') },
  'a Sunday night': { seed: 8, scale: 0.05, now: Date.parse('2026-09-13T07:00:00Z') },
}
const worlds = Object.entries(options).map(([name, given]) => ({ name, ...given, world: generateAutotaskWorld(given) }))
const full = worlds[0]!.world

const instant = (value: unknown) => Date.parse(String(value))
const dateIn = (zone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
const roc = (world: AutotaskWorld) => world.Tickets.filter((ticket) => ticket['queueID'] === world.rocQueueID)
const share = (records: WireRecord[], test: (record: WireRecord) => boolean) =>
  records.filter(test).length / records.length
const ids = (records: WireRecord[]) => new Set(records.map(({ id }) => id))
const actionLabel = (world: AutotaskWorld, value: unknown) =>
  world.picklists['CompanyToDos']!['actionType']!.find((entry) => entry.value === String(value))?.label

describe('the same options', () => {
  it('give equal records that are not the same objects', () => {
    const again = generateAutotaskWorld(options['an afternoon']!)
    expect(again).toEqual(full)
    expect(again.Tickets[0]).not.toBe(full.Tickets[0])
    expect(again.Tickets[0]!['userDefinedFields']).not.toBe(full.Tickets[0]!['userDefinedFields'])
  })

  it('give other records for another seed', () => {
    expect(generateAutotaskWorld({ ...options['an afternoon']!, seed: 2 }).Tickets).not.toEqual(full.Tickets)
  })

  it('give ten times the tickets at scale 10', () => {
    const large = generateAutotaskWorld({ seed: 1, scale: 10, now: afternoon })
    expect(roc(large)).toHaveLength(12_000)
    expect(large.Tickets).toHaveLength(19_000)
  })
})

describe.each(worlds)('the world of $name', ({ world, scale, now }) => {
  const tickets = roc(world)

  it('holds as many records as its scale says', () => {
    expect(tickets).toHaveLength(1_200 * scale)
    expect(world.Tickets).toHaveLength(1_900 * scale)
    expect(world.Companies).toHaveLength(61)
    if (scale < 0.1) return
    expect(world.CompanyToDos).toHaveLength(400 * scale)
    expect(world.CompanyNotes).toHaveLength(500 * scale)
    expect(world.Opportunities).toHaveLength(90 * scale)
    expect(world.Appointments).toHaveLength(250 * scale)
  })

  it('gives ids that are unique and ascend', () => {
    for (const collection of collections) {
      const list = world[collection].map(({ id }) => id)
      expect(list).toEqual([...new Set(list)].sort((one, other) => one - other))
    }
  })

  it('gives every record of a collection the same fields, user-defined ones only where the entity has them', () => {
    for (const collection of collections) {
      const fields = new Set(world[collection].map((record) => Object.keys(record).join()))
      expect(fields.size).toBe(1)
      expect([...fields][0]!.includes('userDefinedFields')).toBe(
        ['Tickets', 'Companies', 'Contacts', 'Opportunities', 'Contracts'].includes(collection),
      )
    }
  })

  it('writes instants in UTC with the fraction trimmed', () => {
    for (const collection of collections) {
      for (const record of world[collection]) {
        for (const [field, value] of Object.entries(record)) {
          if (!/(Date|DateTime|dateWorked|lastActivity)$/.test(field) || value === null) continue
          expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,2}[1-9])?Z$/)
        }
      }
    }
  })

  it('refers only to records that exist', () => {
    const known = {
      company: ids(world.Companies),
      contact: ids(world.Contacts),
      resource: ids(world.Resources),
      contract: ids(world.Contracts),
      ticket: ids(world.Tickets),
      opportunity: ids(world.Opportunities),
    }
    const lost = new Map<string, number>()
    for (const collection of collections) {
      for (const record of world[collection]) {
        for (const [field, value] of Object.entries(record)) {
          const kind = /(company|contact|resource|contract|ticket|opportunity)(User)?ID$/i.exec(field)?.[1]
          if (kind === undefined || value === null) continue
          if (!known[kind.toLowerCase() as keyof typeof known].has(value as number)) {
            lost.set(`${collection}.${field}`, (lost.get(`${collection}.${field}`) ?? 0) + 1)
          }
        }
      }
    }
    const gone = lost.get('Tickets.contactID') ?? 0
    expect(gone).toBe(scale >= 0.5 ? 2 : 0)
    lost.delete('Tickets.contactID')
    lost.delete('Tickets.createdByContactID')
    expect([...lost]).toEqual([])
  })

  it('names contacts and contracts of the company itself', () => {
    for (const [collection, field] of [
      ['Contacts', 'contactID'],
      ['Contracts', 'contractID'],
    ] as const) {
      const companyOf = new Map(world[collection].map((record) => [record.id, record['companyID']]))
      for (const ticket of world.Tickets) {
        const owner = companyOf.get(ticket[field] as number)
        if (owner !== undefined) expect(owner).toBe(ticket['companyID'])
      }
    }
  })

  it('uses values of the picklists, but for one status that was deleted', () => {
    const unlisted = new Set<string>()
    for (const [collection, fields] of Object.entries(world.picklists)) {
      for (const [field, values] of Object.entries(fields)) {
        const listed = new Set(values.map(({ value }) => value))
        for (const record of world[collection as 'Tickets']) {
          if (!(field in record)) throw new Error(`${collection} has no ${field}`)
          if (record[field] === null || listed.has(String(record[field]))) continue
          unlisted.add(`${collection}.${field}`)
        }
      }
    }
    expect([...unlisted]).toEqual(scale >= 0.2 ? ['Tickets.status'] : [])
  })

  it('creates tickets between a year ago and now, ids and numbers ascending with the date', () => {
    const created = world.Tickets.map((ticket) => instant(ticket['createDate']))
    expect(created).toEqual(created.toSorted((one, other) => one - other))
    expect(created.at(-1)).toBeLessThanOrEqual(now)
    const oldest = dateIn('America/New_York', Math.min(...tickets.map((ticket) => instant(ticket['createDate']))))
    expect(oldest.toString()).toBe(dateIn('America/New_York', now).subtract({ years: 1 }).toString())
    for (const ticket of world.Tickets) {
      const day = dateIn('America/New_York', instant(ticket['createDate'])).toString().replaceAll('-', '')
      expect(ticket['ticketNumber']).toMatch(new RegExp(`^T${day}\\.\\d{4}$`))
    }
    expect(new Set(world.Tickets.map((ticket) => ticket['ticketNumber'])).size).toBe(world.Tickets.length)
  })

  it('keeps the events of a ticket in order', () => {
    for (const ticket of world.Tickets) {
      const at = (field: string) => (ticket[field] === null ? null : instant(ticket[field]))
      const created = at('createDate')!
      const completed = at('completedDate')
      expect(ticket['status'] === 5).toBe(completed !== null)
      if (completed === null) expect(at('resolvedDateTime')).toBeNull()
      for (const end of [at('resolvedDateTime'), completed, at('firstResponseDateTime'), at('lastActivityDate')!]) {
        if (end === null) continue
        expect(end).toBeGreaterThanOrEqual(created)
        expect(end).toBeLessThanOrEqual(now)
      }
      expect(at('resolvedDateTime') ?? 0).toBeLessThanOrEqual(completed ?? 0)
      expect(at('firstResponseDateTime') ?? 0).toBeLessThanOrEqual(completed ?? now)
    }
  })

  it.each(zones)('has ROC tickets created and completed today and yesterday in %s', (zone) => {
    for (const offset of [0, -1]) {
      const date = dateIn(zone, now).add({ days: offset })
      const isThen = (value: unknown) => value !== null && dateIn(zone, instant(value)).equals(date)
      expect(tickets.filter((ticket) => isThen(ticket['createDate'])).length).toBeGreaterThan(0)
      expect(tickets.filter((ticket) => isThen(ticket['completedDate'])).length).toBeGreaterThan(0)
    }
  })

  it.each(['America/New_York', 'Europe/Berlin'])(
    'has tickets on both sides of the last change of clocks in %s',
    (zone) => {
      const change = Temporal.Instant.fromEpochMilliseconds(now + 1)
        .toZonedDateTimeISO(zone)
        .getTimeZoneTransition('previous')!.epochMilliseconds
      const between = (from: number, to: number) =>
        tickets.filter((ticket) => instant(ticket['createDate']) >= from && instant(ticket['createDate']) < to).length
      expect(between(change - 3_600_000, change)).toBeGreaterThan(0)
      expect(between(change, change + 3_600_000)).toBeGreaterThan(0)
    },
  )

  it('has tickets at midnight of the month ends', () => {
    const checked = scale >= 1 ? ['America/New_York', 'Europe/Berlin', 'UTC'] : ['America/New_York']
    for (const zone of checked) {
      const first = dateIn(zone, now).with({ day: 1 }).toZonedDateTime(zone).epochMilliseconds
      const near = tickets.flatMap((ticket) => [instant(ticket['createDate']), instant(ticket['completedDate'])])
      expect(near.some((at) => at >= first - 1_800_000 && at < first)).toBe(true)
      expect(near.some((at) => at >= first && at <= first + 1_800_000)).toBe(true)
    }
  })

  it('books time up to now, on the New York day it was worked', () => {
    for (const entry of world.TimeEntries) {
      expect(entry['dateWorked']).toMatch(/T00:00:00Z$/)
      expect(instant(entry['createDateTime'])).toBeLessThanOrEqual(now)
      expect(String(entry['dateWorked']).slice(0, 10) <= dateIn('America/New_York', now).toString()).toBe(true)
      if (entry['startDateTime'] !== null) {
        expect(`${dateIn('America/New_York', instant(entry['startDateTime'])).toString()}T00:00:00Z`).toBe(
          entry['dateWorked'],
        )
        expect(instant(entry['endDateTime'])).toBeLessThanOrEqual(now)
        const elapsed = (instant(entry['endDateTime']) - instant(entry['startDateTime'])) / 3_600_000
        expect(Math.abs(elapsed - (entry['hoursWorked'] as number))).toBeLessThan(0.001)
      }
      expect(entry['ticketID'] === null || entry['taskID'] === null).toBe(true)
      expect(entry['hoursWorked']).toBe(Math.round((entry['hoursWorked'] as number) * 10_000) / 10_000)
    }
  })

  const isLargeEnough = scale >= 0.5
  it(`has ${isLargeEnough ? 'four' : 'no'} recent ROC tickets with hundreds of entries`, () => {
    const counts = Map.groupBy(world.TimeEntries, (entry) => entry['ticketID'])
    const busy = tickets.filter((ticket) => (counts.get(ticket.id)?.length ?? 0) >= 150)
    expect(busy).toHaveLength(isLargeEnough ? 4 : 0)
    const month = (at: number) => dateIn('America/New_York', at).toString().slice(0, 7)
    const ofMonth = tickets.filter((ticket) => month(instant(ticket['createDate'])) === month(now))
    const expected = isLargeEnough ? Math.min(4, ofMonth.length) : 0
    expect(busy.filter((ticket) => month(instant(ticket['createDate'])) === month(now)).length).toBe(expected)
    for (const ticket of busy) expect(instant(ticket['createDate'])).toBeGreaterThan(now - 32 * 86_400_000)
  })

  it('has no two sales activities of one company, type and start, but a to-do that is seen again as a note', () => {
    const key = (record: WireRecord) => [record['companyID'], record['actionType'], record['startDateTime']].join()
    const toDos = new Map(world.CompanyToDos.map((toDo) => [key(toDo), toDo]))
    expect(toDos.size).toBe(world.CompanyToDos.length)
    expect(new Set(world.CompanyNotes.map(key)).size).toBe(world.CompanyNotes.length)
    const twins = world.CompanyNotes.filter((note) => toDos.has(key(note)))
    for (const note of twins) {
      expect(note['completedDateTime']).not.toBeNull()
      expect(note['completedDateTime']).toBe(toDos.get(key(note))!['completedDate'])
    }
    const completed = world.CompanyToDos.filter((toDo) => toDo['completedDate'] !== null)
    expect(twins.length / completed.length).toBeGreaterThan(0.2)
    expect(twins.length / completed.length).toBeLessThan(0.8)
  })

  it('says inbound, outbound or neither in a call, and never both', () => {
    const said = [...world.CompanyToDos, ...world.CompanyNotes].map((record) => {
      const text =
        `${String(record['name'] ?? '')} ${String(record['note'] ?? record['activityDescription'])}`.toLowerCase()
      const isCall = actionLabel(world, record['actionType']) === 'Phone Call'
      const [inbound, outbound] = [text.includes('inbound'), text.includes('outbound')]
      expect(inbound && outbound).toBe(false)
      if (!isCall) expect(inbound || outbound).toBe(false)
      return isCall ? (inbound ? 'inbound' : outbound ? 'outbound' : 'neither') : 'no call'
    })
    if (scale >= 0.2) expect(new Set(said)).toEqual(new Set(['inbound', 'outbound', 'neither', 'no call']))
  })

  it('keeps what is to come open, up to four weeks ahead', () => {
    const planned = world.CompanyToDos.filter((toDo) => instant(toDo['startDateTime']) > now)
    expect(planned.length).toBeGreaterThan(0)
    for (const toDo of planned) {
      expect(toDo['completedDate']).toBeNull()
      expect(instant(toDo['startDateTime'])).toBeLessThanOrEqual(now + 28 * 86_400_000)
    }
    for (const note of world.CompanyNotes) expect(instant(note['startDateTime'])).toBeLessThanOrEqual(now)
    for (const done of [...world.CompanyToDos, ...world.CompanyNotes]) {
      const completed = done['completedDate'] ?? done['completedDateTime'] ?? null
      if (completed === null) continue
      expect(instant(completed)).toBeLessThanOrEqual(now)
      expect(instant(completed)).toBeGreaterThanOrEqual(instant(done['startDateTime']))
    }
  })

  it('closes exactly the opportunities in the last stage', () => {
    const stages = world.picklists['Opportunities']!['stage']!.toSorted((one, other) => one.sortOrder - other.sortOrder)
    for (const opportunity of world.Opportunities) {
      expect(opportunity['status'] === 3).toBe(String(opportunity['stage']) === stages.at(-1)!.value)
      expect(opportunity['closedDate'] !== null).toBe(opportunity['status'] === 3)
      expect(opportunity['lostDate'] !== null).toBe(opportunity['status'] === 2)
      expect(instant(opportunity['createDate'])).toBeLessThanOrEqual(now)
    }
    expect(new Set(world.Opportunities.map((opportunity) => opportunity['status']))).toEqual(new Set([0, 1, 2, 3]))
  })

  it('has appointments today, tomorrow and up to six weeks ahead', () => {
    for (const offset of [0, 1]) {
      const date = dateIn('America/New_York', now).add({ days: offset })
      const then = world.Appointments.filter(({ startDateTime }) =>
        dateIn('America/New_York', instant(startDateTime)).equals(date),
      )
      expect(then.length).toBeGreaterThanOrEqual(3)
    }
    for (const appointment of world.Appointments) {
      expect(instant(appointment['startDateTime'])).toBeLessThanOrEqual(now + 42 * 86_400_000)
      expect(instant(appointment['createDateTime'])).toBeLessThanOrEqual(now)
    }
  })
})

describe('a world of scale 1', () => {
  const tickets = roc(full)

  it('mixes statuses, priorities and gaps as a real tenant does', () => {
    expect(new Set(tickets.map((ticket) => ticket['status']))).toEqual(new Set([1, 5, 7, 8, 9, 10, 11, 12, 13, 20, 27]))
    expect(new Set(tickets.map((ticket) => ticket['priority']))).toEqual(new Set([1, 2, 3, 4, 6]))
    expect(share(tickets, (ticket) => ticket['status'] === 5)).toBeGreaterThan(0.85)
    expect(share(tickets, (ticket) => ticket['assignedResourceID'] === null)).toBeCloseTo(0.1, 1)
    expect(share(tickets, (ticket) => ticket['contractID'] === null)).toBeCloseTo(0.4, 1)
    expect(share(tickets, (ticket) => ticket['firstResponseDateTime'] !== null)).toBeCloseTo(0.75, 1)
    expect(share(tickets, (ticket) => ticket['dueDateTime'] !== null)).toBeGreaterThan(0.85)
    expect(share(tickets, (ticket) => ticket['contactID'] === null)).toBeGreaterThan(0.05)
    expect(new Set(tickets.map((ticket) => ticket['serviceLevelAgreementHasBeenMet']))).toEqual(
      new Set([true, false, null]),
    )
  })

  it('has completed tickets that were resolved then, earlier, and never', () => {
    const completed = tickets.filter((ticket) => ticket['completedDate'] !== null)
    expect(share(completed, (ticket) => ticket['resolvedDateTime'] === ticket['completedDate'])).toBeGreaterThan(0.5)
    expect(share(completed, (ticket) => ticket['resolvedDateTime'] === null)).toBeGreaterThan(0.05)
    expect(
      share(completed, (ticket) => instant(ticket['resolvedDateTime']) < instant(ticket['completedDate'])),
    ).toBeGreaterThan(0.03)
  })

  it('has tickets that were completed in a later month, and old ones that never were', () => {
    const month = (value: unknown) => String(value).slice(0, 7)
    expect(
      share(
        tickets,
        (ticket) => ticket['completedDate'] !== null && month(ticket['completedDate']) > month(ticket['createDate']),
      ),
    ).toBeGreaterThan(0.02)
    const old = (ticket: WireRecord) => instant(ticket['createDate']) < afternoon - 90 * 86_400_000
    expect(tickets.filter((ticket) => ticket['completedDate'] === null && old(ticket)).length).toBeGreaterThan(10)
  })

  it('has tickets of the own company, of inactive companies and of an employee who left', () => {
    const own = full.Companies.find(({ id }) => id === 0)!
    expect(own['isActive']).toBe(true)
    const inactive = ids(full.Companies.filter((company) => company['isActive'] === false))
    const left = ids(full.Resources.filter((resource) => resource['isActive'] === false))
    expect(tickets.some((ticket) => ticket['companyID'] === 0)).toBe(true)
    expect(tickets.some((ticket) => inactive.has(ticket['companyID'] as number))).toBe(true)
    expect(tickets.some((ticket) => left.has(ticket['assignedResourceID'] as number))).toBe(true)
  })

  it('has texts of every length and script', () => {
    const descriptions = tickets.map((ticket) => ticket['description'])
    expect(descriptions).toContain(null)
    expect(descriptions).toContain('')
    expect(descriptions.some((text) => typeof text === 'string' && text.length > 3_000)).toBe(true)
    const titles = tickets.map((ticket) => String(ticket['title']))
    for (const piece of [
      /ü/,
      /ß/,
      /[\u4e00-\u9fff]/u,
      /\p{Emoji_Presentation}/u,
      /"/,
      /%/,
      /<script>/,
      /\p{Script=Arabic}/u,
    ]) {
      expect(titles.some((title) => piece.test(title))).toBe(true)
    }
  })

  it('works in office hours of New York, and at times at night and on weekends', () => {
    const local = full.Tickets.map((ticket) =>
      Temporal.Instant.from(String(ticket['createDate'])).toZonedDateTimeISO('America/New_York'),
    )
    const office = local.filter(({ hour, dayOfWeek }) => dayOfWeek <= 5 && hour >= 8 && hour < 18)
    expect(office.length / local.length).toBeGreaterThan(0.65)
    expect(local.some(({ dayOfWeek }) => dayOfWeek === 7)).toBe(true)
    expect(local.some(({ hour }) => hour === 3)).toBe(true)
  })

  it('books about 2.2 entries on a ROC ticket, up to 12 but for the busy ones', () => {
    const counts = Map.groupBy(full.TimeEntries, (entry) => entry['ticketID'])
    const usual = tickets.map((ticket) => counts.get(ticket.id)?.length ?? 0).filter((count) => count < 150)
    expect(Math.max(...usual)).toBe(12)
    expect(usual.reduce((sum, count) => sum + count, 0) / usual.length).toBeCloseTo(2.2, 0)
    expect(usual).toContain(0)
    expect(full.TimeEntries.some((entry) => entry['taskID'] !== null)).toBe(true)
    expect(full.TimeEntries.some((entry) => entry['taskID'] === null && entry['ticketID'] === null)).toBe(true)
    expect(full.TimeEntries.some((entry) => entry['startDateTime'] === null)).toBe(true)
    expect(full.TimeEntries.some((entry) => ((entry['hoursWorked'] as number) * 4) % 1 !== 0)).toBe(true)
  })

  it('sorts picklists otherwise than by value', () => {
    const lists = [
      full.picklists['Tickets']!['priority']!,
      full.picklists['Tickets']!['status']!,
      full.picklists['Opportunities']!['stage']!,
    ]
    for (const list of lists) {
      const bySort = list.toSorted((one, other) => one.sortOrder - other.sortOrder).map(({ value }) => Number(value))
      expect(bySort).not.toEqual(bySort.toSorted((one, other) => one - other))
      expect(new Set(list.map(({ sortOrder }) => sortOrder)).size).toBe(list.length)
    }
  })

  it('names a sub-issue of the ticket’s own issue', () => {
    const parents = new Map(
      full.picklists['Tickets']!['subIssueType']!.map(({ value, parentValue }) => [value, parentValue]),
    )
    for (const ticket of full.Tickets) {
      if (ticket['subIssueType'] !== null)
        expect(parents.get(String(ticket['subIssueType']))).toBe(String(ticket['issueType']))
    }
  })

  it('has amounts of two decimals, 0 and none', () => {
    const amounts = full.Opportunities.map((opportunity) => opportunity['amount'])
    expect(amounts).toContain(0)
    expect(amounts).toContain(null)
    for (const amount of amounts) if (amount !== null) expect(Number((amount as number).toFixed(2))).toBe(amount)
  })
})
