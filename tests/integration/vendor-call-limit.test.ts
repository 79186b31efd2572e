import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../support/random.ts'
import { fixedWorld, startWorld, type Answer, type World } from '../support/world.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

interface Cost {
  predictedVendorCalls: number
  vendorCalls: number
  cacheHits: number
  remainingVendorCalls: number | null
}

let world: World
beforeAll(async () => {
  world = await startWorld({ ...fixedWorld, sync: false, limits: false, tenants: true })
})
afterAll(() => world?.close())

const dayBefore = (days: number) => new Date(Date.parse(fixedWorld.now) - days * dayMs).toISOString().slice(0, 10)
const countRequests = async () =>
  (await Promise.all([world, world.hubspot, world.connectWise].map((vendor) => vendor.requests()))).flat().length
const clearRequests = () =>
  Promise.all([world, world.hubspot, world.connectWise].map((vendor) => vendor.clearRequests()))

/** Two fields for each of so many days. */
function manyDays(days: number, from = 0): string {
  const fields = Array.from({ length: days }, (_, index) => {
    const day = dayBefore(from + index)
    return `s${index}: salesActivity(range: { from: "${day}", to: "${day}" }) { appointments phoneCalls { total } }
      d${index}: dailyReport(date: "${day}") { summary { totalTickets } hoursWorked }`
  })
  return `{ ${fields.join('\n')} }`
}

describe('an operation that needs more calls than it may send', () => {
  beforeEach(clearRequests)

  test('is refused before any is sent, with what it would need and the field that needs most', async () => {
    const { status, body } = await world.query(manyDays(57))

    expect(status).toBe(200)
    expect(body.data).toBeNull()
    expect(body.errors).toHaveLength(1)
    const { message, extensions } = body.errors![0]!
    expect(extensions).toMatchObject({
      code: 'QUERY_TOO_EXPENSIVE',
      limit: 60,
      predictedVendorCalls: expect.any(Number),
      costliest: [expect.stringMatching(/^s\d+$/)],
    })
    // Each day needs at least its tickets, to-dos, notes, appointments and opportunities.
    expect((extensions as unknown as Cost).predictedVendorCalls).toBeGreaterThanOrEqual(57 * 4)
    expect(message).toContain('Ask for fewer days, records or fields, or in several operations.')
    expect(await countRequests()).toBe(0)
  })

  test('costs nothing forty times at once, while others are answered', async () => {
    const small = `{ dailyReport(date: "${dayBefore(3)}") { summary { totalTickets } } }`
    const refused = Array.from({ length: 40 }, (_, index) => world.query(manyDays(57, index)))
    const answered = await world.query(small)

    for (const { body } of await Promise.all(refused))
      expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_EXPENSIVE'])
    expect(answered.body.errors).toBeUndefined()
    expect(await countRequests()).toBeLessThan(20)
  })

  test('takes nothing from another that waits for the same', async () => {
    // Fields in fragments make an operation wait until its first loads are counted.
    const day = dayBefore(200)
    const one = `dailyReport(date: "${day}") { summary { totalTickets } }`
    const [small, large] = await Promise.all([
      world.query(`{ ${one} }`),
      world.query(`{ ${one} ${manyDays(57, 180).slice(1)}`),
    ])

    expect(large.body.errors?.[0]?.extensions.code).toBe('QUERY_TOO_EXPENSIVE')
    expect(small.body.errors).toBeUndefined()
    expect(small.body.data).toEqual({ dailyReport: { summary: { totalTickets: expect.any(Number) } } })
  })

  test('is answered where cache and replica have what it needs', async () => {
    for (let from = 0; from < 20; from += 5) await world.query(manyDays(5, from))
    await clearRequests()
    const { body } = await world.query(manyDays(20))

    expect(body.errors).toBeUndefined()
    expect(await countRequests()).toBe(0)
  })
})

describe('x-explain: cost', () => {
  const ask = (document: string) =>
    world.query(document, {}, { role: 'operator', headers: { 'x-explain': 'cost' } }) as Promise<
      Answer<unknown> & { body: { extensions?: { cost: Cost } } }
    >

  test('says what the operation cost; without it nothing is said', async () => {
    await clearRequests()
    const document = `{ dailyReport(date: "${dayBefore(100)}") { summary { totalTickets } hoursWorked } }`
    const first = (await ask(document)).body.extensions?.cost
    const sent = await countRequests()
    const again = (await ask(document)).body.extensions?.cost

    expect(sent).toBeGreaterThan(0)
    expect(first).toMatchObject({ predictedVendorCalls: sent, vendorCalls: sent })
    expect(again).toMatchObject({ predictedVendorCalls: 0, vendorCalls: 0 })
    expect(again!.cacheHits).toBeGreaterThan(0)
    expect((await world.query(document)).body).not.toHaveProperty('extensions')
  })

  test('predicts what 200 drawn operations cost: never too little and at most half as much again when nothing is known, exactly when everything is there or has expired', async () => {
    const random = createRandom(13)
    const operations = Array.from({ length: 200 }, () => drawOperation(random))
    const rounds = { cold: [0, 0], warm: [0, 0], expired: [0, 0] }
    const mistakes: string[] = []

    for (const name of ['cold', 'warm', 'expired'] as const) {
      if (name === 'expired') await world.advanceClock(30 * hourMs)
      for (const operation of operations) {
        await clearRequests()
        const { body } = await ask(operation)
        const { predictedVendorCalls: predicted, vendorCalls } = body.extensions!.cost
        rounds[name][0]! += predicted
        rounds[name][1]! += await countRequests()
        // Background reads of what is served meanwhile are no calls of the operation.
        if (name === 'cold' ? predicted < vendorCalls : predicted !== vendorCalls)
          mistakes.push(`${name}: ${predicted} predicted, ${vendorCalls} sent: ${operation}`)
      }
    }

    expect(mistakes).toEqual([])
    expect(rounds.cold[1]).toBeGreaterThan(200)
    expect(rounds.cold[0]! / rounds.cold[1]!).toBeLessThanOrEqual(1.5)
    expect(rounds.warm).toEqual([0, 0])
    expect(rounds.expired[1]).toBeGreaterThan(100)
  })
})

function drawOperation(random: Random): string {
  const range = () => {
    const to = random.below(300)
    return `range: { from: "${dayBefore(to + random.below(60))}", to: "${dayBefore(to)}" }`
  }
  const fields = [
    () =>
      `tickets(${range()}, first: ${1 + random.below(50)}) { totalCount nodes { title ${random.pick(['', 'company { name }', 'contact { name } assignee { name }', 'hoursLogged contract { name }'])} } }`,
    () =>
      `activitySummary(${range()}) { totalTickets ${random.pick(['', 'byCompany { label count }', 'hoursLogged byAssignee { label count }'])} }`,
    () => `dailyReport(date: "${dayBefore(random.below(300))}") { summary { totalTickets } hoursWorked }`,
    () => `salesActivity(${range()}) { appointments recent(first: 5) { title company { name } resource { name } } }`,
    () => 'crmSummary { contacts companies deals }',
    () => `deals(first: ${1 + random.below(20)}) { totalCount nodes { name stage { label } } }`,
    () => `recentContacts(first: ${1 + random.below(20)}) { firstName }`,
    () => `websiteAnalytics(${range()}) { pageViews sessions newContacts }`,
    () => `formStats(${range()}) { name submissions }`,
    () =>
      `tenant(id: "${random.pick(['acme', 'globex'])}") { connectWise { tickets(search: "${random.pick(['phone', 'line', 'voice', '100', 'call'])}", first: ${1 + random.below(10)}) { id summary ${random.pick(['', 'timeEntries { hours }'])} } } }`,
  ]
  const count = 1 + random.below(3)
  return `{ ${Array.from({ length: count }, (_, index) => `f${index}: ${random.pick(fields)()}`).join(' ')} }`
}
