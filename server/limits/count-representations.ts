import { Kind, type FieldNode, type OperationDefinitionNode } from 'graphql'

/** Returns how many references the field `_entities` is given: as many rows it has. What is no list counts as one. */
export function countRepresentations(
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
  { variableDefinitions = [] }: OperationDefinitionNode,
): number {
  const value = node.arguments?.find(({ name }) => name.value === 'representations')?.value
  if (value?.kind === Kind.LIST) return value.values.length
  if (value?.kind !== Kind.VARIABLE) return 1
  const name = value.name.value
  const given = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (Array.isArray(given)) return given.length
  const usual = variableDefinitions.find(({ variable }) => variable.name.value === name)?.defaultValue
  return given === undefined && usual?.kind === Kind.LIST ? usual.values.length : 1
}
