import { simulatedCompanies } from '../companies.ts'
import { fullPermissions } from '../permissions.ts'
import { collections } from '../world.ts'
import type { Collection, CompanyWorld, ConnectWiseWorld, WireRecord, WorldOptions } from '../world.ts'
import { addBoards } from './boards.ts'
import { addCustomers, addMembers } from './people.ts'
import { addSetup } from './setup.ts'
import { createStage } from './stage.ts'
import { addTickets } from './tickets.ts'
import { addWork } from './work.ts'

/**
 * The systems of all companies: twelve months of tickets up to `now`. The same seed, scale and now give equal records;
 * each call gives its own, free to be changed. Every company and every kind of record draws from its own stream.
 */
export function generateConnectWiseWorld(options: WorldOptions): ConnectWiseWorld {
  return Object.fromEntries(simulatedCompanies.map(({ companyId }) => [companyId, generateCompany(options, companyId)]))
}

/** A company's system without any records, in which the API member may do everything. */
export function emptyCompanyWorld(): CompanyWorld {
  const empty = Object.fromEntries(collections.map((name) => [name, [] as WireRecord[]])) as Record<
    Collection,
    WireRecord[]
  >
  return { ...empty, permissions: fullPermissions() }
}

function generateCompany(options: WorldOptions, companyId: string): CompanyWorld {
  const stage = createStage(options, companyId, emptyCompanyWorld())
  addSetup(stage)
  addBoards(stage)
  addMembers(stage)
  addCustomers(stage)
  addTickets(stage)
  addWork(stage)
  return stage.world
}
