import {
  buildSchema,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isScalarType,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTypeDefs } from '../../server/graphql/schema.ts'
import { fetchTokenWithoutRole } from '../support/token-without-role.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
/** Of somebody who is signed in and has no role at all. */
let token: string

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
  token = await fetchTokenWithoutRole(world.simulators)
})
afterAll(() => world.close())

const schema = buildSchema(readTypeDefs().join('\n'))

/** Fields that every signed-in caller may ask. */
const openToAll = new Set(['viewer', 'vendorStatus'])

/** A value of the type that its field would refuse if it looked at it: no cursor, no range, no id, endless blanks. */
function nonsense(given: GraphQLInputType): string {
  const type = getNullableType(given)
  if (isListType(type)) return `[${nonsense(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map((field) => `${field.name}: ${nonsense(field.type)}`)
    return `{ ${fields.join(', ')} }`
  }
  const values: Record<string, string> = {
    Int: '-1',
    Boolean: 'true',
    Date: '"0001-01-01"',
    DateTime: '"0001-01-01T00:00:00Z"',
  }
  return values[type.name] ?? JSON.stringify(`a${' '.repeat(2_000)}a`)
}

const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.values(type?.getFields() ?? {})
    .filter(({ name }) => !openToAll.has(name))
    .map((field) => ({ name: field.name, operation: type?.name.toLowerCase(), field })),
)

test.each(roots)(
  '$operation { $name } asks for the role before it looks at its arguments',
  async ({ operation, name, field }) => {
    const args = field.args.map((arg) => `${arg.name}: ${nonsense(arg.type)}`)
    const named = getNamedType(field.type)
    const selection = isObjectType(named) ? ' { __typename }' : ''
    expect(isScalarType(named) || isObjectType(named)).toBe(true)
    const call = `${name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection}`
    await world.clearRequests()
    const { body } = await world.query(`${operation} { ${call} }`, {}, { token })

    expect(body.errors?.map(({ extensions, path }) => [path, extensions.code])).toEqual([[[name], 'FORBIDDEN']])
    expect(field.type instanceof GraphQLNonNull ? body.data : body.data?.[name]).toBeNull()
    expect(await world.requests()).toEqual([])
  },
)
