import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

/** The processes of a PostgreSQL of a test's own, which can so be frozen as on a machine that hangs. */
export interface PostgresProcesses {
  freeze(): void
  thaw(): void
}

/** @param url leads to the server, whose processes this user must be allowed to signal */
export async function findPostgresProcesses(url: string): Promise<PostgresProcesses> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = parentOf(rows[0]?.pid ?? -1)
  await client.end()
  if (postmaster === null) throw new Error('The server of this address has no process here.')
  const signal = (name: NodeJS.Signals) => {
    // The postmaster first: it could start another one meanwhile.
    for (const pid of [postmaster, ...childrenOf(postmaster)]) send(pid, name)
  }
  return { freeze: () => signal('SIGSTOP'), thaw: () => signal('SIGCONT') }
}

/** A process may end between being found and being told. */
function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function parentOf(pid: number): number | null {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return null
  }
}

const childrenOf = (parent: number) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
