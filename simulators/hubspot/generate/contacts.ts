import { asciiName, drawCompanyName, drawPersonName, drawPhone } from '../../autotask/generate/names.ts'
import type { Random } from '../../autotask/generate/random.ts'
import { toWireDate } from '../wire-date.ts'
import type { CrmRecord } from '../world.ts'
import { createRecord, type RecordIds } from './record.ts'
import { drawInstants, type Timeline } from './timeline.ts'

const stages = ['subscriber', 'lead', 'marketingqualifiedlead', 'opportunity', 'customer', null]
/** Names as typed into forms. */
const oddNames = ['<b>Bob</b>', 'Robert"); DROP TABLE', '🦊 Fox', 'نورا', 'Łukasz\u0301', 'Ann\tLee', '-', '=SUM(A1)']

/** Contacts from forms or manual entry, with missing, odd or outdated values. */
export function createContacts(timeline: Timeline, random: Random, ids: RecordIds, count: number): CrmRecord[] {
  const taken = new Set<string>()
  const companies = Array.from({ length: 60 }, () => drawCompanyName(random, taken))
  return drawInstants(timeline, random, count).map((createdAt, index) => {
    const { firstName, lastName } = drawPersonName(random)
    const first = random.weighted([
      [firstName, 90],
      [null, 5],
      ['', 2],
      [random.pick(oddNames), 3],
    ])
    // Imported from an older system: created before the record.
    const importedAt = random.chance(0.04) ? random.instant(timeline.first, createdAt) : createdAt
    return createRecord('contacts', ids, {
      createdAt,
      updatedAt: random.instant(createdAt, timeline.now),
      properties: {
        firstname: first,
        lastname: random.chance(0.07) ? null : lastName,
        email: random.chance(0.06) ? null : `${asciiName(firstName)}.${asciiName(lastName)}${index}@customer.example`,
        company: random.chance(0.25) ? null : random.pick(companies),
        phone: random.chance(0.4) ? null : drawPhone(random),
        jobtitle: random.chance(0.6) ? null : 'Office manager',
        lifecyclestage: random.pick(stages),
        hubspot_owner_id: null,
        createdate: toWireDate(importedAt),
      },
    })
  })
}
