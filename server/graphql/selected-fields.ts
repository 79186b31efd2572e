import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql'

/**
 * Whether an operation selects one of these fields of what is being resolved, directly or by fragments. Conditions
 * (`@include`, `@skip`) are taken as met.
 */
export function selectsAny(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  names: readonly string[],
): boolean {
  const isIn = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          return names.includes(selection.name.value)
        case Kind.INLINE_FRAGMENT:
          return isIn(selection.selectionSet)
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments[selection.name.value]
          return fragment !== undefined && isIn(fragment.selectionSet)
        }
      }
    })
  return fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && isIn(selectionSet))
}
