import { asciiName, drawCompanyName } from '../../autotask/generate/names.ts'
import type { Random } from '../../autotask/generate/random.ts'
import { toWireDate } from '../wire-date.ts'
import type { CrmRecord } from '../world.ts'
import { createRecord, type RecordIds } from './record.ts'
import { drawInstants, type Timeline } from './timeline.ts'

const industries = ['HOSPITAL_HEALTH_CARE', 'LAW_PRACTICE', 'CONSTRUCTION', 'NON_PROFIT_ORGANIZATION_MANAGEMENT', null]

export function createCompanies(timeline: Timeline, random: Random, ids: RecordIds, count: number): CrmRecord[] {
  const taken = new Set<string>()
  return drawInstants(timeline, random, count).map((createdAt) => {
    const name = drawCompanyName(random, taken)
    return createRecord('companies', ids, {
      createdAt,
      updatedAt: random.instant(createdAt, timeline.now),
      properties: {
        name: random.chance(0.03) ? '' : name,
        domain: random.chance(0.1) ? null : `${asciiName(name)}.example`,
        industry: random.pick(industries),
        city: random.chance(0.2) ? null : 'Albany',
        country: 'United States',
        createdate: toWireDate(createdAt),
      },
    })
  })
}
