import { Big } from 'big.js'
import { drawCompanyName } from '../../autotask/generate/names.ts'
import type { Random } from '../../autotask/generate/random.ts'
import { deriveDeal } from '../derive-deal.ts'
import { exchangeRates } from '../exchange-rates.ts'
import { toWireDate } from '../wire-date.ts'
import type { CrmRecord, Pipeline } from '../world.ts'
import { deletedStages } from './pipelines.ts'
import { createRecord, type RecordIds } from './record.ts'
import { drawInstants, type Timeline } from './timeline.ts'

/** The account's own currency. */
export const homeCurrency = 'USD'

const works = ['M365 migration', '3CX rollout', 'Firewall refresh', 'SIP trunk', 'Backup plan', 'Wi-Fi survey']
const oddNames = ['', '💼 Big one', 'עסקה', '"quoted" & <tagged>', '100% off', 'a'.repeat(180), 'C:\\deals\\new']

export function createDeals(
  timeline: Timeline,
  random: Random,
  ids: RecordIds,
  pipelines: readonly Pipeline[],
  count: number,
): CrmRecord[] {
  const stages = weightedStages(pipelines)
  const customers = new Set<string>()
  return drawInstants(timeline, random, count).map((createdAt) => {
    const [pipeline, dealstage] = random.weighted(stages)
    const money = drawMoney(random)
    const name = random.chance(0.03)
      ? random.pick(oddNames)
      : `${drawCompanyName(random, customers)} – ${random.pick(works)}`
    const derived = deriveDeal({ pipeline, dealstage }, { pipelines: [...pipelines] })
    const closesAt = createdAt + random.int(3, 120) * 86_400_000 + random.int(0, 86_399) * 1_000
    return createRecord('deals', ids, {
      createdAt,
      updatedAt: random.instant(createdAt, timeline.now),
      properties: {
        dealname: random.chance(0.01) ? null : name,
        ...money,
        pipeline,
        dealstage,
        closedate: random.weighted([
          [toWireDate(closesAt), 88],
          [null, 10],
          ['', 2],
        ]),
        ...derived,
        hs_projected_amount: null,
        hs_closed_amount: null,
        hubspot_owner_id: null,
        createdate: toWireDate(createdAt),
      },
    })
  })
}

/** Every stage, closed ones more often; none of the unused pipeline; some deleted ones. */
function weightedStages(pipelines: readonly Pipeline[]) {
  const used = pipelines.filter(({ id }) => id !== '94110277')
  const known = used.flatMap(({ id, stages }) =>
    stages.map((stage) => [[id, stage.id] as const, stage.metadata.isClosed === 'true' ? 4 : 2] as const),
  )
  return [...known, ...deletedStages.map((place) => [place, 1] as const)]
}

/**
 * Amounts in all the forms found in real data: none, blank, whole, with cents, with more digits than cents, in three
 * currencies.
 */
function drawMoney(random: Random) {
  const amount = random.weighted<string | null>([
    [String(random.int(200, 90_000)), 40],
    [`${random.int(100, 60_000)}.${String(random.int(0, 99)).padStart(2, '0')}`, 40],
    [`${random.int(100, 9_000)}.${random.int(1_000, 9_999)}`, 4],
    ['0', 3],
    [`-${random.int(50, 900)}.5`, 2],
    [null, 8],
    ['', 3],
  ])
  const currency = random.weighted<string | null>([
    [null, 35],
    [homeCurrency, 35],
    ['EUR', 18],
    ['GBP', 12],
  ])
  const rate = currency === null ? undefined : exchangeRates[currency]
  const isSet = amount !== null && amount !== ''
  // Without the conversion: a currency that was added after the deal was saved.
  const home = !isSet || (rate && random.chance(0.05)) ? null : rate ? new Big(amount).times(rate).toFixed() : amount
  return { amount, deal_currency_code: currency, amount_in_home_currency: rate || random.chance(0.7) ? home : null }
}
