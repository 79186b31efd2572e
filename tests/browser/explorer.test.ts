import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { appearances, axeViolations, keepScreenshot, newPerson } from '../support/browser.ts'
import { isProxied, startPortal, type Portal } from '../support/portal.ts'
import type { World } from '../support/world.ts'

let portal: Portal
let world: World
beforeAll(async () => {
  portal = await startPortal({ scale: 1, tenants: true })
  ;({ world } = portal)
})
afterAll(() => portal.close())

interface Visit {
  readonly page: Page
  readonly person: BrowserContext
  /** Requests to another origin, each refused, and what the console said was wrong. */
  readonly wrong: string[]
}

/** Opens the explorer with nothing to reach but the gateway. */
async function visit({ browser, url: origin } = portal, options: Parameters<typeof newPerson>[1] = {}): Promise<Visit> {
  const person = await newPerson(browser, options)
  const page = await person.newPage()
  const wrong: string[] = []
  await person.route(
    (address) => address.origin !== origin,
    (route) => {
      wrong.push(`request to ${route.request().url()}`)
      return route.abort()
    },
  )
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  page.on('pageerror', ({ message }) => wrong.push(message))
  await page.goto(`${origin}/explorer`)
  await untilEditorIsThere(page)
  return { page, person, wrong }
}

/** Waits for the editor: what is run before it is there is nothing. */
const untilEditorIsThere = (page: Page) => page.locator('.graphiql-query-editor .view-line').first().waitFor()

async function enterToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Access token').fill(token)
  await page.getByRole('button', { name: 'Use' }).click()
  await page.getByText('The token is in use.').waitFor()
}

/** Runs what is in the editor, and gives the answer as it is shown. */
async function run(page: Page): Promise<{ data?: Record<string, unknown>; errors?: { message: string }[] }> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/graphql'))
  await page.getByRole('button', { name: /^Execute query/ }).click()
  const text = await (await answer).text()
  await page.locator('.graphiql-response .view-line').first().waitFor()
  return JSON.parse(text) as Awaited<ReturnType<typeof run>>
}

const shown = (page: Page) => page.locator('.graphiql-response .view-lines').innerText()

describe('with nothing to reach but the gateway', () => {
  test('a sample is run with a token, shows the figures of the graph, and nothing is asked elsewhere', async () => {
    const { page, person, wrong } = await visit()
    await enterToken(page, await world.token('viewer'))
    await page.getByRole('button', { name: /^Who has the most open tickets/ }).click()
    const { data, errors } = await run(page)
    const expected = await world.data<{ activitySummary: { totalTickets: number } }>(
      '{ activitySummary(range: { preset: LAST_365_DAYS }, filter: { state: OPEN }) { totalTickets } }',
    )

    expect(errors).toBeUndefined()
    expect(data?.['activitySummary']).toMatchObject(expected.activitySummary)
    expect(expected.activitySummary.totalTickets).toBeGreaterThan(0)
    await page.getByText(`"totalTickets"`, { exact: false }).first().waitFor()
    expect((await shown(page)).replaceAll(/\s/g, '')).toContain(
      `"totalTickets":${expected.activitySummary.totalTickets},`,
    )
    expect(wrong).toEqual([])
    await person.close()
  })

  test('the documentation of the graph is there, and the editor knows its fields', async () => {
    const { page, person, wrong } = await visit()
    await enterToken(page, await world.token('viewer'))
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByRole('link', { name: 'Query' }).first().click()
    await page.getByText('Figures of the website (HubSpot).', { exact: false }).waitFor()
    await page.locator('.graphiql-query-editor .view-lines').click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('{ noSuchField')
    // The worker that checks is a file of the gateway too.
    await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor()

    expect(wrong).toEqual([])
    await person.close()
  })
})

test('a token stays in the page: not in its address, its storage or a cookie, and a reload forgets it', async () => {
  const { page, person } = await visit()
  const token = await world.token('viewer')
  await enterToken(page, token)
  await page.getByRole('button', { name: 'Headers' }).click()
  const headers = page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)')
  await headers.locator('.view-lines').click()
  await headers.locator('.monaco-editor.focused').waitFor()
  await page.keyboard.insertText(`{"authorization":"Bearer ${token}"}`)
  await headers.getByText('authorization').first().waitFor()
  await run(page)
  // What is kept of the documents is written half a second after a change.
  await page.waitForFunction(() => sessionStorage.getItem('graphiql:tabState')?.includes('ServiceDeskThisMonth'))
  const kept = await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage))

  expect(kept).not.toContain(token.slice(0, 20))
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  expect([page.url(), await person.cookies()]).toEqual([expect.stringMatching(/\/explorer$/), []])
  await page.reload()
  await page.getByText('Enter an access token').waitFor()
  await untilEditorIsThere(page)
  const { errors } = await run(page)
  expect(errors?.[0]?.message).toMatch(/token|sign/i)
  await person.close()
})

test('a token that is no good is told of, with the gateway’s own words', async () => {
  const { page, person } = await visit()
  await page.getByLabel('Access token').fill('not-a-token')
  await page.getByRole('button', { name: 'Use' }).click()

  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/token/i)
  await expect.poll(() => page.getByRole('status').getAttribute('class')).toContain('bad')
  await person.close()
})

test('with INTROSPECTION=off the page says why there is no documentation, and operations run', async () => {
  const other = await startPortal({ environment: { INTROSPECTION: 'off' }, demoToken: 'viewer' })
  const { page, person, wrong } = await visit(other)
  // The token of the demo is for callers on this machine: nothing that comes through a proxy is given it.
  if (isProxied) await enterToken(page, await other.world.token('viewer'))
  else await page.getByText('The token is in use.').waitFor()

  expect(await page.getByText('INTROSPECTION is off').count()).toBe(1)
  expect((await run(page)).data?.['activitySummary']).toHaveProperty('totalTickets')
  expect(wrong).toEqual([])
  await person.close()
  await other.close()
})

test('the keyboard opens a sample, runs it, and leaves the editor', async () => {
  const { page, person } = await visit()
  await enterToken(page, await world.token('viewer'))
  await page.getByRole('button', { name: /^What is in each deal pipeline/ }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.graphiql-query-editor').getByText('dealPipelines', { exact: true }).waitFor()
  const answer = page.waitForResponse((response) => response.url().endsWith('/graphql'))
  await page.keyboard.press('Control+Enter')
  expect((await answer).request().postData()).toContain('dealPipelines')

  await page.keyboard.press('Control+M')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.graphiql-editor'))).toBeNull()
  await person.close()
})

describe.each(appearances)('in $scheme on a $device', ({ scheme, device, width }) => {
  test('it fits, and is accessible as far as GraphiQL is', async () => {
    const { page, person } = await visit(portal, { scheme, width })
    await enterToken(page, await world.token('viewer'))
    await run(page)
    await page.locator('.graphiql-response').getByText('totalTickets').first().waitFor()
    await keepScreenshot(page, `explorer-${device}-${scheme}`)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )

    // GraphiQL's tab has its buttons inside of an element that takes the focus for being dragged.
    const known = /^nested-interactive \(serious\) at \.graphiql-tab:/
    expect((await axeViolations(page)).filter((violation) => !known.test(violation))).toEqual([])
    expect(overflow).toBe(0)
    await person.close()
  })
})
