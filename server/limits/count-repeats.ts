import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

const known = new WeakMap<OperationDefinitionNode, number>()

/**
 * How many fields stand under a name that their selection set has already, fragments spread. Validation compares such
 * fields pair by pair, so a thousand of them cost seconds, while any number of different ones costs next to nothing.
 *
 * @param operation its fragments must not spread to more fields than is allowed: each is gone through where it is spread
 */
export function countRepeats(document: DocumentNode, operation: OperationDefinitionNode): number {
  const repeats = known.get(operation) ?? count(document, operation)
  known.set(operation, repeats)
  return repeats
}

function count(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  let repeats = 0

  function collect(set: SelectionSetNode, names: Set<string>, spread: Set<string>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value
        if (names.has(name)) repeats += 1
        names.add(name)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, names, spread)
      else {
        const fragment = fragments.get(selection.name.value)
        // Spread again into the same selection set, a fragment adds nothing.
        if (!fragment || spread.has(selection.name.value)) continue
        spread.add(selection.name.value)
        collect(fragment.selectionSet, names, spread)
      }
    }
  }

  const countIn = ({ selectionSet }: { readonly selectionSet?: SelectionSetNode | undefined }) => {
    if (selectionSet) collect(selectionSet, new Set(), new Set())
  }
  countIn(operation)
  visit(document, { Field: { enter: countIn } })
  return repeats
}
