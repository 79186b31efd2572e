/** The parts of the URL that are passed to every page. */
export interface PageLocation {
  /** The path after the page's own, such as `tickets/4711`; empty on the page itself. */
  readonly rest: string
  /** The query string, with its question mark; empty when there is none. */
  readonly search: string
}
