import type { Bar } from '../bars.ts'
import { beyond } from './compare-bars.ts'
import type { Results, WorkloadResult } from './results.ts'

/** A heading, and rows of equal length of which the first is that of the columns. */
export interface Table {
  readonly title: string
  readonly rows: readonly (readonly string[])[]
}

const whole = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 })
const digits = (value: number, count: number) => value.toFixed(count)

/** All results as tables, for the terminal as for the documents. */
export function tablesOf(results: Results): Table[] {
  return [
    ...results.workloads.map(tableOf),
    otherTable(results),
    memoryTable(results),
    { title: 'Bars', rows: [['What', 'Measured', 'Bar', ''], ...results.bars.map(barRow)] },
  ]
}

function tableOf({ title, answerBytes, servers }: WorkloadResult): Table {
  const head = [
    'Server',
    'Requests per second (lowest to highest)',
    'p50 ms',
    'p99 ms',
    'Processor ms per request',
    'Peak MiB',
    'Vendor calls per request',
  ]
  const rows = servers.map((server) => {
    const speeds = server.rounds.map(({ requestsPerSecond }) => requestsPerSecond)
    return [
      server.name,
      `${whole(server.requestsPerSecond)} (${whole(Math.min(...speeds))} to ${whole(Math.max(...speeds))})`,
      digits(server.p50Ms, 1),
      digits(server.p99Ms, 1),
      digits(server.cpuMs, 3),
      whole(server.peakMebibytes),
      digits(server.vendorCalls, 4),
    ]
  })
  return { title: `${title}, ${digits(answerBytes / 1_000, 1)} kB`, rows: [head, ...rows] }
}

function otherTable({ unseen, expired, starts }: Results): Table {
  const ms = (value: number) => `${digits(value, 1)} ms`
  return {
    title: 'More about the gateway',
    rows: [
      ['What', 'Measured'],
      ...unseen.map(({ name, requestsPerSecond }) => [
        `documents never seen before, ${name}`,
        `${whole(requestsPerSecond)} per second`,
      ]),
      ['expired page that waits for the vendor, one person', ms(expired.old.onePersonMs)],
      ['expired page that waits for the vendor, the last of fifty people', ms(expired.old.fiftyPeopleMs)],
      ['expired page made from the copy, one person', ms(expired.changed.onePersonMs)],
      ['expired page made from the copy, the last of fifty people', ms(expired.changed.fiftyPeopleMs)],
      ['start to ready', ms(starts.gatewayMs)],
      ['start to ready, Mercurius with the same schema', ms(starts.mercuriusMs)],
    ],
  }
}

function memoryTable({ memory }: Results): Table {
  return {
    title: 'Memory under load, in MiB',
    rows: [
      ['Server', 'Peak', 'of that its records', 'the rest'],
      ...memory.map((each) => [
        each.name,
        whole(each.peakMebibytes),
        whole(each.recordsMebibytes),
        whole(beyond(each)),
      ]),
    ],
  }
}

const barRow = ({ what, measured, bar, isMet }: Bar) => [what, measured, bar, isMet ? 'met' : 'missed']

/** Aligned for the terminal: the first column to the left, the others to the right. */
export function toText({ title, rows }: Table): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  )
  return [`\n  ${title}`, ...lines.map((cells) => `    ${cells.join('  ').trimEnd()}`)].join('\n')
}

export function toMarkdown({ title, rows: [head = [], ...rows] }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const ruler = head.map((_, column) => (column === 0 ? '---' : '---:'))
  const heading = `${title.charAt(0).toUpperCase()}${title.slice(1)}`
  return [`### ${heading}`, '', line(head), line(ruler), ...rows.map(line), ''].join('\n')
}
