import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../support/browser.ts'
import { backTo, expectFocus, focusFault, hasFocus, tabTo } from '../support/keys.ts'
import { listedTickets, openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

// One tour from signing in to signing out, with nothing but keys: each fact goes on where the one before it ended.

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await startPortal()
  const person = await newPerson(portal.browser)
  page = await person.newPage()
  await page.goto(`${portal.url}/service-desk`)
})
afterAll(() => portal.close())

const search = () => Object.fromEntries(new URL(page.url()).searchParams)
const ticketsHeading = () => page.getByRole('heading', { name: /^Tickets\s*[\d,]*$/ })
const table = () => page.getByRole('table', { name: /tickets/i })
const rowLinks = () => table().locator('tbody').getByRole('link')

describe('by keyboard alone', () => {
  test('one signs in', async () => {
    await tabTo(page.getByRole('button', { name: 'Sign in' }))
    await page.keyboard.press('Enter')
    const maya = page.getByRole('button', { name: 'Maya Fernandes' })
    await maya.waitFor()
    await tabTo(maya)
    await page.keyboard.press('Enter')
    await settled(page)

    expect(page.url()).toBe(`${portal.url}/service-desk`)
  })

  test('the first stop skips to the content', async () => {
    await page.keyboard.press('Tab')
    await expectFocus(page.getByRole('link', { name: 'Skip to the content' }))
    expect(await focusFault(page)).toBeNull()
    await page.keyboard.press('Enter')
    await expectFocus(page.getByRole('main'))

    await page.keyboard.press('Tab')
    await expectFocus(page.getByRole('combobox', { name: 'Date range' }))
  })

  test('an arrow chooses the next range, and the focus stays', async () => {
    const range = page.getByRole('combobox', { name: 'Date range' })
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/range=/)
    await settled(page)

    expect(search()).toEqual({ range: 'last-90-days' })
    expect(await range.inputValue()).toBe('LAST_90_DAYS')
    await expectFocus(range)
  })

  test('a filter is chosen and taken back in its menu, which gives the focus back to its button', async () => {
    const all = await listedTickets(page)
    const button = page.getByRole('button', { name: 'Priority' })
    const menu = page.getByRole('dialog', { name: 'Priority: which tickets' })
    await tabTo(button)
    await page.keyboard.press('Enter')
    await menu.waitFor()
    await tabTo(menu.getByRole('checkbox').first())
    await page.keyboard.press('Space')
    await page.waitForURL(/priority=/)
    await settled(page)
    await expectFocus(menu.getByRole('checkbox', { checked: true }))
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'hidden' })
    await expectFocus(button)
    expect(await listedTickets(page)).toBeLessThan(all)

    await page.keyboard.press('Enter')
    await menu.waitFor()
    await tabTo(menu.getByRole('checkbox', { checked: true }))
    await page.keyboard.press('Space')
    await page.waitForURL((url) => !url.searchParams.has('priority'))
    await page.keyboard.press('Escape')
    await expectFocus(button)
    await expect.poll(() => listedTickets(page)).toBe(all)
  })

  test('the chart is one stop, within which arrows walk from bar to bar', async () => {
    const bars = page.getByRole('group', { name: /arrow keys walk/ }).getByRole('link')
    const last = (await bars.count()) - 1
    await tabTo(bars)
    const walked: string[] = []
    for (const [key, place] of [
      ['ArrowRight', 1],
      ['ArrowRight', 2],
      ['ArrowLeft', 1],
      ['ArrowLeft', 0],
      ['ArrowLeft', 0],
      ['End', last],
      ['ArrowRight', last],
      ['Home', 0],
      ['ArrowDown', 1],
    ] as const) {
      await page.keyboard.press(key)
      walked.push(`${key} ${await hasFocus(bars.nth(place))} ${await focusFault(page)}`)
    }
    expect(walked.filter((step) => !step.endsWith(' true null'))).toEqual([])

    await page.keyboard.press('Tab')
    expect(await hasFocus(bars)).toBe(false)
    await page.keyboard.press('Shift+Tab')
    await expectFocus(bars.nth(1))
  })

  // Which series the first bar is of depends on what happened on the first day, so the bar is looked for.
  test.each([
    ['completed', 'Closed in period'],
    ['created', 'Created in period'],
  ])('a bar of what was %s leads to its tickets, and a link on to those of all days', async (series, tab) => {
    const bars = page.getByRole('group', { name: /arrow keys walk/ }).getByRole('link')
    const bar = bars.and(page.getByRole('link', { name: new RegExp(`: [\\d,]+ ${series}$`) })).first()
    const count = Number(/: ([\d,]+) /.exec((await bar.getAttribute('aria-label')) ?? '')?.[1])
    await backTo(bars)
    await page.keyboard.press('Home')
    while (!(await hasFocus(bar))) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL(/days=/)
    await settled(page)
    await expect.poll(() => listedTickets(page)).toBe(count)
    await expectFocus(ticketsHeading())

    const tabs = page.getByRole('navigation', { name: 'Which tickets' })
    const all = Number((await tabs.getByRole('link', { name: tab }).innerText()).split('\n').at(-1))
    await tabTo(page.getByRole('link', { name: 'Show all days' }))
    await page.keyboard.press('Enter')
    await expect.poll(() => listedTickets(page)).toBe(all)
  })

  test('a bar of a breakdown filters the page, and once more takes the filter back', async () => {
    const all = await listedTickets(page)
    const region = page.getByRole('region', { name: 'By status' })
    const bar = region.getByRole('link').first()
    const count = Number((await bar.innerText()).split('\n')[1])
    await backTo(bar)
    await page.keyboard.press('Enter')
    await page.waitForURL(/status=/)
    await settled(page)
    await expect.poll(() => listedTickets(page)).toBe(count)
    await expectFocus(ticketsHeading())

    await backTo(region.locator('[aria-current]'))
    await page.keyboard.press('Enter')
    await expect.poll(() => listedTickets(page)).toBe(all)
    expect(search()).toEqual({ range: 'last-90-days' })
  })

  test('a column head sorts, keeps the focus, and turns the order round', async () => {
    const head = table().getByRole('columnheader', { name: 'Due' })
    await tabTo(head.getByRole('link'))
    const orders: unknown[] = []
    for (const sort of ['due', '-due']) {
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('sort') === sort)
      await settled(page)
      orders.push([sort, await head.getAttribute('aria-sort'), await hasFocus(head.getByRole('link'))])
    }

    expect(orders).toEqual([
      ['due', 'ascending', true],
      ['-due', 'descending', true],
    ])
  })

  test('the next page begins at its heading', async () => {
    const before = await rowLinks().allInnerTexts()
    await tabTo(page.getByRole('navigation', { name: 'Pages of the list' }).getByRole('link', { name: 'Next' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(/page=2/)
    await settled(page)
    await expectFocus(ticketsHeading())

    const after = await rowLinks().allInnerTexts()
    expect(after.filter((row) => before.includes(row))).toEqual([])
  })

  test('a ticket opens, the next one follows, and Esc gives the focus back to the list', async () => {
    const titles = (await rowLinks().allInnerTexts()).slice(0, 2).map((text) => text.split('\n')[0])
    const dialog = page.getByRole('dialog')
    await tabTo(rowLinks().first())
    await page.keyboard.press('Enter')
    await expect.poll(() => openTicketTitle(page)).toBe(titles[0])
    expect(await hasFocus(dialog.locator('*'))).toBe(true)
    await tabTo(dialog.getByRole('link', { name: 'Next' }))
    const address = page.url()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href !== address)
    await expect.poll(() => openTicketTitle(page)).toBe(titles[1])

    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForURL((url) => url.pathname === '/service-desk')
    await expectFocus(rowLinks().first())
    expect(await focusFault(page)).toBeNull()
  })

  test('one goes to the sales page, to the deals of a stage and to another pipeline', async () => {
    const pages = page.getByRole('navigation', { name: 'Pages', exact: true })
    await backTo(pages.getByRole('link', { name: 'Sales' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(`${portal.url}/sales`)
    await settled(page)
    const board = page.getByRole('region', { name: /^Pipeline/ })
    const stage = board.locator('ol').getByRole('link').first()
    await tabTo(stage)
    await page.keyboard.press('Enter')
    await page.waitForURL(/stage=/)
    await settled(page)
    await expectFocus(page.getByRole('heading', { name: /^Deals\s*[\d,]*$/ }))

    const other = board.getByRole('navigation', { name: 'Which pipeline' }).getByRole('link').nth(1)
    await backTo(other)
    await page.keyboard.press('Enter')
    await page.waitForURL(/board=/)
    await expectFocus(other)
  })

  test('one orders the forms of the website, and goes back to the service desk', async () => {
    const pages = page.getByRole('navigation', { name: 'Pages', exact: true })
    await backTo(pages.getByRole('link', { name: 'Website' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(`${portal.url}/website`)
    await settled(page)
    const head = page.getByRole('columnheader', { name: 'Views' })
    await tabTo(head.getByRole('link'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/sort=-views/)
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    await expectFocus(head.getByRole('link'))

    await backTo(pages.getByRole('link', { name: 'Service desk' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(`${portal.url}/service-desk`)
    await settled(page)
  })

  test('arrows choose the colours', async () => {
    const background = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
    await backTo(page.getByRole('radio', { name: 'System' }))
    const light = await background()
    const seen: unknown[] = []
    for (const name of ['Light', 'Dark', 'System']) {
      await page.keyboard.press('ArrowRight')
      await expectFocus(page.getByRole('radio', { name, checked: true }))
      seen.push([name, (await background()) === light, await focusFault(page)])
    }

    expect(seen).toEqual([
      ['Light', true, null],
      ['Dark', false, null],
      ['System', true, null],
    ])
  })

  test('one signs out from the menu of the account', async () => {
    await tabTo(page.getByRole('button', { name: /Your account/ }))
    await page.keyboard.press('Enter')
    await tabTo(page.getByRole('button', { name: 'Sign out' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(`${portal.url}/sign-in**`)

    expect(await page.context().cookies(portal.url)).toEqual([])
    await tabTo(page.getByRole('button', { name: 'Sign in' }))
  })
})
