import { describe, expect, test } from 'vitest'
import { GatewayError } from '../../../server/errors/gateway-error.ts'
import type { GraphContext } from '../../../server/graphql/context.ts'
import type { EntityReferences } from '../../../server/graphql/entity-references.ts'
import { createReferenceResolver } from '../../../server/graphql/resolve-references.ts'

const context = {} as GraphContext

/** Tenants by a loader that writes down what it is asked. */
function loadTenants(load: (ids: readonly string[]) => Map<string, { id: string; name: string } | Error>) {
  const asked: (readonly string[])[] = []
  const references: EntityReferences = {
    Tenant: (_, ids) => {
      asked.push(ids)
      return load(ids)
    },
  }
  return { asked, resolve: createReferenceResolver(references) }
}

const toTenants = (ids: readonly string[]) =>
  new Map(ids.filter((id) => id !== 'absent').map((id) => [id, { id, name: id.toUpperCase() }]))
const of = (...ids: unknown[]) => ids.map((id) => ({ __typename: 'Tenant', id }))

describe('references', () => {
  test('are loaded once, each id once, and answered by their own ids', async () => {
    const { asked, resolve } = loadTenants((ids) => new Map([...toTenants(ids)].toReversed()))
    const found = await resolve(of('b', 'a', 'absent', 'b'), context)

    expect(asked).toEqual([['b', 'a', 'absent']])
    expect(found).toEqual([{ id: 'b', name: 'B' }, { id: 'a', name: 'A' }, null, { id: 'b', name: 'B' }])
  })

  test.each([
    ['a whole number is its text', 7, ['7']],
    ['a number that is none is nothing', 1.5, []],
    ['an object is nothing', { id: 'a' }, []],
    ['no text is nothing', '', []],
    ['a text of 101 characters is nothing', 'x'.repeat(101), []],
    ['null is nothing', null, []],
  ])('as an id, %s', async (_, id, ids) => {
    const { asked, resolve } = loadTenants(toTenants)
    const found = await resolve(of(id), context)

    expect([asked, found.map((each) => each !== null)]).toEqual([[ids], [ids.length > 0]])
  })

  test('that a type refuses as a whole are one error object', async () => {
    const { resolve } = loadTenants(() => {
      throw new GatewayError('FORBIDDEN', 'no')
    })
    const found = await resolve(of('a', 'b', null), context)

    expect(new Set(found).size).toBe(1)
    expect(found[0]).toMatchObject({ code: 'FORBIDDEN' })
  })

  test.each([
    [null],
    ['text'],
    [{}],
    [{ __typename: 7 }],
    [{ __typename: 'constructor' }],
    [{ __typename: '__proto__' }],
  ])('that are none (%j) are refused beside the others', async (odd) => {
    const { resolve } = loadTenants(toTenants)
    const [tenant, refused] = await resolve([...of('a'), odd], context)

    expect(tenant).toEqual({ id: 'a', name: 'A' })
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})
