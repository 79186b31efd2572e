import { Big } from 'big.js'
import { exchangeRates } from './exchange-rates.ts'
import type { Account, HubSpotWorld, PipelineStage } from './world.ts'

type Properties = Readonly<Record<string, string | null>>

/**
 * The properties that HubSpot derives from a deal's stage. An unknown stage leaves the deal open; one without a closed
 * flag or probability leaves it unchanged.
 */
export function deriveDeal(properties: Properties, { pipelines }: Pick<HubSpotWorld, 'pipelines'>) {
  const { pipeline, dealstage } = properties
  const stage = pipelines.find(({ id }) => id === pipeline)?.stages.find(({ id }) => id === dealstage)
  const told: Partial<PipelineStage['metadata']> = stage?.metadata ?? {}
  const isMute = told.isClosed === undefined || (told.isClosed === 'true' && told.probability === undefined)
  if (stage && isMute) return {}
  const isClosed = stage?.metadata.isClosed === 'true'
  const probability = Number(stage?.metadata.probability ?? NaN)
  return {
    hs_is_closed: String(isClosed),
    hs_is_closed_won: String(isClosed && probability === 1),
    hs_is_closed_lost: String(isClosed && probability === 0),
    hs_deal_stage_probability: stage?.metadata.probability ?? null,
  }
}

/**
 * What a deal is worth in the account's currency: null without an amount. A deal without a currency of its own is worth
 * its amount, and HubSpot leaves this empty; a currency that has no rate cannot be converted.
 */
export function deriveHomeAmount(properties: Properties, { companyCurrency }: Account): string | null {
  const { amount, deal_currency_code: currency } = properties
  if (!amount || !currency || Number.isNaN(Number(amount))) return null
  if (currency === companyCurrency) return amount
  const rate = exchangeRates[currency]
  return rate === undefined ? null : new Big(amount).times(rate).toFixed()
}
