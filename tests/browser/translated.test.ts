import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
const faults: string[] = []
beforeAll(async () => {
  portal = await startPortal({ scale: 0.2, tenants: true })
  ;({ page } = await portal.signIn({ name: 'Helen Marsh', path: '/service-desk' }))
  page.on('pageerror', ({ message }) => faults.push(message))
})
afterAll(() => portal.close())

/**
 * What Chrome and Edge do to a page that they translate: each text node is replaced by one of another element, now and
 * whenever new text comes. The words stay the same here, so that what is shown can be compared.
 */
async function translate(): Promise<void> {
  await page.evaluate(() => {
    const wrap = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Node[] = root.nodeType === Node.TEXT_NODE ? [root] : []
      while (walker.nextNode()) texts.push(walker.currentNode)
      for (const text of texts) {
        const parent = text.parentElement
        if (!parent || !text.textContent?.trim()) continue
        if (parent.closest('font, script, style, svg, option, textarea, [translate="no"]')) continue
        const outer = document.createElement('font')
        const inner = document.createElement('font')
        inner.textContent = text.textContent
        outer.append(inner)
        parent.replaceChild(outer, text)
      }
    }
    wrap(document.body)
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) wrap(node)
    }).observe(document.body, { childList: true, subtree: true })
  })
}

/** What can be read, without what tells the time that has passed. */
async function readText(): Promise<string[]> {
  await settled(page)
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('header, main, dialog[open]')].map((part) => (part as HTMLElement).innerText),
  )
  return (
    texts
      .join('\n')
      .replaceAll(/\((just now|\d+ \w+ ago)\)/g, '')
      .replaceAll(/\d+:\d\d\s[AP]M/g, '')
      .split('\n')
      .map((line) => line.replaceAll(/\s+/g, ' ').trim())
      // The chat's button comes when it comes.
      .filter((line) => line !== '' && line !== 'Chat')
  )
}

const link = (name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first()

/** Steps that change a page, and how to know that each has been taken. */
const tours: readonly (readonly [path: string, steps: readonly (() => Promise<unknown>)[]])[] = [
  [
    '/service-desk',
    [
      () => page.getByRole('combobox', { name: 'Date range' }).selectOption('Last 7 days'),
      () => page.getByRole('combobox', { name: 'Date range' }).selectOption('Last 90 days'),
      () => link(/^Still open/).click(),
      () => page.getByRole('combobox', { name: 'Compare with' }).selectOption('None'),
      () => page.getByRole('region', { name: 'By priority' }).getByRole('link').first().click(),
      () => page.getByRole('link', { name: /^Remove the filter/ }).click(),
      () => page.getByRole('combobox', { name: 'Compare with' }).selectOption('Previous year'),
      () => page.getByRole('columnheader', { name: 'Due' }).getByRole('link').click(),
      () =>
        page
          .getByRole('group', { name: /arrow keys walk/ })
          .getByRole('link')
          .first()
          .click({ force: true }),
      () => link('Show all days').click(),
      () => page.getByRole('searchbox').fill('printer'),
      () => page.getByRole('searchbox').fill('no ticket has this'),
      () => page.getByRole('link', { name: 'Clear the search' }).click(),
    ],
  ],
  [
    '/service-desk?range=last-90-days',
    [
      () =>
        page
          .getByRole('table', { name: /tickets/i })
          .locator('tbody')
          .getByRole('link')
          .nth(1)
          .click(),
      () => openTicketTitle(page),
      () => page.getByRole('dialog').getByRole('link', { name: 'Next' }).click(),
      () => openTicketTitle(page),
      () => page.getByRole('dialog').getByRole('link', { name: 'Next' }).click(),
      () => openTicketTitle(page),
    ],
  ],
  [
    '/sales',
    [
      () => page.getByRole('link', { name: 'Won', exact: true }).click(),
      () => page.getByRole('navigation', { name: 'Which pipeline' }).getByRole('link').nth(1).click(),
      () =>
        page
          .getByRole('region', { name: /^Pipeline/ })
          .locator('ol a')
          .first()
          .click(),
      () => page.getByRole('combobox', { name: 'Date range' }).selectOption('Last 90 days'),
      () => page.getByRole('searchbox').fill('no deal is called this'),
      () => page.getByRole('link', { name: 'Clear the filters' }).click(),
    ],
  ],
  [
    '/website',
    [
      () => page.getByRole('combobox', { name: 'Date range' }).selectOption('Last 7 days'),
      () => page.getByRole('columnheader', { name: 'Views' }).getByRole('link').click(),
      () => page.getByRole('combobox', { name: 'Date range' }).selectOption('Last 90 days'),
    ],
  ],
  [
    '/changes/acme?search=phone',
    [
      () => page.getByRole('list', { name: 'Tickets found' }).waitFor(),
      () => page.getByRole('combobox', { name: /^Tenant/ }).selectOption('globex'),
      () => page.getByRole('searchbox').fill('pho'),
      () => page.getByRole('list', { name: 'Tickets found' }).getByRole('link').first().click(),
      () => page.getByRole('heading', { name: 'Log a change' }).waitFor(),
      () => page.getByRole('list', { name: 'Tickets found' }).getByRole('link').nth(1).click(),
      () => page.getByRole('heading', { name: 'Log a change' }).waitFor(),
      () => page.getByRole('combobox', { name: /^Tenant/ }).selectOption('acme'),
    ],
  ],
  ['/admin', [() => page.getByRole('button', { name: 'Check now' }).click()]],
]

test.each(tours)(
  'what %s shows is the same on a page that the browser translates',
  { timeout: 240_000 },
  async (path, steps) => {
    await page.goto(`${portal.url}${path}`)
    await settled(page)
    await translate()
    // A second tab, which nothing translates.
    const other = await page.context().newPage()
    for (const [index, step] of steps.entries()) {
      await step()
      await page.waitForTimeout(350)
      const translated = await readText()
      expect({ step: index, fonts: await page.locator('main font').count() }).not.toEqual({ step: index, fonts: 0 })
      await other.goto(page.url())
      expect({ step: index, text: translated }).toEqual({ step: index, text: await readPlain(other) })
    }
    await other.close()
    expect(faults).toEqual([])
  },
)

async function readPlain(other: Page): Promise<string[]> {
  const kept = page
  page = other
  try {
    await settled(other)
    if (/\/tickets\//.test(other.url())) await openTicketTitle(other)
    if (/search=pho/.test(other.url())) await other.getByRole('list', { name: 'Tickets found' }).waitFor()
    if (/\/changes\/\w+\/\d/.test(other.url())) await other.getByRole('heading', { name: 'Log a change' }).waitFor()
    if (/\/admin/.test(other.url()))
      await other.getByRole('region', { name: 'Vendors' }).getByRole('listitem').first().waitFor()
    await other.waitForTimeout(350)
    return await readText()
  } finally {
    page = kept
  }
}
