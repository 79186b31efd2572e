import { print } from 'graphql'
import { expect, test } from 'vitest'
import { federate, shareableTypes } from '../../../server/graphql/federate.ts'
import { readTypeDefs } from '../../../server/graphql/schema.ts'

const shared = shareableTypes.map((name) => `type ${name} { value: Int }`).join(' ')

test('entities have a key, shared values are shareable, and everything else stays as it is', () => {
  const sdl = print(
    federate(['"A thing." type Thing { "Its id." id: ID! part: Part }', `type Part { id: ID! } ${shared}`], ['Thing']),
  )

  expect(sdl).toContain('"A thing."\ntype Thing @key(fields: "id") {\n  "Its id."\n  id: ID!\n  part: Part\n}')
  expect(sdl).toContain('type Part {')
  for (const name of shareableTypes) expect(sdl).toContain(`type ${name} @shareable {`)
})

test('an entity that is not in the schema is refused', () => {
  expect(() => federate(readTypeDefs(), ['Ticket', 'Device'])).toThrow('The schema has no type Device.')
})

test.each(['id: ID', 'id: String!', 'id: [ID!]!', 'name: String'])('an entity with %s is refused', (field) => {
  expect(() => federate([`type Thing { ${field} } ${shared}`], ['Thing'])).toThrow(
    'The entity Thing has no field id of the type ID!.',
  )
})
