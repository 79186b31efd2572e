import { fileURLToPath } from 'node:url'
import { ensurePortal } from '../scripts/ensure-portal.ts'
import { startPortal } from '../tests/support/portal.ts'
import { median } from './bars.ts'
import { signIn } from './portal/sign-in.ts'

const rounds = 5

/**
 * From the click on a person's name to the first figures on the screen, in a real Chromium with an empty cache, at 150
 * ms a vendor call: with a cold cache (a gateway that has just started), and with a warm one.
 */
export async function measureFirstFigures(): Promise<void> {
  ensurePortal(fileURLToPath(new URL('..', import.meta.url)))
  const cold: number[] = []
  const warm: number[] = []
  for (let round = 0; round < rounds; round++) {
    const portal = await startPortal({ scale: 1, latencyMs: 150 })
    try {
      for (const times of [cold, warm]) {
        const { firstFiguresMs, person } = await signIn(portal.browser, portal.url)
        times.push(firstFiguresMs)
        await person.close()
      }
    } finally {
      await portal.close()
    }
  }
  const base = median(cold)
  for (const [way, times] of [
    ['cold', cold],
    ['warm', warm],
  ] as const) {
    const all = times.map((ms) => Math.round(ms)).join(', ')
    console.log(
      `  ${way}  median ${Math.round(median(times))} ms  ${(median(times) / base).toFixed(2)} of cold  (${all})`,
    )
  }
}
