import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { addProcessMetrics } from '../../../server/telemetry/process-metrics.ts'
import { promtoolPath, runPromtool } from '../../support/monitoring/promtool.ts'
import { readQuery } from '../../support/monitoring/promql.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook_url: string }
}

const { groups } = parse(read('deploy/monitoring/alerts.yml')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)
const page = read('docs/monitoring.md')

interface Dashboard {
  readonly annotations: { readonly list: readonly { readonly expr: string }[] }
  readonly templating: { readonly list: readonly { readonly definition?: string }[] }
  readonly panels: readonly {
    readonly id: number
    readonly title: string
    readonly targets?: readonly { readonly expr: string }[]
  }[]
}
const dashboard = JSON.parse(read('deploy/monitoring/dashboard.json')) as Dashboard

const metrics = createMetrics()
addProcessMetrics(metrics, { commit: null })
const known = metrics.registry
  .getMetricsAsArray()
  // The library's own type leaves it out.
  .map((metric) => metric as unknown as { name: string; type: string; labelNames: string[] })

/** Series by what Prometheus makes of a metric. */
const seriesOf = (name: string, type: string) =>
  type === 'histogram' || type === 'summary' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name]
const series = new Set([...known.flatMap(({ name, type }) => seriesOf(name, type)), 'up', 'ALERTS'])
const labels = new Set([
  ...known.flatMap(({ labelNames }) => labelNames),
  'job',
  'instance',
  'le',
  'alertname',
  'alertstate',
])

/** What a query names that does not exist. */
function unknownIn(expression: string): string[] {
  const query = readQuery(expression)
  return [...query.names.filter((name) => !series.has(name)), ...query.labels.filter((name) => !labels.has(name))]
}

test('docs/monitoring.md lists every metric of the gateway with its type and labels', () => {
  const rows = [...page.matchAll(/^\| `(gateway_\w+)` +\| (\w+) +\| (.*?) +\|/gm)]
  const namesIn = (text: string) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name)
  const listed = rows.map(
    ([, name, type, labelNames = '']) => [name, { type, labelNames: namesIn(labelNames) }] as const,
  )
  const own = known.filter(({ name }) => name.startsWith('gateway_'))
  expect(listed).toHaveLength(own.length)
  expect(new Map(listed)).toEqual(new Map(own.map(({ name, type, labelNames }) => [name, { type, labelNames }])))
})

test.each(rules)(
  'the alert $alert reads what exists, and has a severity, a summary and a page',
  ({ alert, ...rule }) => {
    expect(unknownIn(rule.expr)).toEqual([])
    expect(['page', 'ticket', 'info']).toContain(rule.labels.severity)
    const file = rule.annotations.runbook_url
    expect(file).toBe(`docs/runbooks/${alert.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`)
    const runbook = read(file)
    expect(runbook.split('\n')[0]).toBe(`# ${alert}`)
    for (const part of ['**What it means.**', '**What people notice.**', '## Look', '## Do', '## Over when']) {
      expect(runbook).toContain(part)
    }
    expect(page).toMatch(
      new RegExp(
        `^\\| ${alert} +\\| ${rule.labels.severity} +\\| \\[.*\\]\\(${file.replace('docs/', '')}\\) +\\|$`,
        'm',
      ),
    )
  },
)

test('there is one page for each alert, and no other', () => {
  expect(readdirSync(`${root}docs/runbooks`)).toHaveLength(rules.length)
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
})

test('each alert is fired by a test', () => {
  const text = read('tests/integration/monitoring/alerts.test.ts')
  const titles = [...text.matchAll(/ test\('([^']*)'/g)].map(([, title = '']) => title.split(':')[0])
  // In a title, and in a list of what fires.
  const isFired = ({ alert }: Rule) =>
    titles.some((title) => title?.split(', ').includes(alert)) && text.includes(`'${alert}'`)
  expect(rules.filter((rule) => !isFired(rule)).map(({ alert }) => alert)).toEqual([])
})

test('every query in a runbook reads what exists', () => {
  const queries = readdirSync(`${root}docs/runbooks`).flatMap((file) =>
    [...read(`docs/runbooks/${file}`).matchAll(/`([^`\n]*\b(?:gateway|nodejs|process)_\w+[^`\n]*)`/g)].map(
      ([, query = '']) => query,
    ),
  )
  expect(queries.length).toBeGreaterThan(10)
  // A histogram may be named as a whole.
  const metricNames = new Set(known.map(({ name }) => name))
  expect(queries.flatMap(unknownIn).filter((name) => !metricNames.has(name))).toEqual([])
})

test('the dashboard reads what exists, and shows every metric of the gateway', () => {
  const expressions = [
    ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...dashboard.annotations.list.map(({ expr }) => expr),
    ...dashboard.templating.list.flatMap(
      ({ definition }) => /label_values\((.*), \w+\)/.exec(definition ?? '')?.[1] ?? [],
    ),
  ].map((expression) => expression.replaceAll('$__rate_interval', '5m'))

  expect(expressions.length).toBeGreaterThan(30)
  expect(expressions.flatMap(unknownIn)).toEqual([])
  const shown = new Set(expressions.flatMap((expression) => readQuery(expression).names))
  const own = known.filter(({ name }) => name.startsWith('gateway_'))
  expect(
    own.filter(({ name, type }) => !seriesOf(name, type).some((each) => shown.has(each))).map(({ name }) => name),
  ).toEqual([])
})

test('the panels of the dashboard have ids and titles of their own', () => {
  const { panels } = dashboard
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  expect(panels.filter(({ title }) => title === '')).toEqual([])
})

test('a query that is none, or reads what does not exist, is noticed', () => {
  expect(() => readQuery('sum by (vendor (up)')).toThrow('No PromQL')
  expect(unknownIn('rate(gateway_vendor_call_total{vendour="HUBSPOT"}[5m])')).toEqual([
    'gateway_vendor_call_total',
    'vendour',
  ])
})

test.skipIf(promtoolPath === null)('Prometheus takes the rules and the configuration', async () => {
  expect(await runPromtool(['check', 'rules', `${root}deploy/monitoring/alerts.yml`])).toMatchObject({ isGood: true })
  expect(await runPromtool(['check', 'config', `${root}deploy/monitoring/prometheus.yml`])).toMatchObject({
    isGood: true,
  })
})
