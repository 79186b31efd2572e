import { afterEach, expect, test } from 'vitest'
import { runWorkingDay } from '../../support/working-day/run-working-day.ts'
import { startWorld, type World } from '../../support/world.ts'

let world: World
afterEach(() => world.close())

// `npm run bench -- eight-hours` measures the same over a whole day, and larger accounts.
test('fifty people with every range and filter cost no more calls than the rate of 200 an hour, and see new figures', async () => {
  world = await startWorld({ sync: true, now: '2026-03-18T12:00:00Z' })
  const day = { people: 50, pageEveryMinutes: 6, ticketEveryMinutes: 2, changesPerHour: 240 }
  // Names and labels, which the first questions ask for, are kept longer than this test lasts.
  await runWorkingDay(world, { ...day, minutes: 4 })
  const { calls, ages, pages, tickets, changes } = await runWorkingDay(world, { ...day, minutes: 9 })

  expect([pages, tickets, changes]).toEqual([75, 225, 36])
  expect(calls.length).toBeLessThanOrEqual((200 / 60) * 9)
  expect(ages.toSorted((a, b) => a - b)[Math.floor(ages.length * 0.95)]).toBeLessThanOrEqual(60)
})
