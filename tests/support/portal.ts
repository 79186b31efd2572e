import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { launchBrowser, newPerson } from './browser.ts'
import { startNginx } from './nginx/start-nginx.ts'
import { findFreePort } from './supervised/run-supervised.ts'
import { startWorld, type World, type WorldOptions } from './world.ts'

/** The whole product and a browser to use it with. */
export interface Portal {
  readonly world: World
  readonly browser: Browser
  /** The address people open, such as `http://localhost:40123`. */
  readonly url: string
  /** Somebody with a browser of their own, signed in as one of the simulated people and back on `path`. */
  signIn(options?: SignInOptions): Promise<{ page: Page; person: BrowserContext }>
  close(): Promise<void>
}

export interface SignInOptions {
  name?: string
  path?: string
  person?: Parameters<typeof newPerson>[1]
}

/** `BROWSER_PROXY=nginx` runs the tests through the machine's nginx, with TLS, as `npm run test:long` does. */
export const isProxied = process.env['BROWSER_PROXY'] === 'nginx'

/** Starts a world and a browser, whose clock is the machine's: the portal has to go by the gateway's. */
export async function startPortal(options: WorldOptions = {}): Promise<Portal> {
  const port = isProxied ? await findFreePort() : null
  const proxied = port !== null && {
    portalOrigins: [`https://localhost:${port}`],
    environment: { TRUSTED_PROXIES: '127.0.0.1', ...options.environment },
  }
  const [world, direct] = await Promise.all([
    startWorld({ scale: 0.3, ...options, ...proxied }),
    port === null ? launchBrowser() : null,
  ])
  const nginx = port === null ? null : await startNginx(port, new URL(world.url).host)
  const browser = direct ?? (await launchBrowser(nginx ? [nginx.certificate.keyHash] : []))
  const url = nginx?.url ?? world.url.replace('127.0.0.1', 'localhost')
  return {
    world,
    browser,
    url,
    async signIn({ name = 'Maya Fernandes', path = '/service-desk', person: options } = {}) {
      const person = await newPerson(browser, options)
      const page = await person.newPage()
      await page.goto(`${url}${path}`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name }).click()
      await page.waitForURL((address) => address.href.startsWith(`${url}${path}`))
      await settled(page)
      return { page, person }
    },
    async close() {
      await browser.close()
      await nginx?.close()
      await world.close()
    },
  }
}

/** Waits until the page shows what it asked for, its list included. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  // These have no such list; what is somewhere else is on its way back from signing in.
  if (/^\/(changes|admin|audit)\b/.test(new URL(page.url()).pathname)) return
  const list = page.getByRole('heading', { name: /^(Tickets|Deals|Forms)\s*[\d,]*$/ })
  await list
    .or(page.getByRole('alert', { name: 'No access' }))
    .first()
    .waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** The questions a page puts to the graph from now on, as it sends them; that of the chat, which comes later, is none. */
export function recordOperations(page: Page): { operationName: string; query?: string; hash: string | undefined }[] {
  const operations: ReturnType<typeof recordOperations> = []
  page.on('request', (request: Request) => {
    if (!request.url().endsWith('/graphql') || request.method() !== 'POST') return
    const body = request.postDataJSON() as {
      operationName: string
      query?: string
      extensions?: { persistedQuery?: { sha256Hash: string } }
    }
    const { operationName, query, extensions } = body
    if (operationName === 'ChatWidget') return
    operations.push({ operationName, ...(query && { query }), hash: extensions?.persistedQuery?.sha256Hash })
  })
  return operations
}

/** Holds back the answers of the graph until what it gives is called. */
export async function holdGraph(page: Page): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/graphql', async (route) => {
    await promise
    // Once the route is taken back, the browser has already let the request go on.
    await route.continue().catch(() => undefined)
  })
  return async () => {
    resolve()
    await page.unroute('**/graphql')
  }
}

/** The title of the ticket that is open over the list, once it is there. */
export async function openTicketTitle(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  return dialog.getByRole('heading', { level: 2 }).first().innerText()
}

/** How many tickets the list says it has. */
export const listedTickets = (page: Page): Promise<number> => listedRows(page, /^Tickets\s*[\d,]*$/)

/** How many rows the list under a heading says it has. */
export async function listedRows(page: Page, name: RegExp): Promise<number> {
  const heading = await page.getByRole('heading', { name }).textContent()
  return Number(/[\d,]+/.exec(heading ?? '')?.[0].replaceAll(',', ''))
}
