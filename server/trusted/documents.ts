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
  /** The operation with the fragments that it uses, without descriptions. */
  readonly query: string
  readonly operationName: string
}

/** A trusted operation, as it is written. */
export interface TrustedOperation {
  readonly operation: OperationDefinitionNode
  /** Those that it uses, directly or not. */
  readonly fragments: readonly FragmentDefinitionNode[]
}

/** Trusted operations by the name of their file, without `.graphql`. */
export type TrustedDocuments = ReadonlyMap<string, TrustedDocument>

export interface OperationFolder {
  readonly url: URL
  /** Named in the message if some are missing: `The operations of the REST endpoints (server/rest/operations)`. */
  readonly title: string
}

const fragmentsFile = 'fragments'

/** The start is refused: what the endpoints would run is not there. */
export class TrustedDocumentsError extends Error {
  override name = 'TrustedDocumentsError'
}

/**
 * Reads operations and the fragments that they use.
 *
 * @param names the files that must be there, without `.graphql`
 * @throws TrustedDocumentsError that names every file that is missing, is not GraphQL or has not exactly one named operation
 */
export function readTrustedOperations(
  names: readonly string[],
  { url, title }: OperationFolder,
): ReadonlyMap<string, TrustedOperation> {
  const problems: string[] = []
  const definitions = new Map<string, readonly DefinitionNode[]>()
  for (const name of listFiles(url)) {
    try {
      definitions.set(name, parse(readFileSync(new URL(`${name}.graphql`, url), 'utf8')).definitions)
    } catch (error) {
      problems.push(`${name}.graphql: ${(error as Error).message}`)
    }
  }
  const fragments = new Map(
    [...definitions.values()].flat().flatMap((each) => (isFragment(each) ? [[each.name.value, each] as const] : [])),
  )
  const operations = new Map<string, TrustedOperation>()
  for (const name of new Set(names)) {
    const found = definitions.get(name)?.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
    const [operation, another] = found ?? []
    if (operation?.name && !another) operations.set(name, { operation, fragments: usedBy(operation, fragments) })
    else if (found) problems.push(`${name}.graphql: it must have one operation, with a name`)
    else if (!problems.some((each) => each.startsWith(`${name}.graphql:`))) problems.push(`${name}.graphql: is missing`)
  }
  if (problems.length > 0) {
    throw new TrustedDocumentsError(`${title}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
  return operations
}

/** Reads operations as they are run. @throws TrustedDocumentsError as `readTrustedOperations` */
export function readTrustedDocuments(names: readonly string[], folder: OperationFolder): TrustedDocuments {
  const operations = [...readTrustedOperations(names, folder)]
  return new Map(operations.map(([name, operation]) => [name, toDocument(operation)]))
}

/** An operation as it is run. */
export function toDocument({ operation, fragments }: TrustedOperation): TrustedDocument {
  // Descriptions are for readers; GraphQL of before September 2025 has none here.
  const definitions = [operation, ...fragments].map((each) =>
    visit(each, { enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined) }),
  )
  return { query: definitions.map((each) => print(each)).join('\n\n'), operationName: operation.name?.value ?? '' }
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

/** All fragments that an operation uses, directly or not; a fragment that is unused is refused by the graph. */
function usedBy(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
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
  return [...used.values()]
}
