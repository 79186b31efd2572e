import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core'
import { makeExecutableSchema } from '@graphql-tools/schema'

/** A breaking change that was decided on. */
export interface AcceptedChange {
  /** As the check words it. */
  readonly change: string
  readonly reason: string
  /** Words of a line under "Unreleased" in CHANGELOG.md that tells callers. */
  readonly changelog: string
}

export interface ComparedSchemas {
  /** SDL of the last released version. */
  readonly released: string
  /** SDL as it is. */
  readonly current: string
  readonly accepted: readonly AcceptedChange[]
  /** All of CHANGELOG.md. */
  readonly changelog: string
}

export interface Comparison {
  /** What must not stay so: each is a reason to fail. */
  readonly problems: readonly string[]
  /** Changes that break only some callers, such as those that switch on all values of an enum. */
  readonly dangerous: readonly string[]
}

/** Compares the schema with the last released one: a breaking change needs an entry, with a reason and a changelog line. */
export async function compareSchemas({ released, current, accepted, changelog }: ComparedSchemas): Promise<Comparison> {
  const changes = await diff(schemaOf(released), schemaOf(current))
  const worded = (level: CriticalityLevel) => changes.filter(({ criticality }) => criticality.level === level).map(word)
  const breaking = worded(CriticalityLevel.Breaking)
  const listed = new Set(accepted.map(({ change }) => change))
  const told = oneLine(unreleasedOf(changelog))
  return {
    problems: [
      ...breaking.filter((change) => !listed.has(change)).map((change) => `Breaking: ${change}`),
      ...accepted.flatMap((each) => complaintsOf(each, breaking, told)),
    ],
    dangerous: worded(CriticalityLevel.Dangerous),
  }
}

/** Not graphql's `buildSchema`: Vitest gives our own code another copy of graphql than the inspector has. */
const schemaOf = (typeDefs: string) => makeExecutableSchema({ typeDefs })

const word = ({ message, path }: Change) => (path === undefined ? message : `${path}: ${message}`)

function complaintsOf({ change, reason, changelog }: AcceptedChange, breaking: readonly string[], told: string) {
  const complaints: string[] = []
  if (!breaking.includes(change)) complaints.push(`No such change is there any more, take it from the list: ${change}`)
  if (reason.trim() === '') complaints.push(`A reason is missing: ${change}`)
  if (changelog.trim() === '' || !told.includes(oneLine(changelog))) {
    complaints.push(`CHANGELOG.md does not tell of it under "Unreleased" (“${changelog}”): ${change}`)
  }
  return complaints
}

/** The part of a changelog about what was not released yet; empty without one. */
const unreleasedOf = (changelog: string) => /^## Unreleased$(.*?)(?=^## |$(?![\s\S]))/ms.exec(changelog)?.[1] ?? ''

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
