import { createUser, createUsers, type SimulatedUser } from './users.ts'

/** The owner of the token: one person, or the first with exactly this role. */
export interface Wanted {
  /** A person's `sub`, `oid` or `preferred_username`; goes before the rest. */
  user?: string | undefined
  /** `viewer`, `operator`, `admin`. */
  role?: string | undefined
  /** Narrows an operator to one tenant. */
  tenant?: string | undefined
}

/** The people who can sign in. */
export interface Directory {
  users(): readonly SimulatedUser[]
  /** By `sub`. */
  find(sub: string): SimulatedUser | undefined
  /**
   * The first person who fits. A missing operator of a tenant is created on demand, so that every tenant of a test has
   * one.
   *
   * @throws Error when there is no such person
   */
  choose(wanted: Wanted): SimulatedUser
  /** Adds the person, or replaces the one with the same `sub`. */
  upsert(user: SimulatedUser): void
  /** By `sub`; no error when there is none. */
  delete(sub: string): void
  reset(): void
}

const roleWords = new Map([
  ['viewer', 'Viewer'],
  ['operator', 'Operator'],
  ['admin', 'Admin'],
])

export function createDirectory(): Directory {
  let users = createUsers()

  return {
    users: () => users,
    find: (sub) => users.find((user) => user.sub === sub),
    choose({ user: id, role, tenant }) {
      if (id !== undefined) {
        const user = users.find(({ sub, oid, preferred_username }) => [sub, oid, preferred_username].includes(id))
        if (user === undefined) throw new Error(`There is no user "${id}".`)
        return user
      }
      const word = roleWord(role, tenant)
      const user = users.find(({ roles }) => roles.length === 1 && roles[0] === word)
      if (user !== undefined) return user
      if (tenant === undefined) throw new Error(`No user has exactly the role ${word}.`)
      const operator = createUser(`Operator of ${tenant}`, `operator.${tenant}`, [word])
      users.push(operator)
      return operator
    },
    upsert(user) {
      const at = users.findIndex(({ sub }) => sub === user.sub)
      users.splice(at === -1 ? users.length : at, 1, user)
    },
    delete(sub) {
      users = users.filter((user) => user.sub !== sub)
    },
    reset() {
      users = createUsers()
    },
  }
}

function roleWord(role: string | undefined, tenant: string | undefined): string {
  const word = roleWords.get(role ?? '')
  if (word === undefined) throw new Error(`The role must be one of: ${[...roleWords.keys()].join(', ')}.`)
  if (tenant === undefined) return word
  if (word !== 'Operator') throw new Error('A tenant goes with the role operator only.')
  if (!/^[\w-]+$/.test(tenant)) throw new Error('The tenant must be a tenant id, such as acme.')
  return `${word}.${tenant}`
}
