import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { FigureGrid, FigureTile } from '../design/figure-tile.tsx'
import { formatDays } from '../format/dates.ts'
import { describeFigure, type FigureDefinition, figureDefinitions, type FigureValues } from './figure-definitions.ts'
import { Figures_SummaryFragmentDoc, type Figures_SummaryFragment } from './figures.gen.ts'
import styles from './figures.module.css'
import { pageHref } from './page-address.ts'
import { type PageState, wholeList } from './page-state.ts'

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
        {figureDefinitions.map((definition) =>
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
  readonly values: FigureValues
  readonly earlier: FigureValues | null
  readonly href: string
}

function Figure({ definition, values, earlier, href }: FigureProps) {
  const { value, note, delta, before } = describeFigure(definition, values, earlier)
  return (
    <FigureTile label={definition.label} value={value} note={note} href={href}>
      {delta && (
        <>
          <span className={`number ${styles['delta']}`} data-assessment={delta.assessment ?? undefined}>
            <span aria-hidden="true">{delta.arrow}</span>
            <span className="visually-hidden">
              {delta.arrow === '↑' ? 'up' : delta.arrow === '↓' ? 'down' : ''}
            </span>{' '}
            <span>{delta.assessment ? `${delta.text} · ${delta.assessment}` : delta.text}</span>
          </span>{' '}
          <span className="number">{`was ${before}`}</span>
        </>
      )}
    </FigureTile>
  )
}
