import { formatCount, formatElapsed, formatWork } from '../format/numbers.ts'
import { type Better, compareFigures, type Delta } from './delta.ts'
import type { Figures_SummaryFragment } from './figures.gen.ts'
import type { Show } from './page-state.ts'

/** The values of one period. */
export type FigureValues = Omit<Figures_SummaryFragment, ' $fragmentName'>

/** One figure of the page. */
export interface FigureDefinition {
  readonly label: string
  /** What is counted. */
  readonly note: (values: FigureValues) => string
  readonly value: (values: FigureValues) => number | null
  readonly format: (value: number) => string
  readonly better: Better
  /** The list behind the figure. */
  readonly show: Show
}

export const figureDefinitions: readonly FigureDefinition[] = [
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

/** A figure as text. */
export interface DescribedFigure {
  readonly value: string
  readonly note: string
  /** The change against the earlier period; null when there is nothing to compare. */
  readonly delta: Delta | null
  /** The value of the earlier period; empty when there is none. */
  readonly before: string
}

/** @param earlier the values of the period compared with, if any */
export function describeFigure(
  { value: valueOf, note, format, better }: FigureDefinition,
  values: FigureValues,
  earlier: FigureValues | null,
): DescribedFigure {
  const value = valueOf(values)
  const before = earlier && valueOf(earlier)
  return {
    value: value === null ? '–' : format(value),
    note: value === null ? 'none yet' : note(values),
    delta: compareFigures(value, before, better),
    before: before === null ? '' : format(before),
  }
}
