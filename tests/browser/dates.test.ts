import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedActivitySummary } from '../support/oracle/activity-summary.ts'
import { liesIn, presetDays, type Preset, type Range } from '../support/oracle/days.ts'
import type { AutotaskState } from '../support/oracle/state.ts'
import { listedTickets, recordOperations, settled, startPortal, type Portal } from '../support/portal.ts'
import { chosenWorld } from '../support/telling-worlds.ts'

// The browser's clock is the machine's, and so another than the gateway's; its zone is another than the portal's.

interface Scene {
  label: string
  now: string
  timeZone: string
  browserZone: string
}

const ownScenes: readonly Scene[] = [
  {
    label: 'Thanksgiving in New York',
    now: '2026-11-26T14:00:00Z',
    timeZone: 'America/New_York',
    browserZone: 'Pacific/Kiritimati',
  },
  {
    label: 'the last minutes of a year in Auckland',
    now: '2026-12-31T10:51:00Z',
    timeZone: 'Pacific/Auckland',
    browserZone: 'America/St_Johns',
  },
]

const scenes: readonly Scene[] = chosenWorld
  ? [{ label: chosenWorld.label, ...chosenWorld.options, browserZone: 'Pacific/Pago_Pago' }]
  : ownScenes

/** Which spaces and dashes stand between the parts is the business of the locale's data. */
const plain = (text: string) => text.replaceAll(/[\s\u2009]*–[\s\u2009]*/g, '–').replaceAll(/\s/g, ' ')
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

describe.each(scenes)('$label', ({ now, timeZone, browserZone }) => {
  let portal: Portal
  let page: Page
  let state: AutotaskState
  beforeAll(async () => {
    portal = await startPortal({ now, timeZone })
    state = await portal.world.state()
    page = (await portal.signIn({ person: { timeZone: browserZone } })).page
  })
  afterAll(() => portal.close())

  async function open(path: string): Promise<void> {
    await page.goto(`${portal.url}${path}`)
    await settled(page)
  }
  const days = (preset: Preset): Range => ({ ...presetDays(preset, new Date(now), timeZone), timeZone })

  test.each(['TODAY', 'YESTERDAY', 'THIS_WEEK', 'THIS_MONTH', 'LAST_QUARTER', 'LAST_365_DAYS'] as const)(
    '%s is what it is where the portal is',
    async (preset) => {
      await open(`/service-desk?range=${preset.toLowerCase().replaceAll('_', '-')}`)
      const { from, to } = days(preset)
      const format = new Intl.DateTimeFormat('en-US', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      })
      const words = from === to ? format.format(noon(from)) : format.formatRange(noon(from), noon(to))

      expect(plain(await page.getByRole('main').innerText())).toContain(plain(`${words} ·`))
    },
  )

  test('each bar of the last seven days says what happened on its day, and leads to just that', async () => {
    const { byDay } = expectedActivitySummary(state, days('LAST_7_DAYS'))
    const dayName = new Intl.DateTimeFormat('en-US', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    })
    const expected = byDay.flatMap(({ date, created, completed }) =>
      [
        { count: created, series: 'created' },
        { count: completed, series: 'completed' },
      ].flatMap(({ count, series }) => (count > 0 ? [`${dayName.format(noon(date))}: ${count} ${series}`] : [])),
    )
    await open('/service-desk?range=last-7-days')
    const bars = page.getByRole('group', { name: /arrow keys walk/ }).getByRole('link')
    const shown = await bars.evaluateAll((links) =>
      links.map((link) => ({ label: link.getAttribute('aria-label') ?? '', href: link.getAttribute('href') ?? '' })),
    )
    const listed: string[] = []
    for (const { label, href } of shown) {
      await open(href)
      listed.push(label.replace(/: [\d,]+ /, `: ${await listedTickets(page)} `))
    }

    expect(shown.map(({ label }) => plain(label))).toEqual(expected.map(plain))
    expect(listed.map(plain)).toEqual(expected.map(plain))
  })

  test('what was due before the gateway’s now is overdue, and instants are those of the portal’s zone', async () => {
    await open('/service-desk?range=last-90-days&show=open&rows=100')
    const open90 = state.Tickets.filter(
      (ticket) =>
        ticket.queueID === state.rocQueueID &&
        ticket.completedDate === null &&
        liesIn(ticket.createDate, days('LAST_90_DAYS')),
    )
    const table = page.getByRole('table', { name: /tickets/i })
    const shown = await table.locator('tbody tr').evaluateAll((rows) =>
      rows.map((row) => {
        const cell = (name: string) => row.querySelector(`td[data-label="${name}"] time`)
        return {
          id: Number(row.querySelector('a')?.id.replace('ticket-', '')),
          created: cell('Created')?.textContent ?? '',
          isOverdue: row.textContent.includes('overdue'),
        }
      }),
    )
    const yearIn = (instant: string) =>
      new Intl.DateTimeFormat('en-US', { year: 'numeric', timeZone }).format(new Date(instant))
    const words = (instant: string) =>
      new Intl.DateTimeFormat('en-US', {
        day: 'numeric',
        month: 'short',
        hour: 'numeric',
        minute: '2-digit',
        ...(yearIn(instant) === yearIn(now) ? {} : { year: 'numeric' }),
        timeZone,
      }).format(new Date(instant))

    const byId = (rows: { id: number; created: string; isOverdue: boolean }[]) => rows.toSorted((a, b) => a.id - b.id)
    expect(byId(shown.map((row) => ({ ...row, created: plain(row.created) })))).toEqual(
      byId(
        open90.map(({ id, createDate, dueDateTime }) => ({
          id,
          created: plain(words(createDate)),
          isOverdue: dueDateTime !== null && Date.parse(dueDateTime) < Date.parse(now),
        })),
      ),
    )
  })

  test('what has just come is new, and is not asked for again at the next visit', async () => {
    await open('/service-desk')
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('Refreshed').waitFor({ state: 'attached' })
    // Not months: what is a minute old may be a busy machine's.
    const stamp = page.locator('[data-state="fresh"]')
    expect(await stamp.innerText()).toMatch(/^Autotask, updated .+ \((just now|[1-4] minutes? ago)\)$/)
    const operations = recordOperations(page)
    const pages = page.getByRole('navigation', { name: 'Pages', exact: true })
    await pages.getByRole('link', { name: 'Website' }).click()
    await page.waitForURL(/website/)
    await settled(page)
    await pages.getByRole('link', { name: 'Service desk' }).click()
    await page.waitForURL(/service-desk/)
    await settled(page)

    expect(operations.map(({ operationName }) => operationName)).toEqual(['WebsitePage'])
  })
})
