import { referenceTo } from '../references.ts'
import { formatWireDate } from '../wire-date.ts'
import type { Collection, WireRecord } from '../world.ts'
import { named, setupInfo } from './stage.ts'
import type { Stage } from './stage.ts'

const names: Partial<Record<Collection, readonly string[]>> = {
  locations: ['Main', 'West'],
  departments: ['Service', 'Projects'],
  priorities: ['Priority 1 - Emergency', 'Priority 2 - High', 'Priority 3 - Normal', 'Priority 4 - Low'],
  sources: ['Email Connector', 'Phone', 'Portal', 'Internal'],
  types: ['Incident', 'Request', 'Change'],
  teams: ['Voice Team', 'Service Team'],
}

/** Adds the short lists, work roles and types, and time periods; ids differ from company to company. */
export function addSetup(stage: Stage): void {
  const { world } = stage
  const random = stage.stream('setup')
  for (const [collection, all] of Object.entries(names) as [Collection, readonly string[]][]) {
    const first = random.int(1, 40)
    world[collection] = all.map((name, index) => ({
      id: first + index,
      name,
      sort: index + 1,
      _info: setupInfo(stage),
    }))
  }
  addWorkRoles(stage)
  addWorkTypes(stage)
  addTimePeriods(stage)
}

/** `Engineer` is valid everywhere, the others at one location. */
function addWorkRoles(stage: Stage): void {
  const { world } = stage
  const first = stage.stream('work roles').int(3, 60)
  const main = named(world.locations, 'Main').id
  const west = named(world.locations, 'West').id
  const roles: [string, number[], boolean][] = [
    ['Engineer', [main, west], false],
    ['Technician', [main], false],
    ['Field Consultant', [west], false],
    ['Dispatcher (old)', [main, west], true],
  ]
  world.workRoles = roles.map(([name, locationIds, inactiveFlag], index) => ({
    id: first + index,
    name,
    hourlyRate: 90 + 15 * index,
    inactiveFlag,
    locationIds,
    _info: setupInfo(stage),
  }))
}

function addWorkTypes(stage: Stage): void {
  const first = stage.stream('work types').int(3, 60)
  const types = [
    { name: 'Remote', billTime: 'Billable', hoursMin: 0.25, roundBillHoursTo: 0.25 },
    { name: 'Regular', billTime: 'Billable', hoursMin: 0, roundBillHoursTo: 0.5, overallDefaultFlag: true },
    { name: 'After Hours', billTime: 'Billable', hoursMin: 1, roundBillHoursTo: 0.5, rate: 1.5 },
    { name: 'Courtesy', billTime: 'NoCharge', hoursMin: 0, hoursMax: 4, roundBillHoursTo: 0 },
  ]
  stage.world.workTypes = types.map((type, index) => ({
    rateType: 'Multiplier',
    rate: 1,
    inactiveFlag: false,
    overallDefaultFlag: false,
    ...type,
    id: first + index,
    _info: setupInfo(stage),
  }))
}

/** A period for each month from 14 before now to 3 after it; those that ended more than two months ago are closed. */
function addTimePeriods(stage: Stage): void {
  const now = new Date(stage.now)
  const monthStart = (offset: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)
  stage.world.timePeriods = Array.from({ length: 18 }, (_, index) => ({
    id: 100 + index,
    dateStart: formatWireDate(monthStart(index - 14)),
    dateEnd: formatWireDate(monthStart(index - 13)),
    closedFlag: index - 13 < -2,
    _info: setupInfo(stage),
  }))
}

/** A reference to the record of this name. */
export function referenceByName(stage: Stage, collection: Collection, name: string): Record<string, unknown> {
  return referenceTo(collection, named(stage.world[collection], name))
}

/** A reference to the record. */
export function referenceOf(collection: Collection, record: WireRecord): Record<string, unknown> {
  return referenceTo(collection, record)
}
