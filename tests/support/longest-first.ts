import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longer than their size says, for what they draw, wait for, start or look at: the longest of each project
 * first.
 */
export const longest: readonly string[] = [
  'tests/unit/changes/delivery/simulation.test.ts',
  'tests/unit/graphql/execution/same-as-graphql-js.test.ts',
  'tests/unit/changes/delivery/exactly-once.test.ts',
  'tests/integration/sync/hubspot-calls.test.ts',
  'tests/integration/changes/exactly-once.test.ts',
  'tests/integration/sync/sales-calls.test.ts',
  'tests/integration/arguments/arguments.test.ts',
  'tests/integration/changes/order.test.ts',
  'tests/integration/planner/away.test.ts',
  'tests/integration/sync/outages.test.ts',
  'tests/integration/hubspot/figures.test.ts',
  'tests/integration/slots/postgres-slots.test.ts',
  'tests/integration/planner/budget.test.ts',
  'tests/integration/changes/lists.test.ts',
  'tests/browser/looks.test.ts',
  'tests/browser/operator-looks.test.ts',
  'tests/browser/strange-names.test.ts',
  'tests/browser/copy-progress.test.ts',
]

/** A file's place among the longest; the same for all others. */
function rankOf({ moduleId }: Pick<TestSpecification, 'moduleId'>): number {
  const place = longest.findIndex((file) => moduleId.endsWith(file))
  return place === -1 ? longest.length : place
}

/**
 * Vitest begins with the largest files, taking them for the longest, as long as it has run none of them. In each project
 * those that take long nevertheless come before: begun last, one would run on alone when the other workers are done.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byProject = Map.groupBy(await super.sort(files), ({ project }) => project.name)
    return [...byProject.values()].flatMap((sorted) => sorted.toSorted((one, other) => rankOf(one) - rankOf(other)))
  }
}
