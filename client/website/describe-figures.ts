import { formatCount, formatMinutes } from '../format/numbers.ts'
import type { WebsitePageQuery } from './website-page.gen.ts'

export type Analytics = NonNullable<WebsitePageQuery['websiteAnalytics']>

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

/** A figure as text. */
export interface DescribedFigure {
  readonly label: string
  readonly value: string
  readonly note: string
}

/** @param isPartial whether some figures failed to load: an absent figure is then missing, not zero */
export function describeFigures(analytics: Analytics | null, isPartial: boolean): DescribedFigure[] {
  const absent = isPartial || !analytics ? 'not available now' : 'none in this period'
  return definitions.map(({ label, note, value, format = formatCount }) => {
    const known = analytics && value(analytics)
    return known === null ? { label, value: '—', note: absent } : { label, value: format(known), note }
  })
}
