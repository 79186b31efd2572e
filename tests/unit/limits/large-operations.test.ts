import { describe, expect, test } from 'vitest'
import { createLargeOperations } from '../../../server/limits/large-operations.ts'

const { signal } = new AbortController()

/** Operations that end when they are told to. */
function createOperations() {
  const large = createLargeOperations()
  const running: string[] = []
  const ends = new Map<string, PromiseWithResolvers<string>>()
  const run = (name: string, caller: string, aborted: AbortSignal = signal) => {
    const end = Promise.withResolvers<string>()
    ends.set(name, end)
    return large.run(
      caller,
      () => {
        running.push(name)
        return end.promise
      },
      aborted,
    )
  }
  return { run, running, end: (name: string) => ends.get(name)?.resolve(name), ends }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('large operations', () => {
  test('of one caller run one after the other, of several at once', async () => {
    const { run, running, end } = createOperations()
    const all = [run('a1', 'a'), run('a2', 'a'), run('b1', 'b'), run('a3', 'a')]
    await settled()
    expect(running).toEqual(['a1', 'b1'])
    for (const name of ['a1', 'a2', 'a3', 'b1']) {
      end(name)
      await settled()
    }

    expect(running).toEqual(['a1', 'b1', 'a2', 'a3'])
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'a3'])
  })

  test('go on after one that fails', async () => {
    const { run, end, ends } = createOperations()
    const [failing, next] = [run('a1', 'a'), run('a2', 'a')]
    ends.get('a1')?.reject(new Error('no'))
    await expect(failing).rejects.toThrow('no')
    end('a2')

    expect(await next).toBe('a2')
  })

  test('do not run once their caller is gone', async () => {
    const { run, running, end } = createOperations()
    const gone = new AbortController()
    const [first, second, third] = [run('a1', 'a'), run('a2', 'a', gone.signal), run('a3', 'a')]
    gone.abort(new Error('gone'))
    end('a1')
    end('a3')

    await expect(second).rejects.toThrow('gone')
    expect(await Promise.all([first, third])).toEqual(['a1', 'a3'])
    expect(running).toEqual(['a1', 'a3'])
  })
})
