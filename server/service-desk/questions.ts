/* What callers can ask of tickets, as the SDL's inputs of the same names. */

type Maybe<T> = T | null | undefined

/** All given conditions must hold; of the values in one list any may. Ids are Autotask's numbers as text. */
export interface TicketFilter {
  readonly status?: Maybe<readonly string[]>
  readonly priority?: Maybe<readonly string[]>
  readonly company?: Maybe<readonly string[]>
  readonly assignee?: Maybe<readonly string[]>
  readonly unassigned?: Maybe<boolean>
  readonly state?: Maybe<'OPEN' | 'COMPLETED'>
  readonly text?: Maybe<string>
  readonly number?: Maybe<string>
  /** Epoch milliseconds. */
  readonly updatedSince?: Maybe<number>
  readonly overdue?: Maybe<boolean>
  readonly dateField?: Maybe<TicketDateField>
}

export type TicketDateField = 'CREATED' | 'COMPLETED' | 'DUE' | 'LAST_ACTIVITY'

export type TicketOrderField = TicketDateField | 'PRIORITY' | 'STATUS' | 'NUMBER'

export interface TicketOrder {
  readonly field: TicketOrderField
  readonly direction?: Maybe<'ASC' | 'DESC'>
}

export type Comparison = 'PREVIOUS_PERIOD' | 'PREVIOUS_YEAR'
