import { getNamedType, isEnumType, isScalarType, type GraphQLEnumType } from 'graphql'
import { expect, test } from 'vitest'
import { scalarSchemas } from '../../../server/mcp/type-schema.ts'
import { schema, toolNamed, tools } from './tools-of-schema.ts'

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const inputsOf = (name: string) => toolNamed(name).inputSchema['properties'] as Properties
const outputsOf = (name: string) => toolNamed(name).outputSchema['properties'] as Properties
const valuesOf = (name: string) => (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name)

test('every scalar of the graph has a schema', () => {
  const scalars = Object.values(schema.getTypeMap()).filter(isScalarType)

  expect(scalars.map(({ name }) => name).filter((name) => !(name in scalarSchemas))).toEqual([])
})

test('there are the tools that callers know, none twice', () => {
  expect(tools.map(({ name }) => name).toSorted()).toEqual([
    'backlog',
    'count_tickets',
    'find_connectwise_tickets',
    'find_deals',
    'find_tickets',
    'get_ticket',
    'hours_logged',
    'log_change',
    'monthly_report',
    'recent_contacts',
    'sales_pipeline',
    'service_desk_summary',
    'website_summary',
  ])
})

test('choices are those of the graph', () => {
  const inputs = inputsOf('find_tickets')

  expect(inputs['state']!['enum']).toEqual(valuesOf('TicketState'))
  expect(inputs['sortBy']!['enum']).toEqual(valuesOf('TicketOrderField'))
  expect(inputs['period']!['enum']).toEqual(valuesOf('DateRangePreset'))
  expect(inputsOf('service_desk_summary')['compare']!['enum']).toEqual(valuesOf('Comparison'))
  expect(inputsOf('find_deals')['state']!['enum']).toEqual(valuesOf('DealState'))
})

test('an argument without words of its own has those of the graph', () => {
  const filter = schema.getType('TicketFilter')
  const text = filter && 'getFields' in filter ? filter.getFields()['text']?.description : null

  expect(inputsOf('find_tickets')['text']).toEqual({
    type: 'string',
    description: text,
    minLength: 1,
    maxLength: 300,
  })
})

test('all arguments of summaries may be left out', () => {
  const summaries = [
    'service_desk_summary',
    'backlog',
    'hours_logged',
    'monthly_report',
    'sales_pipeline',
    'website_summary',
  ]

  expect(summaries.map((name) => toolNamed(name).inputSchema['required'])).toEqual(summaries.map(() => []))
  expect(toolNamed('get_ticket').inputSchema['required']).toEqual(['number'])
  expect(toolNamed('find_connectwise_tickets').inputSchema['required']).toEqual(['search'])
  expect(toolNamed('log_change').inputSchema['required']).toEqual(['ticketId'])
})

test('what the gateway computes is no argument', () => {
  expect(inputsOf('log_change')).not.toHaveProperty('idempotencyKey')
  expect(inputsOf('find_tickets')).not.toHaveProperty('range')
  expect(inputsOf('get_ticket')).not.toHaveProperty('isNumber')
})

test('an input object is as the graph has it, with null where that says something', () => {
  const change = inputsOf('log_change')['change']!
  const { kind, fields } = change['properties'] as Properties
  const { before } = (fields!['items'] as { properties: Properties }).properties

  expect(kind!['enum']).toEqual(valuesOf('ChangeKind'))
  expect(change).toMatchObject({ additionalProperties: false, required: ['kind', 'subject'] })
  expect(before!['type']).toEqual(['string', 'null'])
})

test.each(tools)(
  '$name says what it is, when it was read, what it cost and what is left out',
  ({ name, outputSchema }) => {
    expect(outputSchema).toMatchObject({ type: 'object', additionalProperties: false })
    expect(outputSchema['required']).toEqual(expect.arrayContaining(['scope', 'freshness', 'vendorCalls', 'more']))
    expect(outputsOf(name)['freshness']).toMatchObject({ required: expect.arrayContaining(['asOf']) })
  },
)

test('figures have the nullability and the words of the graph', () => {
  const { figures, previous, byDay } = outputsOf('service_desk_summary')
  const resolve = (value: Readonly<Record<string, unknown>>) => {
    const name = /^#\/\$defs\/(.+)$/.exec(String(value['$ref']))?.[1]
    return name === undefined ? value : (toolNamed('service_desk_summary').outputSchema['$defs'] as Properties)[name]!
  }
  const properties = resolve(figures!)['properties'] as Properties

  expect(properties['totalTickets']).toEqual({ type: 'integer', description: 'Tickets created in the range.' })
  expect(properties['hoursLogged']!['type']).toEqual(['number', 'null'])
  expect(properties).not.toHaveProperty('byDay')
  expect(properties).not.toHaveProperty('freshness')
  expect(resolve(previous!)['type']).toEqual(['object', 'null'])
  expect(byDay!['type']).toBe('array')
})

test('tools that change nothing say so, and the one that does says that it may be repeated', () => {
  for (const { name, annotations, document } of tools) {
    const isChange = document.query.startsWith('mutation')
    expect([name, annotations.readOnlyHint]).toEqual([name, !isChange])
  }
  expect(toolNamed('log_change')).toMatchObject({
    role: 'OPERATOR',
    annotations: { readOnlyHint: false, idempotentHint: true, destructiveHint: false },
  })
})

test('descriptions are for the list of tools: what is run has none', () => {
  for (const { description, document } of tools) {
    expect(description.length).toBeGreaterThan(100)
    expect(document.query).not.toContain('"""')
    expect(document.query).not.toContain(description.slice(0, 30))
  }
})

test('what a model reads of all tools is at most 7,000 tokens', () => {
  const read = tools.map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema }))

  expect(JSON.stringify(read).length / 4).toBeLessThan(7_000)
  expect(getNamedType(schema.getType('DateRangePreset') as GraphQLEnumType)).toSatisfy(isEnumType)
})
