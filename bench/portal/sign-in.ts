import type { Browser, BrowserContext, Page } from 'playwright-core'
import { newPerson } from '../../tests/support/browser.ts'
import { settled } from '../../tests/support/portal.ts'
import { watchPages, type Sighting } from './watch-page.ts'

/** The first tile of the service desk that has a figure, in this portal and in earlier ones. */
const firstFigure = '[aria-label="Figures"] a'

export interface SignedIn {
  readonly page: Page
  readonly person: BrowserContext
  /** From the click on the person's name to the first figures on the screen. */
  readonly firstFiguresMs: number
}

/** Signs in with an empty cache, and times the way from the click on the person's name to the first figures. */
export async function signIn(browser: Browser, url: string, name = 'Maya Fernandes'): Promise<SignedIn> {
  const person = await newPerson(browser)
  const sightings: Sighting[] = []
  const painted = Promise.withResolvers<number>()
  await watchPages(person, firstFigure, (sighting) => {
    sightings.push(sighting)
    if (sighting.kind === 'painted') painted.resolve(sighting.at)
  })
  const page = await person.newPage()
  await page.goto(`${url}/service-desk`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name }).click()
  const at = await painted.promise
  await settled(page)
  const clicked = sightings.findLast(({ kind }) => kind === 'click')?.at ?? Number.NaN
  return { page, person, firstFiguresMs: at - clicked }
}
