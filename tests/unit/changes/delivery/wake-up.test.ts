import { expect, test } from 'vitest'
import { createWakeUp } from '../../../../server/changes/delivery/wake-up.ts'

/** Longer than a test may take. */
const long = 1_000_000
const tick = () => new Promise((resolve) => setImmediate(resolve))

/** Whether something settles before long. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let is = false
  void promise.then(() => (is = true))
  for (let n = 0; n < 5; n++) await tick()
  return is
}

test('a sleep ends by itself', async () => {
  expect(await createWakeUp().sleep(1)).toBeUndefined()
})

test('a sleep is ended by a call', async () => {
  const alarm = createWakeUp()
  const sleeping = alarm.sleep(long)
  expect(await isSettled(sleeping)).toBe(false)

  alarm.wakeUp()
  expect(await sleeping).toBeUndefined()
})

test('a call before a sleep ends it before it begins, and the next as well, until it is forgotten', async () => {
  const alarm = createWakeUp()
  alarm.wakeUp()
  expect(await isSettled(alarm.sleep(long))).toBe(true)
  expect(await isSettled(alarm.sleep(long))).toBe(true)

  alarm.reset()
  const sleeping = alarm.sleep(long)
  expect(await isSettled(sleeping)).toBe(false)
  alarm.wakeUp()
  await sleeping
})
