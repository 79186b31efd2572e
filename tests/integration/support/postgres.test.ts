import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { isRefused } from '../../support/is-refused.ts'
import { runSupervised } from '../../support/supervised/run-supervised.ts'
import { startProgram, until, type Program } from '../../support/program.ts'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** A program that starts a PostgreSQL, prints its port and folder, and then runs these lines. */
function startOwner(then: string): Program {
  const program = startProgram(
    [
      '--input-type=module',
      '--eval',
      `import { startDatabases } from './tests/integration/database/databases.ts'
       import pg from 'pg'
       const databases = await startDatabases('postgres')
       const url = await databases.create()
       const client = new pg.Client(url)
       await client.connect()
       const { rows } = await client.query("select current_setting('data_directory') as folder")
       await client.end()
       console.log('port ' + new URL(url).port + ' folder ' + rows[0].folder)
       ${then}`,
    ],
    {},
  )
  endings.push(program.kill)
  return program
}

async function readPlace(program: Program): Promise<{ port: number; folder: string }> {
  const [, port, folder] = await program.printed(/port (\d+) folder (.+)\n/)
  return { port: Number(port), folder: folder ?? '' }
}

describe('a PostgreSQL of the tests', () => {
  test('leaves the exit status to the program that started it', async () => {
    const program = startOwner('await databases.close(); process.exitCode = 3')

    expect((await program.ended).code).toBe(3)
  })

  test('ends with a program that never closed it, and leaves no data', async () => {
    const program = startOwner('process.exit(4)')
    const { port, folder } = await readPlace(program)
    expect((await program.ended).code).toBe(4)

    await until(() => isRefused(port))
    await until(() => !existsSync(folder))
  })

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'ends with a program that %s ends, and leaves no data',
    async (signal) => {
      const program = startOwner('setInterval(() => undefined, 1_000)')
      const { port, folder } = await readPlace(program)
      expect(await isRefused(port)).toBe(false)
      program.child.kill(signal)
      expect((await program.ended).signal).toBe(signal)

      await until(() => isRefused(port))
      await until(() => !existsSync(folder))
    },
  )
})

describe('a server that does not start', () => {
  async function start(command: string, ...args: string[]): Promise<unknown> {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-none-'))
    endings.push(() => rm(folder, { recursive: true }))
    return runSupervised({ command, arguments: args, readyText: 'ready', folder, account: null })
  }

  test('is an error in its own words', async () => {
    await expect(start('/bin/ls', '/no-such-folder')).rejects.toThrow(
      /^\/bin\/ls does not start:\n.*\/no-such-folder.*No such file or directory/s,
    )
  })

  test('because its file is not there is an error that names the file', async () => {
    await expect(start('/no-such-file')).rejects.toThrow('/no-such-file does not start:\nspawn /no-such-file ENOENT')
  })
})
