import { randomWindows, type Window } from './oracle/random-windows.ts'
import type { HubSpotState } from './oracle/hubspot/state.ts'
import { chosenWorld, type TellingWorld } from './telling-worlds.ts'
import { startWorld, type World, type WorldOptions } from './world.ts'

const [newYork, berlin, kolkata] = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata']

/** Ten worlds whose sales and website are worth a test of every figure; HubSpot counts its own days in New York in all. */
export const hubspotWorlds: readonly TellingWorld[] = [
  {
    label: 'half an hour into a month in New York',
    options: { seed: 1, scale: 0.3, now: '2026-03-01T05:31:00Z', timeZone: newYork },
  },
  {
    label: 'the day the clocks go forward in Berlin',
    options: { seed: 2, scale: 0.3, now: '2026-03-29T10:07:00Z', timeZone: berlin },
  },
  {
    label: 'the 29th of February in Kolkata',
    options: { seed: 3, scale: 0.3, now: '2028-02-29T12:07:00Z', timeZone: kolkata },
  },
  {
    label: 'the day the clocks go back in New York',
    options: { seed: 4, scale: 0.3, now: '2026-11-01T18:07:00Z', timeZone: newYork },
  },
  {
    label: 'the hour that comes twice in Berlin',
    options: { seed: 5, scale: 0.3, now: '2026-10-25T01:07:00Z', timeZone: berlin },
  },
  {
    label: 'the first minutes of a year in Kolkata',
    options: { seed: 6, scale: 0.3, now: '2025-12-31T18:37:00Z', timeZone: kolkata },
  },
  {
    label: 'the day the clocks go forward in New York',
    options: { seed: 7, scale: 0.3, now: '2026-03-08T07:01:00Z', timeZone: newYork },
  },
  {
    label: 'the last minute of a quarter in Auckland',
    options: { seed: 8, scale: 0.3, now: '2026-06-30T11:58:30Z', timeZone: 'Pacific/Auckland' },
  },
  {
    label: '3,000 deals',
    options: { seed: 9, scale: 10.4, now: '2026-09-30T21:30:00Z', timeZone: 'UTC' },
  },
  {
    label: '12,000 contacts',
    options: { seed: 10, scale: 15.6, now: '2026-01-31T23:07:00Z', timeZone: 'America/Sao_Paulo' },
  },
]

/** The worlds to compare every figure of: the one that a run has chosen, or all of them. */
export const comparedHubspotWorlds: readonly TellingWorld[] = chosenWorld ? [chosenWorld] : hubspotWorlds

/** Twelve windows of a world, telling and drawn ones; no two neighbouring worlds take the same of the telling ones. */
export function hubspotWindowsOf(world: TellingWorld): Window[] {
  const { seed, now, timeZone } = world.options
  if (world === chosenWorld) return randomWindows({ seed, count: 30, now: new Date(now), timeZone })
  return randomWindows({ seed, count: 60, now: new Date(now), timeZone }).filter((_, index) => index % 5 === seed % 5)
}

/** A change of HubSpot's records, made before the gateway has asked for any. */
export interface HubSpotChange {
  label: string
  make(world: World, state: HubSpotState): Promise<void>
}

/** Starts a world, changes it, and gives what HubSpot then holds. Searches know of it by then, however they lag. */
export async function startChangedWorld(options: WorldOptions, change: HubSpotChange) {
  const world = await startWorld(options)
  await change.make(world, await world.hubspot.state())
  await world.advanceClock(60_000)
  // A world that begins with a replica has asked before.
  await world.data('mutation { refresh(input: { scope: SALES }) { refreshedAt } }')
  return { world, state: (await world.hubspot.state()) as HubSpotState }
}
