import { randomWindows, type Window } from './oracle/random-windows.ts'
import { usualNow, usualTimeZone, type WorldOptions } from './world.ts'

/** A world whose seed, zone and now are worth a test of every figure. */
export interface TellingWorld {
  label: string
  options: Required<Pick<WorldOptions, 'seed' | 'scale' | 'now' | 'timeZone'>>
}

const [newYork, berlin, kolkata] = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata']

export const tellingWorlds: readonly TellingWorld[] = [
  {
    label: 'half an hour into a month in New York',
    options: { seed: 1, scale: 0.4, now: '2026-03-01T05:31:00Z', timeZone: newYork },
  },
  {
    label: 'the day the clocks go forward in Berlin',
    options: { seed: 2, scale: 0.4, now: '2026-03-29T10:07:00Z', timeZone: berlin },
  },
  {
    label: 'the 29th of February in Kolkata',
    options: { seed: 3, scale: 0.4, now: '2028-02-29T12:07:00Z', timeZone: kolkata },
  },
  {
    label: 'the day the clocks go back in New York',
    options: { seed: 4, scale: 0.4, now: '2026-11-01T18:07:00Z', timeZone: newYork },
  },
  {
    label: 'the hour that comes twice in Berlin',
    options: { seed: 5, scale: 0.4, now: '2026-10-25T01:07:00Z', timeZone: berlin },
  },
  {
    label: 'the first minutes of a year in Kolkata',
    options: { seed: 6, scale: 0.4, now: '2025-12-31T18:37:00Z', timeZone: kolkata },
  },
]

/** The world of the day and zone that a run has chosen, if it has (`npm run test:dates`). */
export const chosenWorld: TellingWorld | null =
  process.env['TEST_NOW'] === undefined
    ? null
    : {
        label: `${usualNow} in ${usualTimeZone}`,
        options: { seed: 1, scale: 0.3, now: usualNow, timeZone: usualTimeZone },
      }

/** The worlds to compare every figure of: the one chosen, or all of them. */
export const comparedWorlds: readonly TellingWorld[] = chosenWorld ? [chosenWorld] : tellingWorlds

/**
 * Twelve windows of a world, telling and drawn ones; no two worlds take the same of the telling ones. A world that was
 * chosen takes all of the telling ones.
 */
export function windowsOf(world: TellingWorld): Window[] {
  const { seed, now, timeZone } = world.options
  if (world === chosenWorld) return randomWindows({ seed, count: 30, now: new Date(now), timeZone })
  const count = tellingWorlds.length * 12
  return randomWindows({ seed, count, now: new Date(now), timeZone }).filter(
    (_, index) => index % tellingWorlds.length === seed % tellingWorlds.length,
  )
}
