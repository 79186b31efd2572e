import { afterEach, describe, expect, test } from 'vitest'
import { startSmallHubSpot, type Answer, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
afterEach(() => hubspot.close())

const list = () => hubspot.get('/crm/v3/objects/deals?limit=1')
const search = () => hubspot.post('/crm/v3/objects/deals/search', { limit: 1 })
async function times(count: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let index = 0; index < count; index++) answers.push(await ask())
  return answers
}

test('the sixth search within a second is refused, and one a second later is not', async () => {
  hubspot = await startSmallHubSpot({ limits: true })
  const answers = await times(6, search)
  hubspot.clock.advance(1_001)

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(answers[5]?.body).toMatchObject({ message: 'You have reached your secondly limit.', errorType: 'RATE_LIMIT' })
  expect(answers[5]?.body).not.toHaveProperty('policyName')
  expect((await search()).status).toBe(200)
})

test('the 191st call within ten seconds is refused; searches do not count there', async () => {
  hubspot = await startSmallHubSpot({ limits: true })
  await times(5, search)
  const answers = await times(191, list)

  expect(answers.filter(({ status }) => status === 200).length).toBe(190)
  expect(answers.at(-1)?.body).toMatchObject({
    message: 'You have reached your ten_secondly_rolling limit.',
    policyName: 'TEN_SECONDLY_ROLLING',
  })
  hubspot.clock.advance(10_001)
  expect((await list()).status).toBe(200)
})

test('the day ends at midnight of the account, searches included', async () => {
  hubspot = await startSmallHubSpot({ limits: true, requestsPerDay: 3 })
  await search()
  const answers = await times(3, list)

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(answers[2]?.body).toMatchObject({ message: 'You have reached your daily limit.', policyName: 'DAILY' })
  // 11:00 in New York: thirteen hours to go.
  hubspot.clock.advance(12 * 3_600_000)
  expect((await list()).status).toBe(429)
  hubspot.clock.advance(3_600_000 + 1_000)
  expect((await list()).status).toBe(200)
})

test('requests of other integrations count for the day, not for the ten seconds', async () => {
  hubspot = await startSmallHubSpot({ limits: true, requestsPerDay: 1_001 })
  await fetch(`${hubspot.url}/__sim/usage`, { method: 'POST', body: '{"requests":1000}' })
  const answers = await times(2, list)

  expect(answers.map(({ status }) => status)).toEqual([200, 429])
  expect(answers[1]?.body).toMatchObject({ policyName: 'DAILY' })
})

describe('headers', () => {
  test('a list says how much is left, a search says nothing, and no refusal says how long', async () => {
    hubspot = await startSmallHubSpot({ limits: true })
    const [listed] = await times(1, list)
    const searches = await times(6, search)

    expect(listed?.headers.get('x-hubspot-ratelimit-remaining')).toBe('189')
    expect(listed?.headers.get('x-hubspot-ratelimit-daily')).toBe('625000')
    expect([...(searches[0]?.headers.keys() ?? [])].filter((name) => name.includes('ratelimit'))).toEqual([])
    expect(searches[5]?.headers.get('retry-after')).toBe(null)
  })

  test('every answer has a correlation id, and a refusal repeats it', async () => {
    hubspot = await startSmallHubSpot()
    const refused = await hubspot.get('/crm/v3/objects/deals/1')

    expect(refused.headers.get('x-hubspot-correlation-id')).toBe(refused.body.correlationId)
    expect((await list()).headers.get('x-hubspot-correlation-id')).toMatch(/^[\da-f-]{36}$/)
  })
})

test('without limits nothing is refused', async () => {
  hubspot = await startSmallHubSpot({ limits: false })

  expect((await times(8, search)).every(({ status }) => status === 200)).toBe(true)
})
