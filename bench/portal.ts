import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePortal } from '../scripts/ensure-portal.ts'
import { launchBrowser } from '../tests/support/browser.ts'
import { printBars, toMarkdown, type Bar } from './bars.ts'
import { compareFirstFigures } from './portal/compare-first-figures.ts'
import { startDemo } from './portal/demo-process.ts'
import { checkOutEarlier } from './portal/earlier-checkout.ts'
import { measureInteractions } from './portal/interactions.ts'
import { measureLongTable } from './portal/long-table.ts'
import { measurePageLoad } from './portal/page-load.ts'
import { measureRouteChanges } from './portal/route-changes.ts'
import { signIn } from './portal/sign-in.ts'
import { describeLoad } from './portal/spread.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const resultFile = fileURLToPath(new URL('results/portal.json', import.meta.url))

/** What the first figures are compared with. */
const earlierCommit = 'd7426ee'

const option = (name: string): string | undefined =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)

/**
 * What a person waits for in the portal, in a real Chromium: the first figures after the click on their name, beside
 * those of an earlier commit; pages, a long table, and every interaction. Options: `--earlier=<folder>` takes a built
 * checkout of that commit instead of making one, `--only=<part>` measures one part, `--markdown` prints a table for a
 * document.
 */
export async function measurePortal(): Promise<void> {
  const missing = ensurePortal(root)
  if (missing !== null) throw new Error(missing)
  const only = option('only')
  const bars: Bar[] = []
  if (only === undefined || only === 'first-figures') bars.push(...(await compareWithEarlier()))
  bars.push(...(await measureParts((name) => only === undefined || only === name)))
  const load = describeLoad()
  console.log(`  the machine              ${load}`)
  printBars(bars)
  if (process.argv.includes('--markdown')) console.log(`\n${toMarkdown(bars)}`)
  await mkdir(dirname(resultFile), { recursive: true })
  await writeFile(resultFile, `${JSON.stringify({ bench: 'portal', load, bars }, null, 2)}\n`)
}

const parts = {
  'page-load': measurePageLoad,
  'route-changes': measureRouteChanges,
  'long-table': measureLongTable,
  interactions: measureInteractions,
}

async function measureParts(isWanted: (name: string) => boolean): Promise<Bar[]> {
  const bars: Bar[] = []
  const demo = await startDemo(root)
  const browser = await launchBrowser()
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (!isWanted(name)) continue
      // An administrator sees every page.
      const { page, person } = await signIn(browser, demo.url, 'Helen Marsh')
      bars.push(...(await measure(page, demo.url)))
      await person.close()
    }
  } finally {
    await browser.close()
    await demo.close()
  }
  return bars
}

async function compareWithEarlier(): Promise<Bar[]> {
  const folder = option('earlier')
  const earlier = folder === undefined ? await checkOutEarlier(earlierCommit) : { folder, remove: async () => {} }
  if (typeof earlier === 'string') {
    console.log(`  first figures are not compared: ${earlier}`)
    return []
  }
  try {
    return await compareFirstFigures(root, earlier.folder, earlierCommit)
  } finally {
    await earlier.remove()
  }
}
