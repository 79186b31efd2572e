import { Kind, type FieldNode, type GraphQLField } from 'graphql'

/**
 * Returns the number of rows requested by a field's `first`, at most `largest`; undefined if the field has no such
 * argument. An invalid number counts as the field's default: its type or resolver rejects it.
 */
export function readFirst(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
  largest: number,
): number | undefined {
  const argument = field.args.find(({ name }) => name === 'first')
  if (!argument) return undefined
  const usual = typeof argument.defaultValue === 'number' ? argument.defaultValue : largest
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value
  const given =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? // A variable that is not given has its own default, which may be anything.
          (variables[value.name.value] ?? largest)
        : usual
  const rows = typeof given === 'number' && given >= 0 ? given : usual
  return Math.min(rows, largest)
}
