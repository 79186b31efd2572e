import { afterAll, beforeAll, expect, test } from 'vitest'
import { patientTimes, startDesk, type Desk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  // How often a step is sent is counted: what a busy machine is slow with must not be sent again.
  desk = await startDesk({ changes: patientTimes })
})
afterAll(() => desk.world.close())

test('a refusal for good is FAILED with ConnectWise’s words, stops what follows, and can be retried', async () => {
  const body = {
    code: 'InvalidObject',
    message: 'timeEntry object is invalid',
    errors: [{ message: 'Work Role is not valid for the selected location' }],
  }
  await desk.world.connectWise.fault({ match: 'POST .*time/entries', times: 1, status: 400, body })
  const { id: ticketId } = await desk.ticketOn('Voice')
  const { change } = await desk.log({ ticketId })

  expect(change?.state).toBe('FAILED')
  expect(change?.steps.map(({ state, reason }) => [state, reason])).toEqual([
    ['DONE', null],
    ['FAILED', 'Work Role is not valid for the selected location'],
    ['SKIPPED', null],
  ])
  const retry = `mutation ($input: RetryChangeInput!) { retryChange(input: $input) {
    change { state steps { state attempts } } userErrors { field code } } }`
  const retried = await desk.world.query(retry, { input: { changeId: change!.id } }, { role: 'operator' })
  expect(retried.body.data).toEqual({
    retryChange: {
      change: {
        state: 'DONE',
        steps: [
          { state: 'DONE', attempts: 1 },
          { state: 'DONE', attempts: 2 },
          { state: 'SKIPPED', attempts: 0 },
        ],
      },
      userErrors: [],
    },
  })
  const again = await desk.world.query(retry, { input: { changeId: change!.id } }, { role: 'operator' })
  expect(again.body.data).toEqual({
    retryChange: { change: null, userErrors: [{ field: ['changeId'], code: 'BAD_USER_INPUT' }] },
  })
})
