import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createWorkLoop } from '../../../server/sync/work-loop.ts'

const ignore = () => undefined
const tickMs = 1_000

/** Work whose runs end when the test says so. */
function createHeldWork() {
  const runs: PromiseWithResolvers<void>[] = []
  const work = () => {
    const run = Promise.withResolvers<void>()
    runs.push(run)
    return run.promise
  }
  return { runs, work }
}

describe('a work loop', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('runs the work at each interval once it is started', async () => {
    let runs = 0
    const loop = createWorkLoop(async () => void (runs += 1), tickMs, ignore)
    await vi.advanceTimersByTimeAsync(5 * tickMs)
    expect(runs).toBe(0)
    loop.start()
    loop.start()
    await vi.advanceTimersByTimeAsync(3 * tickMs)

    expect(runs).toBe(3)
    await loop.close()
  })

  test('runs the work at once where it is woken', async () => {
    let runs = 0
    const loop = createWorkLoop(async () => void (runs += 1), tickMs, ignore)
    loop.wake()

    expect(runs).toBe(1)
    await loop.close()
  })

  test('never runs the work twice at a time', async () => {
    const { runs, work } = createHeldWork()
    const loop = createWorkLoop(work, tickMs, ignore)
    loop.start()
    loop.wake()
    loop.wake()
    await vi.advanceTimersByTimeAsync(5 * tickMs)
    expect(runs.length).toBe(1)

    runs[0]?.resolve()
    await vi.advanceTimersByTimeAsync(tickMs)
    expect(runs.length).toBe(2)
    runs[1]?.resolve()
    await loop.close()
  })

  test('goes on after a run that failed, and tells of it', async () => {
    const errors: unknown[] = []
    let runs = 0
    const failing = async () => {
      runs += 1
      throw new Error(`run ${runs}`)
    }
    const loop = createWorkLoop(failing, tickMs, (error) => errors.push(error))
    loop.start()
    await vi.advanceTimersByTimeAsync(2 * tickMs)

    expect(errors).toEqual([new Error('run 1'), new Error('run 2')])
    await loop.close()
  })

  test('is closed once the run at hand has ended, and starts no other', async () => {
    const { runs, work } = createHeldWork()
    const loop = createWorkLoop(work, tickMs, ignore)
    loop.start()
    loop.wake()
    let isOver = false
    const closing = loop.close().then(() => (isOver = true))
    loop.wake()
    await vi.advanceTimersByTimeAsync(3 * tickMs)
    expect([isOver, loop.isClosed, runs.length]).toEqual([false, true, 1])

    runs[0]?.resolve()
    await closing
    loop.wake()
    await vi.advanceTimersByTimeAsync(3 * tickMs)
    expect(runs.length).toBe(1)
  })

  test('runs the work, or something in its place, for those who wait for it, one after the other', async () => {
    const { runs, work } = createHeldWork()
    const loop = createWorkLoop(work, tickMs, ignore)
    const others: string[] = []
    const waiting = Promise.all([loop.run(), loop.runInstead(async () => void others.push('other'))])
    expect(runs.length).toBe(1)
    runs[0]?.resolve()
    await waiting
    expect(others).toEqual([])

    await loop.runInstead(async () => void others.push('other'))
    expect([others, runs.length]).toEqual([['other'], 1])
    await loop.close()
  })

  test('says nothing of a run that fails because the loop is closed', async () => {
    const { runs, work } = createHeldWork()
    const errors: unknown[] = []
    const loop = createWorkLoop(work, tickMs, (error) => errors.push(error))
    loop.wake()
    const closing = loop.close()
    runs[0]?.reject(new Error('connection closed'))
    await closing

    expect(errors).toEqual([])
  })
})
