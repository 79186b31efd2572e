import { FigureGrid, FigureTile } from '../design/figure-tile.tsx'
import { formatCount, formatMinutes } from '../format/numbers.ts'
import type { WebsitePageQuery } from './website-page.gen.ts'

type Analytics = NonNullable<WebsitePageQuery['websiteAnalytics']>

interface FigureDefinition {
  readonly label: string
  readonly note: string
  readonly value: (analytics: Analytics) => number | null
  readonly format?: (value: number) => string
}

const definitions: readonly FigureDefinition[] = [
  { label: 'Page views', note: 'in this period', value: ({ pageViews }) => pageViews },
  { label: 'Sessions', note: 'visits in this period', value: ({ sessions }) => sessions },
  {
    label: 'Average session',
    note: 'minutes and seconds',
    value: ({ averageSessionSeconds }) => averageSessionSeconds,
    format: formatMinutes,
  },
  { label: 'Form submissions', note: 'of all forms', value: ({ formSubmissions }) => formSubmissions },
  { label: 'New contacts', note: 'created in this period', value: ({ newContacts }) => newContacts },
  { label: 'Contacts', note: 'in the CRM now', value: ({ totalContacts }) => totalContacts },
]

interface WebsiteFiguresProps {
  readonly analytics: Analytics | null
  /** Whether some figures failed to load: an absent figure is then missing, not zero. */
  readonly isPartial: boolean
}

export function WebsiteFigures({ analytics, isPartial }: WebsiteFiguresProps) {
  return (
    <section aria-label="Figures">
      <FigureGrid isLow>
        {definitions.map(({ label, note, value, format = formatCount }) => {
          const known = analytics ? value(analytics) : null
          const absent = isPartial || !analytics ? 'not available now' : 'none in this period'
          return (
            <FigureTile
              key={label}
              label={label}
              value={known === null ? '—' : format(known)}
              note={known === null ? absent : note}
            />
          )
        })}
      </FigureGrid>
    </section>
  )
}
