import { expect, test } from 'vitest'
import { checkTicket } from '../../../server/changes/check-ticket.ts'
import { parseLogChange } from '../../../server/changes/parse-input.ts'
import { createAnsweringConnectWise, ticket } from './answering-connectwise.ts'

const { signal } = new AbortController()
const away = () => Promise.reject(new Error('away'))

/** What comes of a check of ticket 1 with a status, and what ConnectWise is asked for it. */
async function check(
  statusId: number | null,
  answers: Partial<ReturnType<typeof createAnsweringConnectWise>['answers']> = {},
) {
  const connectWise = createAnsweringConnectWise()
  Object.assign(connectWise.answers, answers)
  const [wanted] = parseLogChange({ tenantId: 'acme', ticketId: 1, idempotencyKey: 'k', note: 'n', statusId })
  return { result: await checkTicket(wanted, connectWise.writer, signal), asked: connectWise.asked }
}

test('a ticket without a status to set is read alone', async () => {
  expect(await check(null)).toEqual({ result: { ticket }, asked: [['readTicket', 1, { signal }]] })
})

test('a status of the ticket’s board can be set', async () => {
  expect(await check(10)).toEqual({
    result: { ticket },
    asked: [
      ['readTicket', 1, { signal }],
      ['statuses', 5, { signal }],
    ],
  })
})

test('a status of another board cannot be set, and those of the board are listed', async () => {
  const message = 'The ticket cannot have the status 11. The board Voice has: 1 New, 10 Done.'

  expect((await check(11)).result).toEqual({ wrong: { field: ['statusId'], message, code: 'BAD_USER_INPUT' } })
})

test('a ticket that is not in ConnectWise is told', async () => {
  const message = 'There is no ticket 1 in ConnectWise, or its API member may not see it.'

  expect((await check(10, { readTicket: async () => null })).result).toEqual({
    wrong: { field: ['ticketId'], message, code: 'NOT_FOUND' },
  })
})

test('where ConnectWise is away, the delivery finds out', async () => {
  expect(await check(11, { readTicket: away })).toMatchObject({ result: { ticket: undefined }, asked: [{}] })
  expect((await check(11, { statuses: away })).result).toEqual({ ticket })
})
