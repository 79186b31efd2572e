import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

/** Widths at which every page is looked at, in CSS pixels. */
export const widths = { desktop: 1440, phone: 390 } as const
export type Scheme = 'light' | 'dark'

export interface Appearance {
  readonly scheme: Scheme
  readonly device: keyof typeof widths
  readonly width: number
}

const appearance = (scheme: Scheme, device: Appearance['device']): Appearance => ({
  scheme,
  device,
  width: widths[device],
})

/**
 * How pages are looked at: in each color scheme and at each width once, since neither depends on the other; with
 * `EVERY_APPEARANCE` set, as `npm run test:long` does, in each scheme at each width.
 */
export const appearances: readonly Appearance[] = [
  appearance('light', 'desktop'),
  appearance('dark', 'phone'),
  ...(process.env['EVERY_APPEARANCE'] ? [appearance('light', 'phone'), appearance('dark', 'desktop')] : []),
]

/*
 * The package's own arguments are for functions in a cloud: one process for everything, which ends with the first closed
 * context, and no web security, which would make every test of it worthless. These are what a container needs.
 */
const launchArguments = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A real Chromium, from npm: nothing of the machine's own. Close it when done.
 *
 * @param trustedKeys of certificates that it trusts besides: SHA-256 of their public keys, in base64
 */
export async function launchBrowser(trustedKeys: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await unpackChromium()
  return playwright.launch({
    executablePath,
    args: [...launchArguments, ...trustedKeys.map((hash) => `--ignore-certificate-errors-spki-list=${hash}`)],
    headless: true,
    env: { ...process.env, ...env },
  })
}

/** A person's own browser: nothing of another context is in it. */
export async function newPerson(
  browser: Browser,
  {
    scheme = 'light',
    width = widths.desktop,
    timeZone = 'America/New_York',
  }: { scheme?: Scheme; width?: number; timeZone?: string } = {},
): Promise<BrowserContext> {
  const person = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: timeZone,
    // For requests of the test itself, which know nothing of what the browser trusts.
    ignoreHTTPSErrors: process.env['BROWSER_PROXY'] !== undefined,
  })
  // Half of what a test may take: a busy machine is no failure.
  person.setDefaultTimeout(120_000)
  return person
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** What axe finds wrong with the page as it stands, by the WCAG 2.2 AA rules; each as one readable line. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    // Of what is in order one node of each kind is enough, which spares axe a tenth of its time.
    return (await axe.run({ runOnly, resultTypes: ['violations'] })).violations
  }, tags)
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      (node) => `${id} (${impact}) at ${node.target.join(' ')}: ${node.failureSummary.replaceAll(/\s+/g, ' ')}`,
    ),
  )
}

/**
 * Keeps a picture under an ignored folder, for people to look at: the whole page, or what one sees of a dialog. In CI, where
 * people do not look, it is of what is in sight: drawing that waits for the layout as well, and long pages take seconds.
 */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL('../browser/screenshots/', import.meta.url))
  await mkdir(folder, { recursive: true })
  const hasDialog = (await page.getByRole('dialog').count()) > 0
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: !hasDialog && !process.env['CI'] })
}
