import { createRandom } from '../../autotask/generate/random.ts'
import type { Random } from '../../autotask/generate/random.ts'
import { infoBase } from '../references.ts'
import { formatWireDate } from '../wire-date.ts'
import type { CompanyWorld, WireRecord, WorldOptions } from '../world.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The shared context of the generators of one company's records. */
export interface Stage extends WorldOptions {
  companyId: string
  /** The random stream of this name, independent of all others. */
  stream(name: string): Random
  /** The records generated so far. */
  world: CompanyWorld
}

/** An empty stage for a company, with streams of its own. */
export function createStage(options: WorldOptions, companyId: string, world: CompanyWorld): Stage {
  return {
    ...options,
    companyId,
    world,
    stream: (name) => createRandom(options.seed, `ConnectWise ${companyId} ${name}`),
  }
}

/** The `_info` of a record: when it was made and last changed, and by whom. */
export function info(path: string, id: number, entered: number, updated: number, by: string) {
  return {
    lastUpdated: formatWireDate(updated),
    updatedBy: by,
    dateEntered: formatWireDate(entered),
    enteredBy: by,
    self_href: `${infoBase}${path}/${id}`,
  }
}

/** The `_info` of what was set up before the world starts. */
export function setupInfo(stage: Stage) {
  const entered = formatWireDate(stage.now - 900 * dayMs)
  return { lastUpdated: entered, updatedBy: 'zadmin', dateEntered: entered, enteredBy: 'zadmin' }
}

/** The record of this name. Throws when there is none, which would be a bug in the generator. */
export function named(records: readonly WireRecord[], name: string): WireRecord {
  const found = records.find((record) => record['name'] === name)
  if (found === undefined) throw new RangeError(`There is no ${name}`)
  return found
}
