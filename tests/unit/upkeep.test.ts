import { expect, test } from 'vitest'
import { createLogger } from '../../server/telemetry/logger.ts'
import { beginUnderWay } from '../../server/under-way.ts'
import { createUpkeep, type UpkeepTask } from '../../server/upkeep.ts'

function setUp(tasks: readonly UpkeepTask[], rest: { settled?: () => Promise<unknown> } = {}) {
  const lines: string[] = []
  const flushed: string[] = []
  const clock = { now: 1_000_000 }
  const upkeep = createUpkeep({
    tasks,
    settled: rest.settled ?? (async () => undefined),
    flush: async () => flushed.push('flushed'),
    logger: createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
    wallClock: () => clock.now,
  })
  return { upkeep, lines, flushed, clock }
}

test('runs each task, also beside one that fails, and fails with its error', async () => {
  const done: string[] = []
  const { upkeep, lines } = setUp([
    { name: 'a', run: () => Promise.reject(new Error('the database is away')) },
    { name: 'b', run: async (ms) => done.push(`b ${ms}`) },
  ])

  await expect(upkeep.run(5_000)).rejects.toThrow('the database is away')
  expect(done).toEqual(['b 5000'])
  expect(lines.join()).toMatch(/"task":"a"/)
})

test('runs a task as often as it is due, and again at once after it failed', async () => {
  let runs = 0
  const { upkeep, clock } = setUp([
    {
      name: 'daily',
      everyMs: 100,
      async run() {
        runs += 1
        if (runs === 1) throw new Error('away')
      },
    },
  ])
  await upkeep.run(1).catch(() => undefined)
  await upkeep.run(1)
  await upkeep.run(1)
  expect(runs).toBe(2)

  clock.now += 100
  await upkeep.run(1)
  expect(runs).toBe(3)
})

test('settles once nothing is under way, and writes what was noted until then', async () => {
  const { upkeep, flushed } = setUp([])
  const end = beginUnderWay()
  const settling = upkeep.settle(60_000)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(flushed).toEqual([])

  end()
  await settling
  expect(flushed).toEqual(['flushed'])
})

test('settles in its time where something does not end, and says so', async () => {
  const { upkeep, lines } = setUp([], { settled: () => new Promise(() => undefined) })

  await upkeep.settle(10)

  expect(lines.join()).toMatch(/stopped before all work behind an answer was over/)
})
