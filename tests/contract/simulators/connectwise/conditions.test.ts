import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeAll(async () => {
  connectWise = await startSmallConnectWise()
})
afterAll(() => connectWise.close())

async function list(parameters: Record<string, string>, path = 'service/tickets') {
  return connectWise.ask('GET', `${path}?${new URLSearchParams(parameters).toString()}`)
}
const idsOf = (body: { id: number }[]) => body.map(({ id }) => id)

describe('conditions that are taken', () => {
  test.each([
    ['', [11, 12, 13, 14, 15]],
    ['id=12', [12]],
    ['id = 12 or id = 14', [12, 14]],
    ['id>=12 and id<14', [12, 13]],
    ['id != 12', [11, 13, 14, 15]],
    ['id in (15,11,99)', [11, 15]],
    ['id not in (11,12)', [13, 14, 15]],
    ['id=11 or id=12 and closedFlag=true', [11]],
    ['(id=11 or id=13) AND closedFlag=True', [13]],
    ['((id=11))', [11]],
    ['closedFlag=FALSE', [11, 12, 14, 15]],
    ['closedFlag = false and not_a_word = 1', null],
    ['summary contains "printer"', [11, 12]],
    ["summary contains 'PRINTER'", [11, 12]],
    ['summary not contains "printer"', [13, 14, 15]],
    [`summary contains '"broken"'`, [12]],
    [`summary contains "It's"`, [13]],
    ['summary contains "100%"', [12]],
    ['summary contains "%"', [12]],
    ['summary contains "\\"', [14]],
    ['summary contains "[a_b]"', [14]],
    ['summary contains ""', [11, 12, 13, 14, 15]],
    ['summary contains " "', [11, 12, 13, 14, 15]],
    ['summary = "west SIDE"', [15]],
    ['summary="West side"', [15]],
    ['summary like "printer"', []],
    ['summary like "printer%"', [11, 12]],
    ['summary like "*side"', [15]],
    ['summary not like "%e%"', []],
    ['summary like "%[[]a[_]b]%"', [14]],
    ['summary like "%100[%]"', [12]],
    ['status/name="New"', [11, 14, 15]],
    ['status/id=101', [11, 15]],
    ['board/id=2', [14]],
    ['board/name in ("voice","x")', [11, 12, 13, 15]],
    ['company/identifier="HUDSON"', [11, 12, 13, 14, 15]],
    ['owner/identifier="jdoe"', [13]],
    ['owner/identifier != "jdoe"', []],
    ['owner = null', [11, 12, 14, 15]],
    ['contact != null', [11]],
    ['closedDate = null', [11, 12, 14, 15]],
    ['closedDate > [2026-02-09]', [13]],
    ['lastUpdated > [2026-02-20T07:59:59Z]', [12]],
    ['lastUpdated >= [2026-02-20T08:00:00Z]', [12]],
    ['dateEntered <= [2026-02-01T12:00:00+02:00]', [11, 12, 13, 14, 15]],
    ['resources contains "jdoe"', [13]],
    ['recordType="ServiceTicket" and id<12', [11]],
    ['budgetHours = 2.5', [15]],
    ['id > -1 and id < 12', [11]],
    ['id = null', []],
    ['id in (null, 11)', [11]],
  ])('%s', async (conditions, ids) => {
    const { status, body } = await list({ conditions })
    if (ids === null) expect(status).toBe(400)
    else expect([status, idsOf(body)]).toEqual([200, ids])
  })
})

const syntax = (text: string) =>
  expect.stringMatching(new RegExp(`^Syntax error in conditions at position \\d+: ${text}`))
const kinds = (expected: string, given: string) =>
  `Expected a ${expected} value, not a ${given}. String values should be enclosed with double or single quotes; ` +
  'DateTime values should be enclosed in square brackets; Boolean values should be True or False.'

describe('conditions that are refused', () => {
  test.each([
    ['member/id = 1', 'member/id is not a recognized name.'],
    ['resources/identifier = "jdoe"', 'resources/identifier is not a recognized name.'],
    ['_info/lastUpdated > [2026-01-01]', '_info/lastUpdated is not a recognized name.'],
    ['Summary contains "x"', 'Summary is not a recognized name.'],
    ['customFields = 1', 'customFields is not a recognized name.'],
    ['toString = 1', 'toString is not a recognized name.'],
    ['initialDescription contains "x"', 'initialDescription is not a recognized name.'],
    ['closedFlag = 1', kinds('boolean', 'numeric')],
    ['id = "11"', kinds('numeric', 'string')],
    ['id contains "1"', kinds('numeric', 'string')],
    ['summary = 11', kinds('string', 'numeric')],
    ['lastUpdated > "2026-01-01"', kinds('datetime', 'string')],
    ['board = 1', kinds('reference', 'numeric')],
    ['id in (1,"2")', kinds('numeric', 'string')],
    ['recordType = "Nothing"', 'Enum value supplied was invalid'],
    ['id > null', 'The operator > is not supported with null.'],
    ['summary contains "say ""hi"""', syntax('hi was not expected')],
    ['summary contains "a\\"b"', syntax('" was not expected')],
    ['summary contains "open', syntax('"open')],
    ['summary contains printer', syntax('printer')],
    ['id = ', syntax('the end')],
    ['id', syntax('the end')],
    ['= 5', syntax('=')],
    ['id = 1 and', syntax('the end')],
    ['id = 1 id = 2', syntax('id')],
    ['(id = 1', syntax('the end')],
    ['id = 1)', syntax('\\)')],
    ['id in ()', syntax('\\)')],
    ['id in 1', syntax('1')],
    ['id not = 1', syntax('=')],
    ['not id = 1', syntax('not')],
    ['id = 1abc', syntax('1abc')],
    ['id == 1', syntax('=')],
    ['id = 1; drop', syntax('; drop')],
    ['lastUpdated > [yesterday]', syntax('\\[yesterday\\]')],
    ['lastUpdated > [2026-13-01]', syntax('\\[2026-13-01\\]')],
    ['lastUpdated > 2026-01-01', syntax('2026-01-01')],
  ])('%s', async (conditions, message) => {
    const { status, body } = await list({ conditions })
    expect([status, body]).toEqual([400, { code: 'ApiFindCondition', message }])
  })
})

test('what a caller puts between quotes cannot get out of them unless it has a quote itself', async () => {
  const hostile = 'x" or id>0 or summary="'
  expect(idsOf((await list({ conditions: `summary contains '${hostile}'` })).body)).toEqual([])
  expect(idsOf((await list({ conditions: `summary contains "${hostile}"` })).body)).toHaveLength(5)
})

test('a plus sign that is not encoded is a space', async () => {
  expect(
    idsOf((await connectWise.ask('GET', 'service/tickets?conditions=summary+contains+%22west+side%22')).body),
  ).toEqual([15])
})

test('parameters are known in any spelling', async () => {
  expect(idsOf((await list({ Conditions: 'id=11' })).body)).toEqual([11])
})

describe('childConditions', () => {
  test.each([
    ['communicationItems/value like "ada@%"', [30]],
    ['communicationItems/value = "nobody"', []],
    ['communicationItems/defaultFlag = true', [30]],
  ])('look through collections: %s', async (childConditions, ids) => {
    expect(idsOf((await list({ childConditions }, 'company/contacts')).body)).toEqual(ids)
  })

  test('know types of companies by id, and no in', async () => {
    expect(idsOf((await list({ childConditions: 'types/id=1' }, 'company/companies')).body)).toEqual([20])
    expect((await list({ childConditions: 'types/id in (1)' }, 'company/companies')).body).toEqual({
      code: 'ApiFindCondition',
      message: 'The in operator is not supported in childConditions.',
    })
    expect((await list({ childConditions: 'name="x"' }, 'company/companies')).status).toBe(400)
  })
})

test.each([
  ['caption="Room" AND value="12"', [13]],
  ['caption="Room" AND value="13"', []],
  ['value != null', [13]],
])('customFieldConditions are about one custom field: %s', async (customFieldConditions, ids) => {
  expect(idsOf((await list({ customFieldConditions })).body)).toEqual(ids)
})

describe('orderBy', () => {
  test.each([
    ['id desc', [15, 14, 13, 12, 11]],
    ['summary', [14, 13, 12, 11, 15]],
    ['status/name asc, id desc', [13, 12, 15, 14, 11]],
    ['closedDate desc', [13, 11, 12, 14, 15]],
    ['owner/identifier', [11, 12, 14, 15, 13]],
    ['lastUpdated DESC', [12, 11, 13, 14, 15]],
  ])('%s', async (orderBy, ids) => {
    expect(idsOf((await list({ orderBy })).body)).toEqual(ids)
  })

  test.each(['colour', 'id sideways', 'owner'])('refuses %s', async (orderBy) => {
    expect((await list({ orderBy })).status).toBe(400)
  })
})

describe('fields', () => {
  test('give back only what they list, references in part, names nobody knows left out', async () => {
    const { body } = await list({
      conditions: 'id=13',
      fields: 'id,status/name,owner,colour,closedFlag,_info/lastUpdated',
    })
    expect(body).toEqual([
      {
        id: 13,
        status: { name: '>Closed' },
        owner: { id: 50, identifier: 'jdoe', name: 'Jan Doe' },
        closedFlag: true,
        _info: { lastUpdated: '2026-02-01T10:00:00Z' },
      },
    ])
  })

  test('leave _info out unless it is listed, and work on one record too', async () => {
    expect((await connectWise.ask('GET', 'service/tickets/11?fields=id,summary')).body).toEqual({
      id: 11,
      summary: 'Printer on 2nd floor',
    })
  })
})
