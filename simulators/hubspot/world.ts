/** A record of the CRM as HubSpot spells it: every property is text or null, whatever it means. */
export interface CrmRecord {
  id: string
  properties: Record<string, string | null>
  createdAt: string
  updatedAt: string
  archived: boolean
  /** When it was deleted; only in the recycle bin. */
  archivedAt?: string
}

/** The object types that the simulator holds, by their name in the path. */
export const objectTypes = ['contacts', 'companies', 'deals'] as const
export type ObjectType = (typeof objectTypes)[number]

export interface PipelineStage {
  id: string
  label: string
  displayOrder: number
  /** Text on the wire, both of them. */
  metadata: { isClosed: string; probability: string }
  createdAt: string
  updatedAt: string
  archived: boolean
}

export interface Pipeline {
  id: string
  label: string
  displayOrder: number
  stages: PipelineStage[]
  createdAt: string
  updatedAt: string
  archived: boolean
}

/** A person that records can be assigned to. */
export interface Owner {
  id: string
  email: string
  type: 'PERSON' | 'QUEUE'
  firstName: string
  lastName: string
  /** Null once the user is deactivated. */
  userId: number | null
  userIdIncludingInactive: number
  createdAt: string
  updatedAt: string
  archived: boolean
}

export interface Form {
  id: string
  name: string
  formType: 'hubspot' | 'captured' | 'flow' | 'blog_comment'
  createdAt: string
  updatedAt: string
  archived: boolean
}

export interface Submission {
  conversionId: string
  /** Epoch milliseconds. */
  submittedAt: number
  values: { name: string; value: string; objectTypeId: string }[]
  pageUrl: string
}

/** What the website saw on one day of the account's zone from one source. */
export interface SourceDay {
  /** `2026-11-22` */
  date: string
  source: string
  rawViews: number
  visits: number
  visitors: number
  /** Seconds of all visits together. */
  time: number
  bounces: number
}

/** What one form saw on one day of the account's zone. */
export interface FormDay {
  date: string
  formId: string
  formViews: number
  submissions: number
}

export interface Account {
  portalId: number
  accountType: 'STANDARD'
  /** An IANA zone, in HubSpot's older spelling at times. */
  timeZone: string
  companyCurrency: string
  additionalCurrencies: string[]
  utcOffset: string
  utcOffsetMilliseconds: number
  uiDomain: string
  dataHostingLocation: string
}

/** Everything one HubSpot account holds, wire-shaped; `analytics` are the raw daily counts behind the reports. */
export interface HubSpotWorld {
  contacts: CrmRecord[]
  companies: CrmRecord[]
  deals: CrmRecord[]
  /** Records in the recycle bin, by ascending id: neither listed, found nor counted. */
  archived: Record<ObjectType, CrmRecord[]>
  pipelines: Pipeline[]
  /** By ascending id, those that have left included. */
  owners: Owner[]
  forms: Form[]
  /** By form, newest first. */
  submissions: Record<string, Submission[]>
  analytics: { sources: SourceDay[]; forms: FormDay[] }
  account: Account
}

/** What the world is made from: the same values give the same records. */
export interface WorldOptions {
  seed: number
  /** 1 = about 800 contacts and 300 deals over 12 months, the rest in proportion. */
  scale: number
  /** The instant at which the world starts, in epoch milliseconds. */
  now: number
}
