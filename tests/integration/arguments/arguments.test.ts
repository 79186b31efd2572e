import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTypeDefs } from '../../../server/graphql/schema.ts'
import { fixedWorld, startWorld, type World } from '../../support/world.ts'
import { patientTimes } from '../changes/desk.ts'
import { fastTimes } from '../changes/change-world.ts'
import { argumentsOf } from './argument-paths.ts'
import { createFieldCaller } from './call-field.ts'
import { expectDifference, type FieldCase } from './compare.ts'
import { createAdministrationCases } from './administration-cases.ts'
import { createChangeCases } from './change-cases.ts'
import { createConnectWiseCases } from './connectwise-cases.ts'
import { createReadCases } from './read-cases.ts'

/*
 * No argument is ignored: each changes what is answered, stored or asked of a vendor, or is refused. The list is that of
 * the schema, so a new argument fails here until it has a case.
 */

const schema = buildSchema(readTypeDefs().join('\n'))
let world: World
let cases: Record<string, FieldCase>

beforeAll(async () => {
  world = await startWorld({ ...fixedWorld, scale: 0.3, tenants: true, changes: { ...fastTimes, ...patientTimes } })
  const call = createFieldCaller(world, schema)
  const flag = { key: 'autotask_sales_activity', enabled: true }
  await call({ field: 'Mutation.setFeatureFlag', selection: '{ flag { enabled } }', role: 'admin' }, { input: flag })
  cases = {
    ...(await createReadCases(world, call)),
    ...(await createConnectWiseCases(world, call)),
    ...(await createChangeCases(world, call)),
    ...(await createAdministrationCases(world, call)),
  }
})
afterAll(() => world.close())

describe('changing an argument makes a difference', () => {
  test.each(argumentsOf(schema).map((argument) => [argument.path, argument] as const))('%s', async (_, argument) => {
    const field = cases[argument.field]
    if (!field) throw new Error(`${argument.field} has no case: say in tests/integration/arguments how it is called.`)

    await expectDifference(argument, field)
  })
})

describe('a date for a list that has no range', () => {
  const document = `query ($filter: TicketFilter, $range: DateRangeInput) {
    tickets(filter: $filter, range: $range) { totalCount } }`

  test.each(['COMPLETED', 'DUE', 'LAST_ACTIVITY'])('is refused (%s), and taken with one', async (dateField) => {
    const filter = { state: 'OPEN', dateField }
    const alone = await world.query(document, { filter })
    const inRange = await world.query(document, { filter, range: { preset: 'THIS_YEAR' } })

    expect(alone.body).toMatchObject({
      data: { tickets: null },
      errors: [{ message: expect.stringContaining('give a range') as string, extensions: { code: 'BAD_USER_INPUT' } }],
    })
    expect(inRange.body.errors).toBeUndefined()
  })
})
