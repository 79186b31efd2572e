import type { SimResponse } from '../control/handler.ts'
import { requireOldScope, type HubSpotAccess } from './access.ts'
import { addDays, isDay, mondayOf } from './account-days.ts'
import { htmlPage, invalid, refuse } from './refusal.ts'
import type { FormDay, HubSpotWorld, SourceDay } from './world.ts'

type Metrics = Record<string, number>

const breakdowns = ['totals', 'sources', 'forms'] as const
type Breakdown = (typeof breakdowns)[number]

/** Reports of the vendor that this account has no counts for. */
const emptyBreakdowns =
  `sessions geolocation utm-campaigns utm-contents utm-mediums utm-sources utm-terms event-completions
  pages social-assists landing-pages standard-pages blog-posts listing-pages knowledge-articles`.split(/\s+/)

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
  const isEmpty = emptyBreakdowns.includes(name)
  if (!(breakdown || isEmpty) || !/^(total|(summarize\/)?(daily|weekly|monthly))$/.test(period))
    throw htmlPage(404, 'Not Found')
  requireOldScope(access, 'business-intelligence')
  const days = readDays(query)
  if (!breakdown) return { status: 200, body: period === 'total' ? pageOf([], {}, query) : {} }
  if (period === 'total') return { status: 200, body: totalReport(world, breakdown, days, query) }
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
    if (year === undefined || !isDay(date)) throw invalid(`Invalid ${parameter}: ${text}`)
    return date
  }
  const days = { from: read('start'), to: read('end') }
  if (days.from > days.to) throw invalid('start must not be after end')
  return days
}

const covers = ({ from, to }: Days, date: string) => date >= from && date <= to

function totalReport(world: HubSpotWorld, breakdown: Breakdown, days: Days, query: URLSearchParams) {
  const kept = query.getAll('f')
  const rows = rowsOf(world, breakdown, days).filter((row) => kept.length === 0 || kept.includes(row.breakdown))
  return pageOf(rows, withoutZeros(metricsOf(world, breakdown, days)), query)
}

/** The rows in the order of `sort` (largest first unless `sortDir` is `asc`), from `offset` on, `limit` of them at most. */
function pageOf(rows: readonly ReportRow[], totals: Metrics, query: URLSearchParams) {
  const offset = readCount(query, 'offset', 0)
  const limit = readCount(query, 'limit', rows.length)
  const metric = query.get('sort')
  const sign = query.get('sortDir')?.toLowerCase() === 'asc' ? 1 : -1
  const valueOf = ({ metrics }: ReportRow) => (metric === null ? 0 : (metrics[metric] ?? 0))
  const sorted = rows.toSorted((one, other) => sign * (valueOf(one) - valueOf(other)))
  return {
    offset,
    total: rows.length,
    totals,
    breakdowns: sorted.slice(offset, offset + limit).map(writeRow),
  }
}

function readCount(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name) ?? String(usual)
  if (!/^\d+$/.test(text)) throw invalid(`Invalid ${name}: ${text}`)
  return Number(text)
}

const writeRow = ({ breakdown, metrics }: ReportRow) => ({ breakdown, ...withoutZeros(metrics) })

function datedReport(world: HubSpotWorld, breakdown: Breakdown, days: Days, period: string) {
  const points: string[] = []
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) points.push(day)
  const keyOf = (day: string) =>
    period.endsWith('monthly') ? `${day.slice(0, 7)}-01` : period.endsWith('weekly') ? mondayOf(day) : day
  const keys = [...new Set(points.map(keyOf))]
  if (keys.length > 500) throw refuse(413, 'Too many points', { category: 'RESULT_POINT_LIMIT_EXCEEDED' })
  return Object.fromEntries(
    keys.map((key) => {
      const own = points.filter((day) => keyOf(day) === key)
      const part = { from: own[0] ?? key, to: own.at(-1) ?? key }
      if (period.startsWith('summarize')) return [key, [withoutZeros(metricsOf(world, breakdown, part))]]
      return [key, rowsOf(world, breakdown, part).map(writeRow)]
    }),
  )
}

interface ReportRow {
  readonly breakdown: string
  readonly metrics: Metrics
}

/** Of all rows of a breakdown together. */
function metricsOf(world: HubSpotWorld, breakdown: Breakdown, days: Days): Metrics {
  if (breakdown === 'forms') return formMetrics(world, days)
  return breakdown === 'totals' ? withoutSessions(sourceMetrics(world, days)) : sourceMetrics(world, days)
}

function rowsOf(world: HubSpotWorld, breakdown: Breakdown, days: Days): ReportRow[] {
  if (breakdown === 'totals') return [{ breakdown: 'totals', metrics: metricsOf(world, breakdown, days) }]
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
