import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createMeddler } from '../../../support/fire/meddle.ts'
import type { PlannedChange } from '../../../support/fire/planned-change.ts'
import type { Random } from '../../../support/random.ts'

test('a cancellation that fails is told by the end of the run, and does not end the process before', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  // Cancelled at once and once only; not imitated, because the change is DONE.
  const random = { chance: (share: number) => share < 0.2, below: () => 0, pick: ([first]: unknown[]) => first }
  const meddler = createMeddler({
    random: random as unknown as Random,
    control: { records: async () => [] },
    cancel: () => Promise.reject(new Error('refused to cancel')),
    latestCancelMs: 0,
  })
  const planned = { marker: '[fire-00001]', input: {} } as PlannedChange
  await meddler.onLogged(planned, { id: 'acme:REF', state: 'DONE', note: '' })
  await sleep(50)

  expect(unhandled).toEqual([])
  await expect(meddler.done()).rejects.toThrow('refused to cancel')
})
