import { expect, test } from 'vitest'
import { createBatchScheduler } from '../../../../server/vendors/kit/batch-scheduler.ts'

/** Turns of the event loop: as many as a chain of dispatches can need. */
async function settle(turns = 10) {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function createScene() {
  const batchScheduler = createBatchScheduler()
  const sent: string[] = []
  return {
    batchScheduler,
    sent,
    ask: (name: string, stage: number) => batchScheduler.schedule(stage)(() => sent.push(name)),
    load: (stage: number) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const tracked = batchScheduler.track(stage, promise)
      tracked.catch(() => undefined)
      return { resolve, reject }
    },
  }
}

test('a batch with nothing before it leaves at once', async () => {
  const { sent, ask } = createScene()
  ask('people', 3)
  await settle()

  expect(sent).toEqual(['people'])
})

test('of batches that wait together the earlier stage leaves first', async () => {
  const { sent, ask } = createScene()
  ask('people', 3)
  ask('companies', 2)
  ask('tickets', 1)
  await settle()

  expect(sent).toEqual(['tickets', 'companies', 'people'])
})

test('a batch waits for loads of an earlier stage, and only for those', async () => {
  const { sent, ask, load } = createScene()
  const window = load(0)
  const people = load(3)
  ask('companies', 2)
  await settle()
  expect(sent).toEqual([])

  window.resolve()
  await settle()
  expect(sent).toEqual(['companies'])
  people.resolve()
})

test('loads of its own stage do not hold a batch up', async () => {
  const { sent, ask, load } = createScene()
  load(2)
  ask('contacts', 2)
  await settle()

  expect(sent).toEqual(['contacts'])
})

test('a batch waits for the last of several loads', async () => {
  const { sent, ask, load } = createScene()
  const [first, second] = [load(0), load(0)]
  ask('companies', 2)
  first.resolve()
  await settle()
  expect(sent).toEqual([])
  second.resolve()
  await settle()

  expect(sent).toEqual(['companies'])
})

test('a load that fails lets go as well', async () => {
  const { sent, ask, load } = createScene()
  const window = load(0)
  ask('companies', 2)
  window.reject(new Error('away'))
  await settle()

  expect(sent).toEqual(['companies'])
})

test('what follows from a load that has just settled still goes first', async () => {
  const { batchScheduler, sent, ask } = createScene()
  const { promise, resolve } = Promise.withResolvers<void>()
  void batchScheduler.track(0, promise).then(() => ask('companies', 2))
  ask('people', 3)
  resolve()
  await settle()

  expect(sent).toEqual(['companies', 'people'])
})

test('nothing is left behind, in whatever order loads settle', async () => {
  const { sent, ask, load } = createScene()
  const loads = [0, 1, 2, 0, 1].map(load)
  for (const stage of [3, 2, 1, 3, 2]) ask(`batch of ${stage}`, stage)
  for (const each of loads.toReversed()) {
    each.resolve()
    await settle(3)
  }
  await settle()

  expect(sent.toSorted()).toEqual(['batch of 1', 'batch of 2', 'batch of 2', 'batch of 3', 'batch of 3'])
})
