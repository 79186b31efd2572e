import { expect, test } from 'vitest'
import { readRights } from '../../../server/auth/roles.ts'

const mapping = new Map([
  ['Viewer', 'VIEWER'],
  ['Operator', 'OPERATOR'],
  ['Msp.Operator', 'OPERATOR'],
  ['Admin', 'ADMIN'],
] as const)

const none = { role: null, operatorTenants: [] }

test.each([
  [['Viewer'], { role: 'VIEWER', operatorTenants: [] }],
  [['Operator'], { role: 'OPERATOR', operatorTenants: 'all' }],
  [['Admin'], { role: 'ADMIN', operatorTenants: 'all' }],
  [['Operator.acme'], { role: 'OPERATOR', operatorTenants: ['acme'] }],
  [['Msp.Operator'], { role: 'OPERATOR', operatorTenants: 'all' }],
  [['Msp.Operator.acme'], { role: 'OPERATOR', operatorTenants: ['acme'] }],
  [
    ['Operator.acme', 'Viewer', 'Operator.globex', 'Operator.acme'],
    { role: 'OPERATOR', operatorTenants: ['acme', 'globex'] },
  ],
  [['Operator.acme', 'Operator'], { role: 'OPERATOR', operatorTenants: 'all' }],
  [['Operator.acme', 'Admin'], { role: 'ADMIN', operatorTenants: 'all' }],
  ['Viewer', { role: 'VIEWER', operatorTenants: [] }],
  ['Operator.acme', { role: 'OPERATOR', operatorTenants: ['acme'] }],
  [['Payroll.Admin', 'viewer', 'Operator.', 'Viewer.acme', 'Admin.acme', 'Operators', ''], none],
  [[42, null, ['Admin'], { Admin: true }], none],
  [[], none],
  ['', none],
  [undefined, none],
  [null, none],
  [7, none],
  [{ Admin: true }, none],
])('the roles %j give %j', (claim, rights) => {
  expect(readRights(claim, mapping)).toEqual(rights)
})
