import { readdirSync, readFileSync } from 'node:fs'
import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql'

/** A trusted operation, as it is run. */
export interface TrustedDocument {
  /** The operation with the fragments that it uses. */
  readonly query: string
  readonly operationName: string
}

/** Trusted operations by the name of their file, without `.graphql`. */
export type TrustedDocuments = ReadonlyMap<string, TrustedDocument>

const folder = new URL('./operations/', import.meta.url)
const fragmentsFile = 'fragments'

/** The start is refused: what the endpoints would run is not there. */
export class TrustedDocumentsError extends Error {
  override name = 'TrustedDocumentsError'
}

/**
 * Reads the operations of the endpoints.
 *
 * @param names the files that must be there, without `.graphql`
 * @throws TrustedDocumentsError that names every file that is missing, is not GraphQL or has not exactly one named operation
 */
export function readTrustedDocuments(names: readonly string[], from: URL = folder): TrustedDocuments {
  const problems: string[] = []
  const definitions = new Map<string, readonly DefinitionNode[]>()
  for (const name of listFiles(from)) {
    try {
      definitions.set(name, parse(readFileSync(new URL(`${name}.graphql`, from), 'utf8')).definitions)
    } catch (error) {
      problems.push(`${name}.graphql: ${(error as Error).message}`)
    }
  }
  const fragments = new Map(
    [...definitions.values()].flat().flatMap((each) => (isFragment(each) ? [[each.name.value, each] as const] : [])),
  )
  const documents = new Map<string, TrustedDocument>()
  for (const name of new Set(names)) {
    const found = definitions.get(name)?.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
    const [operation, another] = found ?? []
    if (operation?.name && !another) documents.set(name, toDocument(operation, fragments))
    else if (found) problems.push(`${name}.graphql: it must have one operation, with a name`)
    else if (!problems.some((each) => each.startsWith(`${name}.graphql:`))) problems.push(`${name}.graphql: is missing`)
  }
  if (problems.length > 0) {
    const lines = problems.map((problem) => `  ${problem}`).join('\n')
    throw new TrustedDocumentsError(`The operations of the REST endpoints (server/rest/operations):\n${lines}`)
  }
  return documents
}

function listFiles(from: URL): string[] {
  try {
    return readdirSync(from)
      .filter((file) => file.endsWith('.graphql'))
      .map((file) => file.slice(0, -'.graphql'.length))
      .sort((a, b) => Number(b === fragmentsFile) - Number(a === fragmentsFile))
  } catch {
    return []
  }
}

const isFragment = (node: DefinitionNode): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION

/** The operation with all fragments that it uses, directly or not; a fragment that is unused is refused by the graph. */
function toDocument(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): TrustedDocument {
  const used = new Map<string, FragmentDefinitionNode>()
  const collect = (node: DefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value)
        if (!fragment || used.has(value)) return
        used.set(value, fragment)
        collect(fragment)
      },
    })
  }
  collect(operation)
  const definitions = [operation, ...used.values()]
  return { query: definitions.map((each) => print(each)).join('\n\n'), operationName: operation.name?.value ?? '' }
}
