import { Kind, type FieldNode, type GraphQLField, type OperationDefinitionNode } from 'graphql'

/**
 * Returns the number of rows requested by a field's `first`, or by its `last` where that is given, at most `largest`;
 * undefined if the field has no such argument. An invalid number counts as the field's default: its type or resolver
 * rejects it.
 */
export function readFirst(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
  operation: OperationDefinitionNode,
  largest: number,
): number | undefined {
  const argument = field.args.find(({ name }) => name === 'first')
  if (!argument) return undefined
  const last = field.args.some(({ name }) => name === 'last') ? readLast(node, variables, operation) : undefined
  if (last !== undefined) return Math.min(last, largest)
  const usual = typeof argument.defaultValue === 'number' ? argument.defaultValue : largest
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value
  const given =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? valueOf(value.name.value, variables, operation, largest)
        : usual
  const rows = typeof given === 'number' && given >= 0 ? given : usual
  return Math.min(rows, largest)
}

/** Undefined where it is not given, and `first` counts. */
function readLast(
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
  operation: OperationDefinitionNode,
): number | undefined {
  const value = node.arguments?.find(({ name }) => name.value === 'last')?.value
  if (value?.kind === Kind.INT) return Math.max(0, Number(value.value))
  if (value?.kind !== Kind.VARIABLE) return undefined
  const name = value.name.value
  const given = Object.hasOwn(variables, name) ? variables[name] : defaultOf(name, operation)
  return typeof given === 'number' ? Math.max(0, given) : undefined
}

/** What a variable is: as given, be it null, or its own default, or as much as it may ask for. */
function valueOf(
  name: string,
  variables: Readonly<Record<string, unknown>>,
  operation: OperationDefinitionNode,
  largest: number,
): unknown {
  return Object.hasOwn(variables, name) ? variables[name] : (defaultOf(name, operation) ?? largest)
}

/** The default that an operation declares for a variable; undefined where it declares none, or one that is no number. */
function defaultOf(name: string, { variableDefinitions }: OperationDefinitionNode): number | undefined {
  const value = variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue
  return value?.kind === Kind.INT ? Number(value.value) : undefined
}
