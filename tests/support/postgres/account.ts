import { readFile } from 'node:fs/promises'

/** Whom a program runs as, by number. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Accounts without rights that a machine has anyway, best first. */
const candidates = ['postgres', 'nobody']

/**
 * The account that PostgreSQL runs as, where root starts it: it refuses to run as root. Null for anyone else: it runs as
 * who starts it.
 *
 * @throws Error when the machine has no such account
 */
export async function findPostgresAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const candidate of candidates) {
    const [name, , uid, gid] = lines.find(([name]) => name === candidate) ?? []
    if (name !== undefined) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no account to run it as (${candidates.join(', ')}). ` +
      'Add one (useradd --system postgres), or run the tests as another user.',
  )
}
