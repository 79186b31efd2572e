import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSchema, isObjectType, parse, Kind } from 'graphql'
import { startProgram } from '../../support/program.ts'
import { startWorld, type World } from '../../support/world.ts'
import { otherSdl } from './other-subgraph.ts'
import { compositions } from './router.ts'
import { readSdl, startSubgraphWorld } from './subgraph-world.ts'

let world: World
let sdl: string

beforeAll(async () => {
  world = await startSubgraphWorld({ scale: 0.1 })
  sdl = await readSdl(world)
})
afterAll(() => world.close())

const typesWith = (directive: string) =>
  parse(sdl)
    .definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
      definition.directives?.some(({ name }) => name.value === directive)
        ? [definition.name.value]
        : [],
    )
    .toSorted()

test('every entity has the key id, and nothing else has one', () => {
  expect(typesWith('key')).toEqual([
    'Change',
    'Company',
    'ConnectWiseTicket',
    'Contact',
    'Contract',
    'Deal',
    'DealPipeline',
    'Resource',
    'Tenant',
    'Ticket',
  ])
  expect(sdl.match(/@key\(fields: "id"\)/g)).toHaveLength(10)
})

test('docs/federation.md has a row for each', () => {
  const rows = readFileSync(new URL('../../../docs/federation.md', import.meta.url), 'utf8').matchAll(/^\| `(\w+)` /gm)

  expect([...rows].map(([, type]) => String(type)).toSorted()).toEqual(typesWith('key'))
})

test('values that other subgraphs may have too can be shared', () => {
  expect(typesWith('shareable')).toEqual(['DateRange', 'Money', 'PageInfo', 'UserError'])
})

test('_service tells the same as the file', async () => {
  const { _service: service } = await world.data<{ _service: { sdl: string } }>('{ _service { sdl } }')

  expect(`${service.sdl}\n`).toBe(sdl)
})

test('the descriptions are in it', () => {
  const types = Object.values(buildSchema(sdl).getTypeMap()).filter(isObjectType)
  const ticket = types.find(({ name }) => name === 'Ticket')

  expect(ticket?.description).toMatch(/\w+ \w+/)
  expect(ticket?.getFields()['company']?.description).toMatch(/\w+ \w+/)
})

describe.each(Object.entries(compositions))('composed by %s', (_, compose) => {
  const gateway = () => ({ name: 'msp', url: 'http://msp.example/graphql', sdl })
  const other = (text = otherSdl) => ({ name: 'surveys', url: 'http://surveys.example/graphql', sdl: text })

  test('alone', () => {
    expect(compose([gateway()])).toContain('@join__type(graph: MSP, key: "id")')
  })

  test('beside a subgraph that refers to its types, extends one and shares values', () => {
    const supergraph = compose([gateway(), other()])

    expect(supergraph).toContain('@join__type(graph: SURVEYS, key: "id", resolvable: false)')
    expect(supergraph).toMatch(/survey: Survey @join__field\(graph: SURVEYS\)/)
  })

  test('beside a subgraph whose Money is another is refused', () => {
    const otherMoney = otherSdl.replace('amount: Decimal!', 'amount: String!')

    expect(() => compose([gateway(), other(otherMoney)])).toThrow(/Money\.amount/)
  })
})

describe('without SUBGRAPH', () => {
  test('the library for it is not loaded', async () => {
    const program = `
      const { createRequire } = await import('node:module')
      await import('./server/app.ts')
      const files = Object.keys(createRequire(import.meta.url).cache)
      console.log(['@apollo/subgraph', 'graphql'].map((name) => files.some((file) => file.includes(\`/\${name}/\`))).join())
    `
    const { printed, kill } = startProgram(['--input-type=module', '--eval', program], {})
    const [, loaded] = await printed(/^(\S+)$/m)
    await kill()

    expect(loaded).toBe('false,true')
  })

  test('nothing of it is there', async () => {
    const plain = await startWorld({ scale: 0.1 })
    try {
      const text = await readSdl(plain)
      const service = await plain.query('{ _service { sdl } }')
      const entities = await plain.query('{ _entities(representations: []) { __typename } }')

      expect(text).not.toMatch(/@key|@link|@shareable|_Any|_Entity|_service/)
      expect([service.status, entities.status]).toEqual([400, 400])
    } finally {
      await plain.close()
    }
  })
})
