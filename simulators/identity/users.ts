import { createHash } from 'node:crypto'
import { z } from 'zod'

/** A person as the tokens describe them, with Entra's claims. */
export const userSchema = z.strictObject({
  /** Who they are to this application. */
  sub: z.string().min(1),
  /** Who they are in the whole directory. */
  oid: z.uuid(),
  /** The directory. */
  tid: z.uuid(),
  name: z.string(),
  preferred_username: z.string(),
  email: z.email(),
  /** `Viewer`, `Operator`, `Operator.<tenant>`, `Admin`; roles are only assigned explicitly. */
  roles: z.array(z.string()),
})

export type SimulatedUser = z.infer<typeof userSchema>

const people: readonly [name: string, account: string, ...roles: string[]][] = [
  ['Maya Fernandes', 'maya.fernandes', 'Viewer'],
  ['Søren Østergård', 'soren.ostergard', 'Viewer'],
  ['Priya Raman', 'priya.raman', 'Operator'],
  ['Tomás Núñez', 'tomas.nunez', 'Operator.acme'],
  ['Grace Okafor', 'grace.okafor', 'Operator.globex'],
  ['Helen Marsh', 'helen.marsh', 'Admin'],
  ['Kenji Watanabe', 'kenji.watanabe'],
]

/** The people of the directory at its start: some for every role, and one without any. */
export function createUsers(): SimulatedUser[] {
  return people.map(([name, account, ...roles]) => createUser(name, account, roles))
}

/** A person with ids that depend on the account name alone, so that they stay the same from start to start. */
export function createUser(name: string, account: string, roles: string[]): SimulatedUser {
  const address = `${account}@msp.example`
  return {
    sub: digest(`sub ${account}`).toString('base64url'),
    oid: uuid(digest(`oid ${account}`)),
    tid: uuid(digest('tid msp.example')),
    name,
    preferred_username: address,
    email: address,
    roles,
  }
}

/** The claims of a person. As with Entra, `roles` is omitted when there are none. */
export function claimsOf({ roles, ...person }: SimulatedUser) {
  return roles.length === 0 ? person : { ...person, roles }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The first 16 bytes as a UUID of version 8, which leaves its bits to the maker (RFC 9562, section 5.8). */
function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
