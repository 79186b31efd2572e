import { expect, test } from 'vitest'
import { attempt } from '../../../../server/changes/delivery/attempt.ts'
import { ConnectWiseRefusal } from '../../../../server/vendors/connectwise/index.ts'

const long = 1_000_000
const lasting = () => new AbortController().signal
const inTime = {
  kind: 'unknown',
  reason: 'ConnectWise did not answer in time.',
  askedWaitMs: 0,
  concernsTenant: false,
}

test('a call that is answered has its value', async () => {
  expect(await attempt({ signal: lasting(), timeoutMs: long }, async () => 7)).toEqual({ value: 7 })
})

test('a call that fails has its failure', async () => {
  const refusal = { status: 404, vendorCode: 'NotFound', words: 'Ticket 7 was not found.' }
  const call = async () => {
    throw new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'ConnectWise refused it.', refusal)
  }

  expect(await attempt({ signal: lasting(), timeoutMs: long }, call)).toEqual({
    failure: { kind: 'refused', reason: 'Ticket 7 was not found.', isNotFound: true },
  })
})

test('a call that never settles is unknown after the timeout, and is told to stop', async () => {
  const signals: AbortSignal[] = []
  const call = ({ signal }: { signal: AbortSignal }) => {
    signals.push(signal)
    return new Promise<never>(() => undefined)
  }

  expect(await attempt({ signal: lasting(), timeoutMs: 1 }, call)).toEqual({ failure: inTime })
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
})

test('a call is unknown when the run is aborted, during it or before', async () => {
  const run = new AbortController()
  const never = () => new Promise<never>(() => undefined)
  const during = attempt({ signal: run.signal, timeoutMs: long }, never)
  run.abort()

  expect(await during).toEqual({ failure: inTime })
  expect(await attempt({ signal: run.signal, timeoutMs: long }, never)).toEqual({ failure: inTime })
})
