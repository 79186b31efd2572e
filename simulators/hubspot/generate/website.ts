import { drawPersonName, asciiName } from '../../autotask/generate/names.ts'
import type { Random } from '../../autotask/generate/random.ts'
import { startOfDay } from '../account-days.ts'
import { toWireDate } from '../wire-date.ts'
import type { Form, FormDay, SourceDay, Submission } from '../world.ts'
import { accountZone, type Timeline } from './timeline.ts'

type FormRow = readonly [name: string, formType: Form['formType'], viewsPerDay: number, rate: number]

/** Forms of all kinds: without views, with more submissions than views, without submissions, archived. */
const formRows: readonly FormRow[] = [
  ['Contact us', 'hubspot', 14, 0.12],
  ['Get a quote — “3CX”', 'hubspot', 6, 0.3],
  ['Newsletter', 'flow', 20, 0.04],
  ['Exit pop-up', 'flow', 3, 0],
  ['#contact-form .wpcf7', 'captured', 0, 0.4],
  ['Landing page (embedded)', 'captured', 0.4, 2.5],
  ['Blog comments', 'blog_comment', 0.2, 0.5],
  ['Support request', 'hubspot', 2, 0.6],
  ['Webinar 🎧', 'hubspot', 0, 0],
  ['', 'hubspot', 0.3, 0.2],
]

export function createForms(timeline: Timeline, random: Random): Form[] {
  const hex = (length: number) => Array.from({ length }, () => random.int(0, 15).toString(16)).join('')
  const make = ([name, formType]: FormRow, archived: boolean): Form => ({
    id: `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    name,
    formType,
    createdAt: toWireDate(timeline.first),
    updatedAt: toWireDate(random.instant(timeline.first, timeline.now)),
    archived,
  })
  return [...formRows.map((row) => make(row, false)), make(['Old campaign', 'hubspot', 0, 0], true)]
}

/** What each form saw, day by day; days without anything have no row. */
export function createFormDays(timeline: Timeline, random: Random, forms: readonly Form[], scale: number): FormDay[] {
  return timeline.days.flatMap((date) =>
    forms.flatMap(({ id }, index) => {
      const [, , viewsPerDay = 0, rate = 0] = formRows[index] ?? []
      const formViews = drawCount(random, viewsPerDay * scale)
      // An embedded form whose views are not counted is sent all the same.
      const submissions = drawCount(random, rate * (viewsPerDay === 0 ? scale : Math.max(formViews, viewsPerDay)))
      return formViews + submissions === 0 ? [] : [{ date, formId: id, formViews, submissions }]
    }),
  )
}

/** The submissions behind the counts of the latest days, newest first; at most 120 a form. */
export function createSubmissions(
  timeline: Timeline,
  random: Random,
  forms: readonly Form[],
  days: readonly FormDay[],
): Record<string, Submission[]> {
  const entries = forms.map(({ id }): [string, Submission[]] => {
    const own = days.filter((day) => day.formId === id && day.submissions > 0).toReversed()
    const instants = own.flatMap(({ date, submissions }) => {
      const start = startOfDay(date, accountZone)
      return Array.from({ length: submissions }, () => Math.min(timeline.now, start + random.int(0, 82_800) * 1_000))
    })
    return [
      id,
      instants
        .slice(0, 120)
        .sort((a, b) => b - a)
        .map((at) => createSubmission(random, at)),
    ]
  })
  return Object.fromEntries(entries)
}

function createSubmission(random: Random, submittedAt: number): Submission {
  const { firstName, lastName } = drawPersonName(random)
  return {
    conversionId: `${submittedAt.toString(16)}-${random.int(0, 2 ** 30).toString(16)}`,
    submittedAt,
    values: [
      { name: 'firstname', value: firstName, objectTypeId: '0-1' },
      { name: 'email', value: `${asciiName(firstName)}.${asciiName(lastName)}@customer.example`, objectTypeId: '0-1' },
    ],
    pageUrl: 'https://www.msp.example/contact',
  }
}

const sourceRates: readonly (readonly [source: string, visitsPerDay: number])[] = [
  ['organic', 32],
  ['direct', 21],
  ['referrals', 6],
  ['social', 4],
  ['email', 3],
  ['paid', 1.5],
  ['offline', 0.1],
]

/** What the website saw, day by day and source by source; quiet at weekends, silent on some days. */
export function createSourceDays(timeline: Timeline, random: Random, scale: number): SourceDay[] {
  return timeline.days.flatMap((date) => {
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
    const rate = scale * (weekday === 0 || weekday === 6 ? 0.35 : 1)
    return sourceRates.flatMap(([source, visitsPerDay]) => {
      const visits = drawCount(random, visitsPerDay * rate)
      if (visits === 0) return []
      const rawViews = visits + drawCount(random, visits * 2.4)
      const bounces = random.int(0, visits)
      const visitors = random.int(Math.ceil(visits / 2), visits)
      return [{ date, source, rawViews, visits, visitors, bounces, time: drawCount(random, visits * 95) }]
    })
  })
}

/** A count around its mean. */
function drawCount(random: Random, mean: number): number {
  const drawn = mean * random.float(0.4, 1.6)
  const whole = Math.floor(drawn)
  return whole + (random.chance(drawn - whole) ? 1 : 0)
}
