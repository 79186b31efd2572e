import type { Instant } from '../../calendar/days.ts'
import type { Mapping } from '../kit/mapping.ts'
import { toObject, type WireRow } from '../kit/wire.ts'
import { deals } from './mapping.ts'
import type { Account, Deal, Owner, Pipeline } from './types.ts'
import { toInstant, toRecordId } from './wire.ts'

/* The records of the replica, and how rows become them. */

/** A record of the CRM with the mark that HubSpot moves with every change of its properties. */
export interface Modified {
  readonly id: string
  /** Null if HubSpot does not say. */
  readonly modifiedAt: Instant | null
}

export interface ReplicatedDeal extends Deal, Modified {}

/** A company is counted and nothing else, so nothing else of it is kept. */
export interface ReplicatedCompany extends Modified {
  readonly createdAt: Instant
}

export interface ReplicatedPipeline extends Pipeline {
  /** Counts from 0, in HubSpot's order. */
  readonly position: number
}

/** The one account: without its currency, amounts mean nothing. */
export interface ReplicatedAccount extends Account {
  readonly id: typeof accountId
}

export const accountId = 'account'

export type DealRecords = {
  readonly deals: ReplicatedDeal
  readonly pipelines: ReplicatedPipeline
  readonly owners: Owner
  readonly account: ReplicatedAccount
}
export type CompanyRecords = { readonly companies: ReplicatedCompany }

/** `hs_lastmodifieddate` comes with every record, whatever is requested. */
export function modifiedAtOf(row: WireRow): Instant | null {
  return toInstant(toObject(row['properties'])['hs_lastmodifieddate']) ?? toInstant(row['updatedAt'])
}

export const replicatedDeals: Mapping<ReplicatedDeal, 'deals'> = {
  ...deals,
  map(row) {
    const deal = deals.map(row)
    return deal && { ...deal, modifiedAt: modifiedAtOf(row) }
  },
}

export const replicatedCompanies: Mapping<ReplicatedCompany, 'companies'> = {
  entity: 'companies',
  fields: ['createdate'],
  map(row) {
    const id = toRecordId(row['id'])
    const createdAt = toInstant(toObject(row['properties'])['createdate']) ?? toInstant(row['createdAt'])
    return id === null || createdAt === null ? null : { id, createdAt, modifiedAt: modifiedAtOf(row) }
  },
}
