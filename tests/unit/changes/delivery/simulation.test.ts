import { expect, test } from 'vitest'
import { ofSweep, seedsFrom1 as seeds } from '../../../support/seeds.ts'
import { plants, type PlantName } from '../../../support/simulation/plants.ts'
import { runSimulations } from '../../../support/simulation/run-simulations.ts'

const swept = ofSweep({ usual: 25, whole: 100 })

test(`whatever goes wrong, every change happens exactly once and callers are told the truth (${swept} seeds)`, async () => {
  const results = await runSimulations({ seeds: seeds(swept), changes: 12 })

  expect(results.filter(({ problems }) => problems.length > 0)).toEqual([])
  // All of it came up.
  const happened = ['done', 'failed', 'cancelled', 'found', 'absent', 'kills', 'clock jumps', 'other credentials']
  const never = happened.filter((name) => !results.some(({ figures }) => figures[name]! > 0))
  expect([results.length, never]).toEqual([swept, []])
}, 600_000)

test('a seed gives the same events in the same order, to the byte', async () => {
  const run = () => runSimulations({ seeds: [3, 7], changes: 30, isLogWanted: true })
  const [first, second] = [await run(), await run()]

  expect(first.map(({ log }) => log?.length)).not.toContain(0)
  expect(second).toEqual(first)
})

test('different seeds give different events', async () => {
  const [one, other] = await runSimulations({ seeds: [1, 2], changes: 5, isLogWanted: true })

  expect(one?.log).not.toEqual(other?.log)
})

test.each(Object.keys(plants) as PlantName[])(
  'a gateway that %s is found within 200 seeds',
  async (plant) => {
    // First the one that has found the rarest of them.
    const results = await runSimulations({ seeds: [69, ...seeds(200)], changes: 30, plant, untilProblem: true })

    expect(results.filter(({ problems }) => problems.length > 0)).not.toEqual([])
  },
  600_000,
)
