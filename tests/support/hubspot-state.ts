/** A record as HubSpot sends it: every property is text or null. */
export interface HubSpotRecord {
  id: string
  properties: Record<string, string | null>
  createdAt: string
  updatedAt: string
  archived: boolean
}

export interface HubSpotStage {
  id: string
  label: string
  displayOrder: number
  /** Text both: `"true"`, `"0.2"`. */
  metadata: Record<string, string>
  archived?: boolean
}

export interface HubSpotPipeline {
  id: string
  label: string
  displayOrder: number
  stages: HubSpotStage[]
  archived?: boolean
}

export interface HubSpotForm {
  id: string
  name: string
  formType: string
  archived: boolean
}

/** What the HubSpot simulator holds, as `GET /__sim/state` gives it: wire shapes, by wire collection. */
export interface HubSpotState {
  contacts: HubSpotRecord[]
  companies: HubSpotRecord[]
  deals: HubSpotRecord[]
  pipelines: HubSpotPipeline[]
  owners: { id: string; email: string; firstName: string; archived: boolean }[]
  forms: HubSpotForm[]
  /** By form. */
  submissions: Record<string, Record<string, unknown>[]>
  /** The raw daily counts behind the reports. */
  analytics: Record<string, unknown>
  account: Record<string, unknown>
}
