import { noPermission } from './refusal.ts'
import type { PermissionRecord, RightLevel } from './world.ts'

/** What may be done in an area. */
export type Action = 'inquire' | 'add' | 'edit' | 'delete'

/** The areas of a security role that calls of this API need, with their places in the vendor's own screen. */
const areas = {
  serviceTickets: ['Service Desk', 'Service Tickets'],
  closeServiceTickets: ['Service Desk', 'Close Service Tickets'],
  timeEntry: ['Time & Expense', 'Time Entry'],
  billableOption: ['Time & Expense', 'Time Entry Billable Option'],
  billingViewTime: ['Finance', 'Billing View Time'],
  companyMaintenance: ['Companies', 'Company Maintenance'],
  contacts: ['Companies', 'Contacts'],
  memberMaintenance: ['System', 'Member Maintenance'],
  tableSetup: ['System', 'Table Setup'],
  projectTickets: ['Project', 'Project Tickets'],
} as const
export type Area = keyof typeof areas

/** A right that a call needs. */
export interface Right {
  area: Area
  action: Action
}

/** A role that may do everything here. */
export function fullPermissions(): PermissionRecord[] {
  return Object.entries(areas).map(([id, [module, item]]) => ({
    id,
    module,
    item,
    inquire: 'All',
    add: 'All',
    edit: 'All',
    delete: 'All',
  }))
}

/** How far the right reaches; a role that does not name the area has nothing there. */
export function levelOf(permissions: readonly PermissionRecord[], { area, action }: Right): RightLevel {
  return permissions.find(({ id }) => id === area)?.[action] ?? 'None'
}

/** Throws the 403 unless the role has the right at all. */
export function requireRight(permissions: readonly PermissionRecord[], right: Right): void {
  if (levelOf(permissions, right) === 'None') throw noPermission()
}

/** Throws the 403 unless the role has the right over what belongs to others. */
export function requireRightOverOthers(permissions: readonly PermissionRecord[], right: Right): void {
  if (levelOf(permissions, right) !== 'All') throw noPermission()
}
