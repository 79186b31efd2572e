/** The complete state of the page, from its URL. */
export interface PageState {
  /** Null: the first tenant that the user may work for. */
  readonly tenantId: string | null
  readonly ticketId: number | null
  readonly search: string
}

export const defaultState: PageState = { tenantId: null, ticketId: null, search: '' }
