import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile, glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql'
import type { Plugin } from 'vite'

export interface PersistedOperation {
  readonly name: string
  /** The text the gateway runs, `__typename` included as Apollo's cache needs it. */
  readonly text: string
  /** SHA-256 of the text, in hex. */
  readonly hash: string
}

const moduleId = 'virtual:persisted-operations'
const resolvedId = `\0${moduleId}`

/**
 * The operations of the portal, from its `.graphql` files: one text and one hash for each. The bundle gets
 * `virtual:persisted-operations` (`{ <operation name>: <hash> }`), the gateway gets the manifest (`{ <hash>: <text> }`).
 * Both come from one list, and the browser never hashes anything, so that they cannot differ.
 */
export function persistedOperations(options: { documents: string; manifestFile: string }): Plugin {
  return {
    name: 'portal-persisted-operations',
    resolveId: (id) => (id === moduleId ? resolvedId : null),
    async load(id) {
      if (id !== resolvedId) return null
      const operations = await readOperations(options.documents)
      return `export default ${JSON.stringify(Object.fromEntries(operations.map(({ name, hash }) => [name, hash])))}`
    },
    async writeBundle() {
      const operations = await readOperations(options.documents)
      const manifest = Object.fromEntries(operations.map(({ hash, text }) => [hash, text]))
      await mkdir(dirname(options.manifestFile), { recursive: true })
      await writeFile(options.manifestFile, `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}

/** Every operation under the folder, by name. @throws Error for two operations of one name, or an undefined fragment */
export async function readOperations(folder: string): Promise<PersistedOperation[]> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  const operations = new Map<string, OperationDefinitionNode>()
  for await (const file of glob('**/*.graphql', { cwd: folder })) {
    for (const definition of parse(await readFile(join(folder, file), 'utf8')).definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
      if (definition.kind === Kind.OPERATION_DEFINITION) {
        const name = definition.name?.value
        if (name === undefined) throw new Error(`${file}: an operation has no name.`)
        if (operations.has(name)) throw new Error(`${file}: there are two operations named ${name}.`)
        operations.set(name, definition)
      }
    }
  }
  return [...operations]
    .map(([name, operation]) => {
      const definitions = [operation, ...fragmentsOf(operation, fragments)]
      const text = print(withTypenames({ kind: Kind.DOCUMENT, definitions }))
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/** `__typename` in every selection but the root: where Apollo's cache, which adds it to its own copy, looks for it. */
function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave(node, _key, parent) {
        const isRoot = parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION
        const has = node.selections.some(
          (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
        )
        return isRoot || has ? undefined : { ...node, selections: [...node.selections, typename] }
      },
    },
  })
}

function fragmentsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const found = new Set<FragmentDefinitionNode>()
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value)
        if (!fragment) throw new Error(`There is no fragment named ${name.value}.`)
        if (found.has(fragment)) return
        found.add(fragment)
        collect(fragment)
      },
    })
  }
  collect(operation)
  return [...found]
}
