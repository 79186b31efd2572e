import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await startPortal({ scale: 0.02, tenants: true })
  await portal.world.query('{ featureFlags { key } }')
  for (let n = 0; n < 30; n++) await portal.world.query(`query Q${n} { viewer { id } }`)
  await portal.world.query('query Desk { tickets(first: 1) { totalCount } }')
  page = (await portal.signIn({ name: 'Helen Marsh', path: '/audit' })).page
})
afterAll(() => portal.close())

const rows = () => page.getByRole('table', { name: 'Records' }).locator('tbody tr')

async function open(path: string): Promise<void> {
  await page.goto(`${portal.url}${path}`)
  await settled(page)
}

describe('the audit log', () => {
  test('shows who did what, newest first, and can be filtered', async () => {
    await open('/audit')
    await rows().filter({ hasText: 'Read Desk' }).getByRole('cell', { name: 'Maya Fernandes' }).waitFor()
    await rows().filter({ hasText: 'Sign-in' }).first().waitFor()

    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Refusal')
    await expect.poll(() => rows().count()).toBe(1)
    expect(await rows().innerText()).toContain('FORBIDDEN')
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Any')
    await page.getByRole('combobox', { name: 'Tenant' }).selectOption('Acme Telecom')
    await expect.poll(() => rows().first().innerText()).toContain('acme')
    expect(new URL(page.url()).search).toBe('?tenant=acme')

    await open('/audit')
    await page.getByRole('link', { name: 'Maya Fernandes' }).first().click()
    await page.getByRole('link', { name: /^Remove the filter Person/ }).waitFor()
    await expect.poll(() => rows().filter({ hasText: 'Helen Marsh' }).count()).toBe(0)
  })

  test('goes on where a page ends', async () => {
    await open('/audit?rows=25')
    expect(await rows().count()).toBe(25)
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByText(/^26–\d+$/).waitFor()
    expect(new URL(page.url()).search).toMatch(/^\?rows=25&after=[\w-]+&page=2$/)
    await page.getByRole('link', { name: 'Previous' }).click()
    await page.getByText('1–25', { exact: true }).waitFor()
  })

  test('is downloaded as it is filtered', async () => {
    await open('/audit?kind=refusal')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')

    expect(download.suggestedFilename()).toBe('audit.csv')
    expect(lines[0]).toMatch(/^\uFEFF?id,at,kind,/)
    expect(lines.slice(1)).toEqual([expect.stringMatching(/,refusal,refused,FORBIDDEN,.*Maya Fernandes/)])
  })

  test('is for administrators', async () => {
    const { page: other, person } = await portal.signIn({ path: '/audit' })

    await other.getByRole('alert', { name: 'No access' }).waitFor()
    expect(await other.getByRole('link', { name: 'Audit log' }).count()).toBe(0)
    await person.close()
  })
})
