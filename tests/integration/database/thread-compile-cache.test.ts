import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/** Runs one statement on a thread, in a process of its own, as Vitest has neither Node's loader nor its cache. */
const program = `
  import module from 'node:module'
  const [threads, path, cache] = process.argv.slice(1)
  if (cache) module.enableCompileCache(cache)
  const { createThreadSession } = await import(threads)
  const session = createThreadSession(path)
  await session.run({ sql: 'create table written (id)', parameters: [] })
  await session.close()
`
const threads = new URL('../../../server/database/sqlite-thread-session.ts', import.meta.url).href

describe('the thread of large writes', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-thread-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function run(...cache: string[]): Promise<string[]> {
    const { NODE_COMPILE_CACHE: _, ...env } = process.env
    const options = { cwd: folder, env }
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program, threads, join(folder, 'gateway.db'), ...cache],
      options,
    )
    return (await readdir(folder)).filter((name) => !name.startsWith('gateway.db')).toSorted()
  }

  test('keeps what it compiles where its process does', async () => {
    const cache = join(folder, 'compiled')

    expect(await run(cache)).toEqual(['compiled'])
    const files = await readdir(cache, { recursive: true, withFileTypes: true })
    const texts = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), { encoding: 'latin1' })),
    )
    // What is in the thread's own file only.
    expect(texts.some((text) => text.includes('This file is run as a thread.'))).toBe(true)
  })

  test('leaves no cache behind where its process has none', async () => {
    expect(await run()).toEqual([])
  })
})
