import type { GraphQLSchema } from 'graphql'
import { isObjectType } from 'graphql'
import type { RoleName, World } from '../../support/world.ts'
import type { Arguments, Outcome } from './compare.ts'

export interface FieldCall {
  /** Such as `Query.tickets`. */
  readonly field: string
  readonly selection: string
  readonly role?: RoleName
  /** Puts the call where its type is; at the root unless given. */
  readonly inside?: (call: string) => string
}

/** Calls a field with arguments as variables, so that what is not given is not there. */
export function createFieldCaller(world: World, schema: GraphQLSchema) {
  return async ({ field, selection, role = 'viewer', inside = (call) => call }: FieldCall, args: Arguments) => {
    const [typeName = '', name = ''] = field.split('.')
    const type = schema.getType(typeName)
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type.`)
    const given = (type.getFields()[name]?.args ?? []).filter((arg) => args[arg.name] !== undefined)
    const declared = given.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
    const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
    const call = `${name}${passed && `(${passed})`} ${selection}`
    const operation = typeName === 'Mutation' ? 'mutation' : 'query'
    const document = `${operation} ${declared && `(${declared})`} { ${inside(call)} }`
    const variables = Object.fromEntries(given.map((arg) => [arg.name, args[arg.name]]))
    const { body } = await world.query(document, variables, { role })
    const errors = (body.errors ?? []).map(({ message, extensions }) => ({ code: extensions.code, message }))
    return { data: body.data ?? null, errors } satisfies Outcome
  }
}

export type CallField = ReturnType<typeof createFieldCaller>
