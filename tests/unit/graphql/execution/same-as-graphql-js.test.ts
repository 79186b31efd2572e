import {
  buildSchema,
  execute,
  getIntrospectionQuery,
  isObjectType,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import type { GraphContext } from '../../../../server/graphql/context.ts'
import { createExecute } from '../../../../server/graphql/execution/execute.ts'
import { createKeptFields, type KeepRule } from '../../../../server/graphql/execution/kept-fields.ts'
import { writeJson } from '../../../../server/graphql/execution/json-fragment.ts'
import { scalars } from '../../../../server/graphql/scalars.ts'
import { readTypeDefs } from '../../../../server/graphql/schema.ts'
import { createAnswerBudget } from '../../../../server/limits/answer-budget.ts'
import { drawOperation, type DrawnOperation } from '../../../support/operations/draw-operation.ts'
import { resolveWithDrawnValues } from '../../../support/operations/drawn-values.ts'
import { createRandom } from '../../../support/random.ts'
import { ofSweep } from '../../../support/seeds.ts'

const policy = { trackedFields: new Set<string>(), readFields: new Set<string>(), endOfDay: () => Infinity }

function product(): GraphQLSchema {
  const schema = buildSchema(readTypeDefs().join('\n'))
  for (const { name, serialize, parseValue, parseLiteral } of Object.values(scalars)) {
    Object.assign(schema.getType(name) ?? {}, { serialize, parseValue, parseLiteral })
  }
  return schema
}

/** What the product's schema has none of. */
const abstract = () =>
  buildSchema(`
      interface Node { id: ID!  next: Node  others: [Node!] }
      type Person implements Node { id: ID!  next: Node  others: [Node!]  name: String!  friends: [Person]  best: Any }
      type Place implements Node { id: ID!  next: Node  others: [Node!]  size: Float  people(first: Int = 3): [[Person!]!] }
      union Any = Person | Place
      enum Color { RED GREEN }
      input Wish { color: Color!  size: Float = 2.5 }
      type Query { node: Node  person(id: ID!, wish: Wish): Person!  any: [Any]  color(of: [Wish!]): Color! }
    `)

const context = { principal: { role: 'VIEWER' } } as GraphContext

interface Told {
  readonly data: string
  /** Every place that is null because of an error. */
  readonly nullPlaces: readonly string[]
  /** In one order: which comes first is a matter of time. */
  readonly errors: readonly string[]
}

function told({ data: completed, errors = [] }: ExecutionResult): Told {
  const data = completed && (JSON.parse(writeJson(completed)) as unknown)
  const list = errors.map(({ message, path, locations }) => JSON.stringify({ message, path, locations }))
  const places = errors.map(({ path = [] }) => JSON.stringify(nullPlaceOf(data, path)))
  return { data: JSON.stringify(data), nullPlaces: [...new Set(places)].sort(), errors: list.sort() }
}

/** How much of an error's path is there. */
function nullPlaceOf(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let [at, length] = [data, 0]
  while (at !== null && at !== undefined && length < path.length) at = (at as Record<string, unknown>)[path[length++]!]
  return path.slice(0, length)
}

/** An error in the middle of a list leaves promises of graphql-js behind that nothing handles. */
async function withoutWarning<T>(run: () => T): Promise<Awaited<T>> {
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => undefined)
  const result = await run()
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  process.removeAllListeners('unhandledRejection')
  for (const listener of listeners) process.on('unhandledRejection', listener)
  return result
}

const rowTypesOf = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type !== schema.getQueryType())
    .map(({ name }) => name)

async function both(schema: GraphQLSchema, { document: text, variables }: DrawnOperation) {
  const document = parse(text)
  const reference = await withoutWarning(() =>
    execute({ schema, document, variableValues: variables, contextValue: context }),
  )
  const basis = {}
  const keepAll: KeepRule = {
    fields: new Set(Object.keys(schema.getQueryType()?.getFields() ?? {})),
    // Each object is a row, so that rows are in rows; what is drawn depends on the place.
    rowTypes: new Map(rowTypesOf(schema).map((name) => [name, (object) => (object as { place: string }).place])),
    isFor: () => true,
    basisOf: async () => basis,
    unchangedUntil: () => Infinity,
    dependsOnMoment: () => false,
    clock: () => 0,
    basisNow: () => basis,
    onMade: () => undefined,
    onReused: () => undefined,
  }
  const ownExecute = createExecute(schema, false)
  const keeping = (keepsFields: boolean) =>
    createExecute(schema, false, createKeptFields({ ...policy, rules: [keepAll], keepsFields }))
  const run = (execution = ownExecute) =>
    execution({
      document,
      operationName: null,
      variables,
      context,
      budget: createAnswerBudget({ answerValues: 1e9, answerBytes: 1e9 }, () => Promise.resolve()),
    })
  // The second time goes by what the first has planned.
  const given = [told(await run()), told(await run())]
  // And from what is kept: rows, and with them whole fields.
  for (const execution of [keeping(false), keeping(true)]) {
    for (let n = 0; n < 2; n++) given.push(told(await run(execution)))
  }
  return { expected: told(reference), given, errors: reference.errors ?? [] }
}

const seedsOfPart = 5

describe.each([
  { name: 'the product’s schema', create: product, seeds: ofSweep({ usual: 10, whole: 40 }), each: 50 },
  {
    name: 'a schema with interfaces, unions and nested lists',
    create: abstract,
    seeds: ofSweep({ usual: 10, whole: 20 }),
    each: 50,
  },
])('over $name', ({ create, seeds, each }) => {
  const told = { withErrors: 0, withData: 0, alike: 0 }
  const parts = Array.from({ length: seeds / seedsOfPart }, (_, part) => part * seedsOfPart + 1)

  // In parts, so that none takes long on a busy machine.
  test.each(parts)(
    `${seedsOfPart * each} drawn operations, from seed %i on, are answered as by graphql-js`,
    async (from) => {
      for (let seed = from; seed < from + seedsOfPart; seed++) {
        const schema = create()
        resolveWithDrawnValues(schema, seed)
        const random = createRandom(seed)
        const draw = (): DrawnOperation => {
          const drawn = drawOperation(schema, random)
          // Some merge what cannot be merged.
          return validate(schema, parse(drawn.document)).length === 0 ? drawn : draw()
        }
        for (let n = 0; n < each; n++) {
          const drawn = draw()
          const { expected, given, errors } = await both(schema, drawn)
          const { data, nullPlaces } = expected
          for (const own of given) expect(own, `seed ${seed}: ${drawn.document}`).toMatchObject({ data, nullPlaces })
          if (given.slice(0, 2).every((own) => own.errors.join() === expected.errors.join())) told.alike += 1
          if (errors.length > 0) told.withErrors += 1
          else told.withData += 1
        }
      }
    },
  )

  test(`of all ${seeds * each} the errors are the same, where time does not decide which are told`, () => {
    const { withErrors, withData, alike } = told
    expect(withErrors + withData).toBe(seeds * each)
    expect(alike).toBeGreaterThan(seeds * each * 0.99)
    expect(Math.min(withErrors, withData)).toBeGreaterThan(seeds * each * 0.05)
  })
})

describe('besides', () => {
  test('introspection is the same', async () => {
    const { expected, given } = await both(product(), { document: getIntrospectionQuery(), variables: {} })
    for (const own of given) expect(own).toEqual(expected)
  })

  test.each([
    [
      'wrong variables',
      'query ($id: ID!, $wish: Wish) { person(id: $id, wish: $wish) { id } }',
      { wish: { size: 'x', colour: 1 } },
    ],
    ['a variable without a value', 'query ($wish: Wish) { person(id: 1, wish: $wish) { id name } }', {}],
    ['null where none may be', 'query ($id: ID = 3) { person(id: $id) { id } }', { id: null }],
    [
      'names of prototypes',
      '{ __proto__: node { constructor: id toString: id __proto__: id } hasOwnProperty: color }',
      {},
    ],
  ])('%s', async (_, document, variables) => {
    for (let seed = 1; seed <= 20; seed++) {
      const schema = abstract()
      resolveWithDrawnValues(schema, seed)
      const { expected, given } = await both(schema, { document, variables })
      for (const own of given) expect(own).toEqual(expected)
    }
  })
})
