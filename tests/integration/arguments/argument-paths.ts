import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'

/** An argument of a field, or a field of the input that is one. */
export interface Argument {
  /** Such as `Query.tickets.filter.status`. */
  readonly path: string
  /** The field it belongs to, such as `Query.tickets`. */
  readonly field: string
  /** The way to it in the arguments; 0 is the first of a list. */
  readonly at: readonly (string | number)[]
  readonly type: GraphQLInputType
  readonly defaultValue: unknown
}

/**
 * Every argument of every field. An input object stands for its fields, and a list of them for those of its first: what
 * the whole of it does, its fields do.
 */
export function argumentsOf(schema: GraphQLSchema): Argument[] {
  const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type))
  return objects
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((object) =>
      Object.values(object.getFields()).flatMap((field) =>
        field.args.flatMap(({ name, type, defaultValue }) =>
          leavesOf({
            path: `${object.name}.${field.name}.${name}`,
            field: `${object.name}.${field.name}`,
            at: [name],
            type,
            defaultValue,
          }),
        ),
      ),
    )
}

function leavesOf(argument: Argument): Argument[] {
  const named = getNamedType(argument.type)
  if (!isInputObjectType(named)) return [argument]
  const at = isListType(getNullableType(argument.type)) ? [...argument.at, 0] : argument.at
  return Object.values(named.getFields()).flatMap(({ name, type, defaultValue }) =>
    leavesOf({ ...argument, path: `${argument.path}.${name}`, at: [...at, name], type, defaultValue }),
  )
}
