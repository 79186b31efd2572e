import type { GraphQLError } from 'graphql'
import type { Path } from './path.ts'

/** The errors of an answer. What lies under a place that is null because of one has no further errors. */
export class CollectedErrors {
  readonly errors: GraphQLError[] = []
  private readonly places = new Set<Path | undefined>()

  /** @param path the place that is null; undefined for the whole answer */
  add(error: GraphQLError, path: Path | undefined): void {
    if (this.places.has(undefined)) return
    for (let at = path; at !== undefined; at = at.prev) if (this.places.has(at)) return
    this.places.add(path)
    this.errors.push(error)
  }
}
