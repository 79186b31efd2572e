import { afterEach, describe, expect, test } from 'vitest'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { sharedPlaces, type SharedPlace } from '../../support/shared-places.ts'
import { startGateway, startWorldSimulators, type Gateway } from '../../support/world.ts'

const viewer = '{ viewer { id } }'

describe.each(sharedPlaces)('two gateways over $name', ({ open }) => {
  let place: SharedPlace
  let simulators: Simulators
  let gateways: Gateway[] = []

  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await simulators.close()
    await place.close()
  })

  async function askAll(each: number): Promise<number> {
    const answers = await Promise.all(
      gateways.flatMap((gateway) => Array.from({ length: each }, () => gateway.query(viewer))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]))
    return answers.filter(({ status }) => status === 200).length
  }

  test('answer sixty operations a minute together, refuse tokens and refresh as one, and go on alone without it', async () => {
    place = await open()
    simulators = await startWorldSimulators({ scale: 0.1 })
    const environment = {
      ...place.environment,
      LIMIT_OPERATIONS_PER_MINUTE: '60',
      LIMIT_REFUSALS_PER_MINUTE: '10',
      LIMIT_REFRESH_SECONDS: '600',
    }
    const start = () => startGateway(simulators, { environment, cacheLimit: 'none' })
    gateways = [await start(), await start()]
    const [one, two] = gateways
    if (!one || !two) throw new Error('There are no gateways.')

    expect(await askAll(45)).toBe(60)

    const refreshOf = async (gateway: Gateway) => {
      const caller = { role: 'admin' } as const
      const document = 'mutation { refresh(input: { scope: SALES }) { refreshedAt } }'
      const { body } = await gateway.query<{ refresh: { refreshedAt: string } }>(document, {}, caller)
      return Date.parse(body.data?.refresh.refreshedAt ?? '')
    }
    const refreshedAt = await refreshOf(one)
    simulators.clock.advance(60_000)
    // The other one knows when from the time that is left, and so not to the millisecond; a minute has passed on this clock alone.
    expect(Math.abs((await refreshOf(two)) - refreshedAt - 60_000)).toBeLessThan(30_000)
    expect(await refreshOf(one)).toBe(refreshedAt)

    const bad = (gateway: Gateway) => gateway.query(viewer, {}, { token: 'x.y.z' })
    for (let n = 0; n < 10; n++) expect((await bad(one)).status).toBe(401)
    expect((await bad(one)).status).toBe(429)
    // It learns of it with the first that it refuses itself.
    await expect.poll(async () => (await bad(two)).status).toBe(429)

    await place.stop()
    const asked = gateways.map((gateway) => gateway.query(viewer, {}, { role: 'admin' }))
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200])
    const told = 'limits on callers cannot be shared: this gateway counts by itself'
    for (const { log } of gateways) expect(log.filter((line) => line.includes(told))).not.toEqual([])
    await place.start()
  })
})
