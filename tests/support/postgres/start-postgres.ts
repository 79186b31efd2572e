import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onFreePort, runSupervised } from '../supervised/run-supervised.ts'
import type { Job } from '../supervised/supervisor.ts'
import { findOpenTempFolder, keepFolder } from '../temp-folder.ts'
import { findPostgresAccount, type Account } from './account.ts'
import { unpackPostgres } from './binaries.ts'

/** A PostgreSQL of one's own, on a free port of 127.0.0.1. */
export interface Postgres {
  /** The address of its first database, as the superuser. */
  readonly url: string
  /** Takes it away, its data stays; and brings it back on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its data. */
  close(): Promise<void>
}

const login = { user: 'postgres', password: 'password' }

/**
 * Starts PostgreSQL from npm, with data in a fresh temporary folder. It ends with the process that asked for it, however
 * that ends.
 *
 * @throws Error with PostgreSQL's own words when it does not start
 */
export async function startPostgres(): Promise<Postgres> {
  const temp = await findOpenTempFolder()
  const account = await findPostgresAccount()
  const { name, initdb, postgres } = await unpackPostgres(temp)
  const folder = await mkdtemp(join(temp, 'gateway-postgres-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    // Initialising takes ten times as long as copying what it makes.
    const initialised = await keepFolder(temp, `${name}-data-${account?.name ?? 'own'}`, (draft) =>
      initialise(initdb, draft, account),
    )
    await promisify(execFile)('cp', ['-a', `${initialised}/.`, folder])
    const run = async (port: number) => ({
      port,
      server: await runSupervised(jobOf({ postgres, folder, account, port })),
    })
    let { port, server } = await onFreePort(run)
    return {
      url: `postgres://${login.user}:${login.password}@127.0.0.1:${port}/postgres`,
      stop: () => server.stop(),
      async start() {
        server = (await run(port)).server
      },
      async close() {
        await server.stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** @throws Error that says what initdb said, and as whom it ran */
async function initialise(initdb: string, folder: string, account: Account | null): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, login.password, { mode: 0o600 })
  if (account) for (const path of [folder, passwordFile]) await chown(path, account.uid, account.gid)
  const child = spawn(
    initdb,
    [
      `--pgdata=${join(folder, 'data')}`,
      `--username=${login.user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // The same on every machine, whatever languages it knows.
      '--no-locale',
      '--encoding=UTF8',
      '--no-sync',
    ],
    {
      // The folder that the tests run in may be closed to that user.
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { LC_ALL: 'C', TZ: 'UTC' },
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  )
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      words += text
    })
  }
  const asWhom = account ? ` as the user ${account.name}` : ''
  const [status] = (await once(child, 'close').catch((error: unknown) => {
    throw new Error(`PostgreSQL’s initdb cannot be started${asWhom}: ${(error as Error).message}`)
  })) as [number | null]
  if (status !== 0) throw new Error(`PostgreSQL’s initdb failed${asWhom}:\n${words}`)
}

function jobOf(server: { postgres: string; folder: string; account: Account | null; port: number }): Job {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: server.port,
    unix_socket_directories: '',
    // Nothing here has to survive a power cut.
    fsync: 'off',
  }
  return {
    command: server.postgres,
    arguments: [
      '-D',
      join(server.folder, 'data'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    readyText: 'database system is ready to accept connections',
    folder: server.folder,
    account: server.account,
  }
}
