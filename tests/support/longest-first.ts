import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Small files that take long. */
export const longest: readonly string[] = [
  'tests/unit/changes/delivery/simulation.test.ts',
  'tests/unit/changes/delivery/exactly-once.test.ts',
  'tests/unit/graphql/execution/same-as-graphql-js.test.ts',
]

const isLongest = ({ moduleId }: Pick<TestSpecification, 'moduleId'>) => longest.some((file) => moduleId.endsWith(file))

/**
 * Vitest begins with the largest files, taking them for the longest, as long as it has run none of them. In each project
 * those that take long nevertheless come before: begun last, one would run on alone when the other workers are done.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byProject = Map.groupBy(await super.sort(files), ({ project }) => project.name)
    return [...byProject.values()].flatMap((sorted) => [
      ...sorted.filter(isLongest),
      ...sorted.filter((file) => !isLongest(file)),
    ])
  }
}
