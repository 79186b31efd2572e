import type { SimResponse } from '../control/handler.ts'
import { requireOldScope, type HubSpotAccess } from './access.ts'
import { addDays } from './account-days.ts'
import { htmlPage, invalid, refuse } from './refusal.ts'
import type { FormDay, HubSpotWorld, SourceDay } from './world.ts'

type Metrics = Record<string, number>

const breakdowns = ['totals', 'sources', 'forms'] as const
type Breakdown = (typeof breakdowns)[number]

/**
 * `GET /analytics/v2/reports/{breakdown}/{time_period}`: what the website saw from `start` to `end`, both included, in days
 * of the account's zone. A metric that is zero is left out.
 */
export function answerReport(
  world: HubSpotWorld,
  access: HubSpotAccess,
  segments: readonly string[],
  query: URLSearchParams,
): SimResponse {
  const [name = '', ...rest] = segments
  const breakdown = breakdowns.find((known) => known === name)
  const period = rest.join('/')
  if (!breakdown || !/^(total|(summarize\/)?(daily|weekly|monthly))$/.test(period)) throw htmlPage(404, 'Not Found')
  requireOldScope(access, 'business-intelligence')
  const days = readDays(query)
  if (period === 'total') return { status: 200, body: totalReport(world, breakdown, days, query.getAll('f')) }
  return { status: 200, body: datedReport(world, breakdown, days, period) }
}

interface Days {
  readonly from: string
  readonly to: string
}

function readDays(query: URLSearchParams): Days {
  const read = (parameter: string): string => {
    const text = query.get(parameter) ?? ''
    const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
    const date = `${year}-${month}-${day}`
    if (year === undefined || Number.isNaN(Date.parse(date))) throw invalid(`Invalid ${parameter}: ${text}`)
    return date
  }
  const days = { from: read('start'), to: read('end') }
  if (days.from > days.to) throw invalid('start must not be after end')
  return days
}

const covers = ({ from, to }: Days, date: string) => date >= from && date <= to

function totalReport(world: HubSpotWorld, breakdown: Breakdown, days: Days, kept: readonly string[]) {
  const rows = rowsOf(world, breakdown, days).filter((row) => kept.length === 0 || kept.includes(row.breakdown))
  const everything = breakdown === 'forms' ? formMetrics(world, days) : sourceMetrics(world, days)
  return {
    offset: 0,
    total: rows.length,
    totals: withoutZeros(breakdown === 'totals' ? withoutSessions(everything) : everything),
    breakdowns: rows.map(({ breakdown: key, metrics }) => ({ breakdown: key, ...withoutZeros(metrics) })),
  }
}

function datedReport(world: HubSpotWorld, breakdown: Breakdown, days: Days, period: string) {
  const points: string[] = []
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) points.push(day)
  const keyOf = (day: string) => (period.endsWith('monthly') ? `${day.slice(0, 7)}-01` : day)
  const keys = [...new Set(points.map(keyOf))]
  if (keys.length > 500) throw refuse(413, 'Too many points', { category: 'RESULT_POINT_LIMIT_EXCEEDED' })
  return Object.fromEntries(
    keys.map((key) => {
      const own = points.filter((day) => keyOf(day) === key)
      const part = { from: own[0] ?? key, to: own.at(-1) ?? key }
      const rows = rowsOf(world, breakdown, part)
      return [key, rows.map(({ breakdown: row, metrics }) => ({ breakdown: row, ...withoutZeros(metrics) }))]
    }),
  )
}

function rowsOf(world: HubSpotWorld, breakdown: Breakdown, days: Days): { breakdown: string; metrics: Metrics }[] {
  if (breakdown === 'totals') return [{ breakdown: 'totals', metrics: withoutSessions(sourceMetrics(world, days)) }]
  if (breakdown === 'forms') {
    const ids = new Set(world.analytics.forms.filter(({ date }) => covers(days, date)).map(({ formId }) => formId))
    return [...ids].map((id) => ({ breakdown: id, metrics: formMetrics(world, days, id) }))
  }
  const sources = new Set(world.analytics.sources.filter(({ date }) => covers(days, date)).map(({ source }) => source))
  return [...sources].map((source) => ({ breakdown: source, metrics: sourceMetrics(world, days, source) }))
}

const sum = <T>(rows: readonly T[], valueOf: (row: T) => number) => rows.reduce((total, row) => total + valueOf(row), 0)

function sourceMetrics({ analytics }: HubSpotWorld, days: Days, source?: string): Metrics {
  const rows: SourceDay[] = analytics.sources.filter(
    (row) => covers(days, row.date) && (source === undefined || row.source === source),
  )
  const visits = sum(rows, (row) => row.visits)
  const rawViews = sum(rows, (row) => row.rawViews)
  const time = sum(rows, (row) => row.time)
  const submissions = source === undefined ? sum(formRows(analytics.forms, days), (row) => row.submissions) : 0
  return {
    rawViews,
    visits,
    visitors: sum(rows, (row) => row.visitors),
    bounces: sum(rows, (row) => row.bounces),
    submissions,
    time,
    timePerSession: visits === 0 ? 0 : time / visits,
    pageviewsPerSession: visits === 0 ? 0 : rawViews / visits,
    bounceRate: visits === 0 ? 0 : sum(rows, (row) => row.bounces) / visits,
  }
}

/** The breakdown `totals` is reported not to carry what is counted per session. */
const withoutSessions = ({ timePerSession: _time, bounceRate: _rate, ...metrics }: Metrics): Metrics => metrics

const formRows = (rows: readonly FormDay[], days: Days) => rows.filter(({ date }) => covers(days, date))

function formMetrics({ analytics }: HubSpotWorld, days: Days, formId?: string): Metrics {
  const rows = formRows(analytics.forms, days).filter((row) => formId === undefined || row.formId === formId)
  const formViews = sum(rows, (row) => row.formViews)
  const submissions = sum(rows, (row) => row.submissions)
  return {
    formViews,
    visibles: formViews,
    submissions,
    submissionsPerFormView: formViews === 0 ? 0 : submissions / formViews,
  }
}

const withoutZeros = (metrics: Metrics): Metrics =>
  Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== 0))
