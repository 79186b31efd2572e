import { describe, expect, test } from 'vitest'
import { hasRole, mayOperate, rolesOf } from '../../../server/auth/principal.ts'

const steps = [null, 'VIEWER', 'OPERATOR', 'ADMIN'] as const

describe('roles', () => {
  test('include the ones below', () => {
    expect(steps.map((role) => rolesOf({ role }))).toEqual([
      [],
      ['VIEWER'],
      ['VIEWER', 'OPERATOR'],
      ['VIEWER', 'OPERATOR', 'ADMIN'],
    ])
  })

  test('are had by those who have a higher one', () => {
    expect(steps.map((role) => hasRole({ role }, 'OPERATOR'))).toEqual([false, false, true, true])
  })
})

describe('acting for a tenant', () => {
  test.each([
    ['an administrator', { role: 'ADMIN', operatorTenants: 'all' }, true],
    ['an operator of all tenants', { role: 'OPERATOR', operatorTenants: 'all' }, true],
    ['an operator of the tenant', { role: 'OPERATOR', operatorTenants: ['globex', 'acme'] }, true],
    ['an operator of another tenant', { role: 'OPERATOR', operatorTenants: ['globex'] }, false],
    ['a viewer', { role: 'VIEWER', operatorTenants: [] }, false],
    ['a viewer whose record names the tenant', { role: 'VIEWER', operatorTenants: ['acme'] }, false],
    ['somebody without a role', { role: null, operatorTenants: 'all' }, false],
  ] as const)('is open to %s: %o → %s', (_, principal, expected) => {
    expect(mayOperate(principal, 'acme')).toBe(expected)
  })
})
