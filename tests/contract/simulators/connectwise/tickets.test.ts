import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeEach(async () => {
  connectWise = await startSmallConnectWise()
})
afterEach(() => connectWise.close())

const now = expect.stringMatching(/^2026-03-01T12:00:\d\dZ$/)
const patch = (id: number, ...operations: object[]) => connectWise.ask('PATCH', `service/tickets/${id}`, operations)
const replace = (path: string, value: unknown) => ({ op: 'replace', path, value })
const get = async (path: string) => (await connectWise.ask('GET', path)).body
const invalid = (...errors: object[]) => ({
  code: 'InvalidObject',
  message: 'ticket object is invalid',
  errors: errors.map((error) => expect.objectContaining({ resource: 'ticket', ...error })),
})

test('a ticket of a project is not there on the path of service tickets, nor the other way round', async () => {
  expect((await connectWise.ask('GET', 'service/tickets/16')).body).toEqual({
    code: 'NotFound',
    message: 'Ticket 16 not found',
  })
  expect(await get('project/tickets/16')).toMatchObject({ id: 16, recordType: 'ProjectTicket' })
  expect((await connectWise.ask('GET', 'project/tickets/11')).status).toBe(404)
  expect((await get('service/tickets')).map(({ id }: { id: number }) => id)).toEqual([11, 12, 13, 14, 15])
  expect((await get('project/tickets')).map(({ id }: { id: number }) => id)).toEqual([16])
})

test('info has a few properties of a ticket', async () => {
  expect(Object.keys(await get('service/tickets/11/info'))).toEqual(['id', 'summary', 'company', '_info'])
})

describe('a status', () => {
  test.each([
    [replace('status', { id: 102 })],
    [replace('status', { name: 'in progress' })],
    [replace('status', { id: 102, name: 'Whatever', Sort: 7, _info: {} })],
    [replace('status/id', 102)],
    [replace('/status/id', 102)],
    [replace('status/id', '102')],
    [{ op: 'add', path: 'status', value: { id: '102' } }],
  ])('is set by %j', async (operation) => {
    const { status, body } = await patch(11, operation)
    expect([status, body.status]).toEqual([
      200,
      { id: 102, name: 'In Progress', Sort: 1, _info: { status_href: expect.stringMatching(/^https:/) } },
    ])
    expect(body._info).toMatchObject({ lastUpdated: now, updatedBy: 'PortalAPI', dateEntered: '2026-02-01T10:00:00Z' })
    expect(await get('service/tickets/11')).toEqual(body)
  })

  test('of another board is refused in the words that were recorded', async () => {
    expect(await patch(14, replace('status/id', 102))).toMatchObject({
      status: 400,
      body: {
        code: 'InvalidObject',
        message: 'ticket object is invalid',
        errors: [
          {
            code: 'NotFound',
            message: 'Service Status 102 not found for Service Board 2',
            resource: 'ticket',
            field: 'status/id',
          },
        ],
      },
    })
    expect((await patch(14, replace('status', { name: 'In Progress' }))).body).toEqual(
      invalid({ message: 'Service Status In Progress not found for Service Board 2', field: 'status/name' }),
    )
  })

  test('that is inactive or none is refused', async () => {
    expect((await patch(11, replace('status/id', 104))).status).toBe(400)
    expect((await patch(11, { op: 'remove', path: 'status' })).body).toEqual(
      invalid({ code: 'MissingRequiredField', field: 'status' }),
    )
  })

  test('may be set again', async () => {
    await patch(11, replace('status/id', 102))
    expect((await patch(11, replace('status/id', 102))).status).toBe(200)
  })

  test('that is closed closes the ticket, an open one opens it again', async () => {
    expect((await patch(11, replace('status', { id: 103 }))).body).toMatchObject({
      closedFlag: true,
      closedDate: now,
      closedBy: 'PortalAPI',
    })
    const { body } = await patch(11, replace('status', { id: 101 }))
    expect([body.closedFlag, body.closedDate, body.closedBy]).toEqual([false, undefined, undefined])
  })

  test('follows closedFlag', async () => {
    expect((await patch(11, replace('closedFlag', true))).body.status).toMatchObject({ id: 103 })
    expect((await patch(11, replace('closedFlag', false))).body.status).toMatchObject({ id: 101 })
  })

  test('starts anew on another board, and one in the same request is looked for there', async () => {
    expect((await patch(11, replace('board', { id: 2 }))).body.status).toMatchObject({ id: 201 })
    expect((await patch(12, replace('status/id', 202), replace('board/id', 2))).body).toMatchObject({
      board: { id: 2, name: 'Help Desk' },
      status: { id: 202 },
    })
  })
})

describe('closing', () => {
  test('needs what the board demands', async () => {
    await connectWise.control('POST', 'records', {
      company: 'acme',
      collection: 'closingRules',
      upsert: { id: 1, requires: ['type', 'resolution', 'time'] },
    })
    expect((await patch(15, replace('status/id', 103))).body).toEqual(
      invalid({ field: 'type' }, { field: 'resolution' }, { field: 'time' }),
    )
    await connectWise.ask('POST', 'service/tickets/15/notes', { text: 'Done', resolutionFlag: true })
    const time = { chargeToId: 15, timeStart: '2026-03-01T10:00:00Z', timeEnd: '2026-03-01T10:15:00Z' }
    expect((await connectWise.ask('POST', 'time/entries', time)).status).toBe(201)
    expect((await patch(15, replace('type', { name: 'Incident' }), replace('status/id', 103))).status).toBe(200)
  })

  test('in two steps looks like a missing right when the first is left out', async () => {
    const rule = { company: 'acme', collection: 'closingRules', upsert: { id: 2, afterStatusId: 202 } }
    await connectWise.control('POST', 'records', rule)
    expect((await patch(14, replace('status/id', 203))).body).toMatchObject({ code: 'Security' })
    await patch(14, replace('status/id', 202))
    expect((await patch(14, replace('status/id', 203))).body.closedFlag).toBe(true)
  })
})

describe('a patch', () => {
  test('sets texts, references by identifier and numbers as text, and takes properties away', async () => {
    const { body } = await patch(
      11,
      replace('summary', 'New words'),
      replace('owner', { identifier: 'ASMITH' }),
      replace('budgetHours', '1.5'),
      { op: 'remove', path: 'contact' },
    )
    expect(body).toMatchObject({
      summary: 'New words',
      owner: { id: 51, identifier: 'asmith', name: 'Ann Smith' },
      budgetHours: 1.5,
    })
    expect(body).not.toHaveProperty('contact')
  })

  test.each(['company/identifier', 'board/name', 'status/name', 'owner/identifier'])(
    'of %s is answered with 200 and changes nothing',
    async (path) => {
      const before = await get('service/tickets/11')
      const { status, body } = await patch(11, replace(path, 'Elsewhere'))
      expect(status).toBe(200)
      expect({ ...body, _info: null }).toEqual({ ...before, _info: null })
    },
  )

  test.each(['Status', 'status_id', '', 'summary/text'])('of the path "%s" is refused', async (path) => {
    expect(await patch(11, replace(path, 5))).toMatchObject({
      status: 400,
      body: { code: 'InvalidObject', message: `The path ${path} is not valid.` },
    })
  })

  test.each([
    ['an object', { op: 'replace', path: 'status', value: { id: 102 } }],
    ['another operation', [{ op: 'test', path: 'status', value: 1 }]],
    ['what is not JSON', '{'],
  ])('that is %s is refused', async (_, body) => {
    expect(await connectWise.ask('PATCH', 'service/tickets/11', body)).toMatchObject({
      status: 400,
      body: { code: 'ConnectWiseApi' },
    })
  })

  test('of a value of another kind is a 500', async () => {
    expect(await patch(11, replace('status/id', 'New'))).toMatchObject({
      status: 500,
      body: {
        code: 'ConnectWiseApi',
        message: `Error converting value "New" to type 'System.Nullable\`1[System.Int32]'. Path 'status/id', line 1, position 1.`,
      },
    })
    expect((await patch(11, replace('status', 5))).status).toBe(500)
    expect((await patch(11, replace('severity', 'Huge'))).status).toBe(500)
  })

  test('of a summary over 100 characters is refused in the words that were recorded', async () => {
    expect((await patch(11, replace('summary', 'x'.repeat(100)))).status).toBe(200)
    expect((await patch(11, replace('summary', 'x'.repeat(101)))).body).toEqual({
      code: 'InvalidObject',
      message: 'ticket object is invalid',
      errors: [
        {
          code: 'MaxLengthField',
          message: 'The field summary must be a string with a maximum length of 100.',
          resource: 'ticket',
          field: 'summary',
        },
      ],
    })
  })

  test('of a project ticket works on its own path', async () => {
    const { body } = await connectWise.ask('PATCH', 'project/tickets/16', [
      replace('board', { id: 3 }),
      replace('status', { id: 302 }),
    ])
    expect(body.status).toMatchObject({ id: 302 })
    expect((await patch(16, replace('status/id', 302))).status).toBe(404)
  })
})

describe('a new ticket', () => {
  test('gets the next number, its board’s first status and notes of its first words', async () => {
    const { status, body } = await connectWise.ask('POST', 'service/tickets', {
      summary: 'New phone',
      company: { identifier: 'hudson' },
      initialDescription: 'Please',
    })
    expect([status, body]).toMatchObject([
      201,
      {
        id: 17,
        recordType: 'ServiceTicket',
        board: { id: 1 },
        status: { id: 101 },
        company: { id: 20, name: 'Hudson Legal' },
      },
    ])
    expect(body).not.toHaveProperty('initialDescription')
    expect(await get('service/tickets/17/notes')).toMatchObject([{ text: 'Please', detailDescriptionFlag: true }])
  })

  test('needs a summary and a company that is there', async () => {
    expect((await connectWise.ask('POST', 'service/tickets', {})).body).toEqual(
      invalid({ code: 'MissingRequiredField', field: 'summary' }, { code: 'MissingRequiredField', field: 'company' }),
    )
    expect((await connectWise.ask('POST', 'service/tickets', { summary: 'x', company: { id: 9 } })).body).toEqual(
      invalid({ code: 'NotFound', message: 'Company 9 not found', field: 'company/id' }),
    )
  })

  test('with a property nobody knows is refused at its place', async () => {
    expect((await connectWise.ask('POST', 'service/tickets', '{"summary":"Words","enteredBy":"me"}')).body).toEqual({
      code: 'ConnectWiseApi',
      message:
        "Could not find member 'enteredBy' on object of type 'Ticket'. Path 'enteredBy', line 1, position 31.Check your accept header to make sure you are using the correct version.",
    })
  })
})

test('PUT blanks what is not sent', async () => {
  const { body } = await connectWise.ask('PUT', 'service/tickets/13', { summary: 'Only this', company: { id: 20 } })
  expect(body).toMatchObject({ summary: 'Only this', status: { id: 103 }, closedFlag: true })
  expect(body).not.toHaveProperty('owner')
  expect(body).not.toHaveProperty('customFields')
})

test('a ticket is deleted with its notes', async () => {
  const answer = await connectWise.ask('DELETE', 'service/tickets/11')
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect((await connectWise.ask('GET', 'service/tickets/11/notes')).status).toBe(404)
  expect(connectWise.world()['acme']?.notes.map(({ id }) => id)).toEqual([72])
})
