import type { Locator, Page } from 'playwright-core'
import { settled } from '../../tests/support/portal.ts'

/** One thing that a person does, as the browser's own events: what a script sets counts as no interaction. */
export interface Step {
  readonly name: string
  act(page: Page): Promise<void>
}

const step = (name: string, act: Step['act']): Step => ({ name, act })
const tickets = (page: Page): Locator => page.locator('table[aria-labelledby="tickets"]')
const account = (page: Page): Locator => page.getByRole('button', { name: /Your account/ })
const searchField = (page: Page): Locator => page.getByRole('searchbox', { name: /^Find tickets/ })

/** Chooses the next option of a list by its keys. */
async function press(page: Page, name: string, key: 'ArrowDown' | 'ArrowUp'): Promise<void> {
  await page.getByRole('combobox', { name }).focus()
  await page.keyboard.press(key)
}

const openPage = (name: string): Step =>
  step(`open ${name}`, (page) =>
    page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name, exact: true }).click(),
  )

const sortBy = (name: string): Step =>
  step(`sort by ${name.toLowerCase()}`, (page) =>
    tickets(page)
      .getByRole('columnheader', { name: new RegExp(`^${name}`) })
      .getByRole('link')
      .click(),
  )

/** Waits for the panel to come and to go: a key pressed before would reach the list behind it. */
const openTicket = (row: number): Step[] => [
  step('open a ticket', async (page) => {
    await tickets(page).locator('tbody tr').nth(row).getByRole('link').first().click()
    await page.getByRole('dialog').waitFor()
  }),
  step('close the ticket', async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }),
]

const chooseTheme = (label: string): Step => step('choose colours', (page) => page.getByTitle(label).click())

const filterBy = (name: string): Step[] => [
  step('open the filter', (page) => page.getByRole('button', { name, exact: true }).click()),
  step('choose a value', (page) => page.getByRole('checkbox').first().click()),
  step('take it back', (page) => page.getByRole('checkbox').first().click()),
  step('close the filter', (page) => page.keyboard.press('Escape')),
]

const search = (...letters: string[]): Step[] => [
  step('enter the search field', (page) => searchField(page).click()),
  ...letters.map((letter) => step('type in the search field', (page) => page.keyboard.press(letter))),
  step('select the search text', (page) => page.keyboard.press('Control+A')),
  step('clear the search field', (page) => page.keyboard.press('Delete')),
]

/** What people do in the portal all day, more than fifty interactions; from the service desk, and back there. */
export const steps: readonly Step[] = [
  step('change the range', (page) => press(page, 'Date range', 'ArrowDown')),
  step('change the range back', (page) => press(page, 'Date range', 'ArrowUp')),
  step('compare with another period', (page) => press(page, 'Compare with', 'ArrowDown')),
  step('compare with the first again', (page) => press(page, 'Compare with', 'ArrowUp')),
  ...['Status', 'Priority', 'Created'].map(sortBy),
  ...openTicket(0),
  ...openTicket(3),
  ...filterBy('Priority'),
  ...filterBy('Status'),
  ...search('p', 'r', 'i', 'n', 't', 'e', 'r'),
  step('open the account', (page) => account(page).click()),
  step('close the account', (page) => page.keyboard.press('Escape')),
  ...['Dark', 'Light', 'System'].map(chooseTheme),
  step('show 50 rows', (page) => press(page, 'Rows per page', 'ArrowDown')),
  step('show 100 rows', (page) => press(page, 'Rows per page', 'ArrowDown')),
  sortBy('Due'),
  sortBy('Priority'),
  ...openTicket(40),
  step('next page', (page) => page.getByRole('link', { name: 'Next' }).click()),
  step('previous page', (page) => page.getByRole('link', { name: 'Previous' }).click()),
  ...['Sales', 'Website', 'Service desk'].map(openPage),
  step('change the range', (page) => press(page, 'Date range', 'ArrowDown')),
  step('change the range back', (page) => press(page, 'Date range', 'ArrowUp')),
  ...openTicket(1),
  ...['Sales', 'Service desk'].map(openPage),
]

/** Waits until nothing is loading any more. */
export async function rest(page: Page): Promise<void> {
  // What an interaction begins, such as a question to the gateway, shows a frame or two later.
  await page.waitForTimeout(60)
  await settled(page)
}
