/* Types matching the SDL's ticket inputs of the same names. */

type Maybe<T> = T | null | undefined

/** Conditions are combined with AND, values of one list with OR. Ids are Autotask's numbers as text. */
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
