import type { HubSpotWorld } from './world.ts'

type Properties = Readonly<Record<string, string | null>>

/** What HubSpot works out for a deal from its stage. A stage that no pipeline has leaves the deal open. */
export function deriveDeal(properties: Properties, { pipelines }: Pick<HubSpotWorld, 'pipelines'>) {
  const { pipeline, dealstage } = properties
  const stage = pipelines.find(({ id }) => id === pipeline)?.stages.find(({ id }) => id === dealstage)
  const isClosed = stage?.metadata.isClosed === 'true'
  const probability = Number(stage?.metadata.probability ?? NaN)
  return {
    hs_is_closed: String(isClosed),
    hs_is_closed_won: String(isClosed && probability === 1),
    hs_is_closed_lost: String(isClosed && probability === 0),
    hs_deal_stage_probability: stage?.metadata.probability ?? null,
  }
}
