import { z } from 'zod'
import { list } from './parsers.ts'

/** Permissions of a caller; each role includes the previous ones. */
export const roles = ['VIEWER', 'OPERATOR', 'ADMIN'] as const
export type Role = (typeof roles)[number]

const roleWord = z.enum(roles)

/** Parses `Viewer=VIEWER,Operator=OPERATOR,Admin=ADMIN`: the issuer's role name and ours. */
export const roleMapping = list.transform((pairs, context) => {
  const mapping = new Map<string, Role>()
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=')
    const role = roleWord.safeParse(pair.slice(at + 1).trim())
    const claim = pair.slice(0, Math.max(at, 0)).trim()
    if (claim === '' || !role.success) {
      context.addIssue({
        code: 'custom',
        message: `must be pairs such as Viewer=VIEWER,Operator=OPERATOR,Admin=ADMIN (right of the sign one of ${roles.join(', ')})`,
      })
      return z.NEVER
    }
    mapping.set(claim, role.data)
  }
  return mapping
})

/** The app role names that the sign-in guide recommends. */
export const defaultRoleMapping: ReadonlyMap<string, Role> = new Map([
  ['Viewer', 'VIEWER'],
  ['Operator', 'OPERATOR'],
  ['Admin', 'ADMIN'],
])
