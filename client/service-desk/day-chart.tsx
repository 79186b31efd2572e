import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { formatCount } from '../format/numbers.ts'
import { describeMarks, type HrefOf, type Mark, nameOf, type Series, toMarks } from './day-chart-bars.ts'
import { DayChartPlot } from './day-chart-plot.tsx'
import { DayChart_SummaryFragmentDoc, type DayChart_SummaryFragment } from './day-chart.gen.ts'
import styles from './day-chart.module.css'
import { pageHref } from './page-address.ts'
import { type PageState, wholeList } from './page-state.ts'

interface DayChartProps {
  readonly state: PageState
  readonly summary: FragmentType<DayChart_SummaryFragment> | null
}

/** Tickets created and completed per day; each bar links to its tickets. */
export function DayChart({ state, summary }: DayChartProps) {
  const { data, complete } = useFragment({ fragment: DayChart_SummaryFragmentDoc, from: summary })
  const marks = summary && complete ? toMarks(data.byDay) : null
  const isWeekly = marks !== null && marks.some(({ from, to }) => from !== to)
  const hrefOf: HrefOf = ({ from, to }, series) =>
    pageHref({ ...state, ...wholeList, show: series, days: { from, to } }, { fragment: 'tickets' })
  return (
    <section className={`card ${styles['card']}`} aria-labelledby="per-day">
      <div className={styles['head']}>
        <h2 id="per-day">{isWeekly ? 'Tickets per week' : 'Tickets per day'}</h2>
        <ul className={styles['legend']} aria-hidden="true">
          <li data-series="created">Created</li>
          <li data-series="completed">Completed</li>
        </ul>
      </div>
      {marks ? (
        <>
          <p className={`muted ${styles['sentence']}`}>{describeMarks(marks)}</p>
          <DayChartPlot marks={marks} hrefOf={hrefOf} chosen={state.days} />
          <details className={`no-print ${styles['twin']}`}>
            <summary>Show as a table</summary>
            <TableTwin marks={marks} hrefOf={hrefOf} />
          </details>
        </>
      ) : (
        <p className={styles['empty']}>Not available now.</p>
      )}
    </section>
  )
}

function TableTwin({ marks, hrefOf }: { marks: readonly Mark[]; hrefOf: HrefOf }) {
  return (
    // A scroll container must be reachable by keyboard.
    <div className={styles['tableFrame']} tabIndex={0} role="region" aria-label="Tickets per day as a table">
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Created</th>
            <th scope="col">Completed</th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark) => (
            <tr key={mark.from}>
              <th scope="row">{nameOf(mark)}</th>
              <CountCell mark={mark} series="created" hrefOf={hrefOf} />
              <CountCell mark={mark} series="completed" hrefOf={hrefOf} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const CountCell = ({ mark, series, hrefOf }: { mark: Mark; series: Series; hrefOf: HrefOf }) => (
  <td className="number">{mark[series] > 0 ? <a href={hrefOf(mark, series)}>{formatCount(mark[series])}</a> : '0'}</td>
)
