import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { FigureGrid, FigureTile } from '../design/figure-tile.tsx'
import { formatDays } from '../format/dates.ts'
import { formatCount, formatElapsed, formatWork } from '../format/numbers.ts'
import { type Better, compareFigures } from './delta.ts'
import { Figures_SummaryFragmentDoc, type Figures_SummaryFragment } from './figures.gen.ts'
import styles from './figures.module.css'
import { pageHref } from './page-address.ts'
import { type PageState, type Show, wholeList } from './page-state.ts'

type Values = Omit<Figures_SummaryFragment, ' $fragmentName'>

interface FigureDefinition {
  readonly label: string
  /** What is counted. */
  readonly note: (values: Values) => string
  readonly value: (values: Values) => number | null
  readonly format: (value: number) => string
  readonly better: Better
  /** The list behind the figure. */
  readonly show: Show
}

const definitions: readonly FigureDefinition[] = [
  {
    label: 'Tickets created',
    note: () => 'in this period',
    value: ({ totalTickets }) => totalTickets,
    format: formatCount,
    better: null,
    show: 'created',
  },
  {
    label: 'Still open',
    note: () => 'of those created',
    value: ({ openTickets }) => openTickets,
    format: formatCount,
    better: 'down',
    show: 'open',
  },
  {
    label: 'Completed',
    note: () => 'closed in this period',
    value: ({ completedInRange }) => completedInRange,
    format: formatCount,
    better: 'up',
    show: 'completed',
  },
  {
    label: 'Average resolution',
    note: () => 'from creation, elapsed',
    value: ({ averageResolutionHours }) => averageResolutionHours,
    format: formatElapsed,
    better: 'down',
    show: 'resolved',
  },
  {
    label: 'Average first response',
    note: () => 'from creation, elapsed',
    value: ({ averageFirstResponseHours }) => averageFirstResponseHours,
    format: formatElapsed,
    better: 'down',
    show: 'created',
  },
  {
    label: 'Hours logged',
    note: ({ averageHoursPerTicket: average }) =>
      average === null ? 'on these tickets' : `${formatWork(average)} a ticket`,
    value: ({ hoursLogged }) => hoursLogged,
    format: formatWork,
    better: null,
    show: 'created',
  },
]

interface FiguresProps {
  readonly state: PageState
  readonly summary:
    | (FragmentType<Figures_SummaryFragment> & {
        readonly comparison?:
          | (FragmentType<Figures_SummaryFragment> & { readonly range: { readonly from: string; readonly to: string } })
          | null
      })
    | null
}

/** The page's figures, each a link to the rows it counts. */
export function Figures({ state, summary }: FiguresProps) {
  const now = useFragment({ fragment: Figures_SummaryFragmentDoc, from: summary })
  const comparison = summary?.comparison ?? null
  const before = useFragment({ fragment: Figures_SummaryFragmentDoc, from: comparison })
  const values = summary && now.complete ? now.data : null
  const earlier = comparison && before.complete ? before.data : null
  return (
    <section aria-label="Figures">
      <h2 className={styles['heading']}>In this period</h2>
      <FigureGrid>
        {definitions.map((definition) =>
          values ? (
            <Figure
              key={definition.label}
              definition={definition}
              values={values}
              earlier={earlier}
              href={pageHref({ ...state, ...wholeList, show: definition.show }, { fragment: 'tickets' })}
            />
          ) : (
            <FigureTile key={definition.label} label={definition.label} value="–" note="not available now" />
          ),
        )}
      </FigureGrid>
      {comparison && (
        <p className={styles['compared']}>
          {`Compared with ${formatDays(comparison.range.from, comparison.range.to)}`}
        </p>
      )}
    </section>
  )
}

interface FigureProps {
  readonly definition: FigureDefinition
  readonly values: Values
  readonly earlier: Values | null
  readonly href: string
}

function Figure({ definition, values, earlier, href }: FigureProps) {
  const { label, note, format, better } = definition
  const value = definition.value(values)
  const before = earlier ? definition.value(earlier) : null
  const delta = compareFigures(value, before, better)
  return (
    <FigureTile
      label={label}
      value={value === null ? '–' : format(value)}
      note={value === null ? 'none yet' : note(values)}
      href={href}
    >
      {delta && before !== null && (
        <>
          <span className={`number ${styles['delta']}`} data-assessment={delta.assessment ?? undefined}>
            <span aria-hidden="true">{delta.arrow}</span>
            <span className="visually-hidden">
              {delta.arrow === '↑' ? 'up' : delta.arrow === '↓' ? 'down' : ''}
            </span>{' '}
            <span>{delta.assessment ? `${delta.text} · ${delta.assessment}` : delta.text}</span>
          </span>{' '}
          <span className="number">{`was ${format(before)}`}</span>
        </>
      )}
    </FigureTile>
  )
}
