import { fileURLToPath } from 'node:url'
import { ensurePortal } from '../scripts/ensure-portal.ts'
import { newPerson } from '../tests/support/browser.ts'
import { startPortal } from '../tests/support/portal.ts'

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
        const person = await newPerson(portal.browser)
        const page = await person.newPage()
        await page.goto(portal.url)
        await page.getByRole('button', { name: 'Sign in' }).click()
        const name = page.getByRole('button', { name: 'Maya Fernandes' })
        await name.waitFor()
        const begun = performance.now()
        await name.click()
        // Checks at every frame: a locator polls only twice a second after a while.
        await page.waitForFunction(() => document.querySelector('[aria-label="Figures"] a') !== null)
        times.push(performance.now() - begun)
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
