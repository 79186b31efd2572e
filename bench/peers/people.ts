import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import { createUser } from '../../simulators/identity/users.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { createVendorControl } from '../../tests/support/vendor-control.ts'

const count = 50

/** Adds fifty viewers to the directory. @returns the `Authorization` header of each */
export async function signInPeople({ identity }: Simulators): Promise<string[]> {
  // Names of one length, so that all pages are of one size.
  const people = Array.from({ length: count }, (_, index) =>
    createUser(`Viewer ${String(index + 1).padStart(2, '0')}`, `viewer.${index + 1}`, ['Viewer']),
  )
  await createVendorControl(identity.url).records('users', { upsert: people })
  return Promise.all(
    people.map(async ({ preferred_username: user }) => `Bearer ${await fetchToken(identity.url, { user })}`),
  )
}
