import { buildSchema, getOperationAST, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createOperationDescriber } from '../../../server/graphql/describe-operation.ts'
import { readTypeDefs } from '../../../server/graphql/schema.ts'

const describeOperation = createOperationDescriber(buildSchema(readTypeDefs().join('\n')))

function described(document: string, variables: Record<string, unknown> = {}) {
  const parsed = parse(document)
  const operation = getOperationAST(parsed)
  if (!operation) throw new Error('There is no operation.')
  return describeOperation(parsed, operation, variables)
}

describe('what the audit log says of an operation', () => {
  test('ids, ranges, choices and numbers stay; searches do not', () => {
    const document = `query ($filter: TicketFilter, $first: Int = 10) {
      tickets(range: { preset: LAST_30_DAYS }, filter: $filter, first: $first) { totalCount }
      ticket(id: "4711") { id }
      dailyReport(date: "2026-03-18") { id }
    }`

    expect(described(document, { filter: { company: ['12', '13'], text: 'password is hunter2' } }).fields).toEqual([
      'tickets(range: {preset: LAST_30_DAYS}, filter: {company: ["12", "13"], text: [redacted]}, first: 10)',
      'ticket(id: "4711")',
      'dailyReport(date: "2026-03-18")',
    ])
  })

  test('credentials, notes, subjects and names do not', () => {
    const { fields, tenants, isMutation } = described(
      `mutation ($log: LogChangeInput!, $save: SaveConnectWiseCredentialsInput!) {
        logChange(input: $log) { userErrors { code } }
        saveConnectWiseCredentials(input: $save) { userErrors { code } }
      }`,
      {
        log: {
          tenantId: 'acme',
          ticketId: 7,
          idempotencyKey: 'k-1',
          note: 'secret note',
          change: { kind: 'DID_CREATED', subject: 'secret subject', fields: [{ name: 'secret', after: 'secret' }] },
        },
        save: { tenantId: 'globex', baseUrl: 'https://secret', companyId: 'secret', privateKey: 'secret' },
      },
    )

    expect(fields.join('\n')).not.toContain('secret')
    expect(fields[0]).toBe(
      'logChange(input: {tenantId: "acme", ticketId: 7, idempotencyKey: "k-1", note: [redacted], ' +
        'change: {kind: DID_CREATED, subject: [redacted], fields: [{name: [redacted], after: [redacted]}]}})',
    )
    expect([isMutation, tenants]).toEqual([true, ['acme', 'globex']])
  })

  test('values of another type than their argument, and sentences in the place of an id, do not', () => {
    const document = 'query ($id: ID!, $first: Int) { ticket(id: $id) { id } tickets(first: $first) { totalCount } }'

    expect(described(document, { id: 'call me at 555 1234', first: 'hunter2' }).fields).toEqual([
      'ticket(id: [redacted])',
      'tickets(first: [redacted])',
    ])
    expect(described(document, { id: { text: 'hunter2' }, first: null }).fields).toEqual([
      'ticket(id: [redacted])',
      'tickets(first: null)',
    ])
  })

  test('fields of fragments count, those that are left out do not', () => {
    const document = `query ($with: Boolean!) {
      ...Root
      ... { crmSummary { id } }
      chatWidget @include(if: $with) { hubId }
    }
    fragment Root on Query { viewer @skip(if: $with) { id } tenant(id: "acme") { id } }`

    expect(described(document, { with: false }).fields).toEqual(['viewer', 'tenant(id: "acme")', 'crmSummary'])
    expect(described(document, { with: true }).names).toEqual(['tenant', 'crmSummary', 'chatWidget'])
    expect(described(document, { with: true }).tenants).toEqual(['acme'])
  })

  test('a change names its tenant', () => {
    const retry = 'mutation { retryChange(input: { changeId: "acme:K7Q2M9XA4T" }) { change { id } } }'

    expect(described(retry).tenants).toEqual(['acme'])
    expect(described('{ change(id: "globex:K7Q2M9XA4T") { id } }').tenants).toEqual(['globex'])
  })

  test('long lists and many fields are counted and not written out', () => {
    const ids = Array.from({ length: 80_000 }, (_, n) => String(n))
    const [field = ''] = described('query ($ids: [ID!]) { tickets(filter: { company: $ids }) { totalCount } }', {
      ids,
    }).fields
    const many = described(`{ ${Array.from({ length: 60 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`)

    expect(field).toContain('"9", … 79990 more]')
    expect(field.length).toBeLessThan(200)
    expect([many.fields.length, many.fields.at(-1), many.names.length]).toEqual([51, '… 10 more', 60])
  })
})

describe('what the audit log says of references', () => {
  const references = (representations: unknown) =>
    described('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: representations })

  test('by type, the first ten ids, and the tenants of all', () => {
    const tickets = Array.from({ length: 12 }, (_, id) => ({ __typename: 'Ticket', id: String(id) }))
    const tenants = ['acme:1', 'globex:2'].map((id) => ({ __typename: 'ConnectWiseTicket', id }))

    expect(references([...tickets, ...tenants])).toMatchObject({
      names: ['_entities'],
      fields: [
        '_entities(representations: {Ticket: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", … 2 more], ConnectWiseTicket: ["acme:1", "globex:2"]})',
      ],
      tenants: ['acme', 'globex'],
    })
  })

  test('nothing of what is no id, type or list', () => {
    const odd = [
      { __typename: 'my secret', id: 'my secret', note: 'secret' },
      'secret',
      null,
      { __typename: 'Ticket', id: {} },
    ]

    expect(references(odd).fields).toEqual([
      '_entities(representations: {[redacted]: [[redacted], [redacted], [redacted]], Ticket: [[redacted]]})',
    ])
    expect(references('secret').fields.join()).not.toContain('secret')
  })

  test('of a thousand tenants fifty, of a hundred types twenty', () => {
    const many = Array.from({ length: 1_000 }, (_, id) => ({ __typename: 'Tenant', id: `t${id}` }))
    const types = Array.from({ length: 100 }, (_, id) => ({ __typename: `T${id}`, id: '1' }))

    expect(references(many).tenants).toHaveLength(50)
    expect(references(types).fields[0]).toMatch(/T19: \["1"\], … 80 more\}\)$/)
  })
})
