import type { WireRecord } from '../world.ts'
import type { Company } from './companies.ts'
import type { Contact } from './contacts.ts'
import type { Timeline } from './local-time.ts'
import type { Random, Weighted } from './random.ts'
import { dayMs, fill, wireDate, wireInstant } from './wire.ts'

const blankContract = {
  id: 0,
  billingPreference: null,
  billToCompanyContactID: null,
  billToCompanyID: null,
  companyID: null,
  contactID: null,
  contactName: '',
  contractCategory: null,
  contractExclusionSetID: null,
  contractName: '',
  contractNumber: '',
  contractPeriodType: null,
  contractType: null,
  description: '',
  endDate: null,
  estimatedCost: 0,
  estimatedHours: 0,
  estimatedRevenue: 0,
  exclusionContractID: null,
  internalCurrencyOverageBillingRate: null,
  internalCurrencySetupFee: 0,
  isCompliant: false,
  isDefaultContract: false,
  lastModifiedDateTime: null,
  opportunityID: null,
  organizationalLevelAssociationID: null,
  overageBillingRate: null,
  purchaseOrderNumber: '',
  renewedContractID: null,
  serviceLevelAgreementID: null,
  setupFee: 0,
  setupFeeBillingCodeID: null,
  startDate: null,
  status: 1,
  timeReportingRequiresStartAndStopTimes: 0,
  userDefinedFields: [],
}

const firstContractID = 29_682_901

const kinds: readonly Weighted<{ type: number; name: string }>[] = [
  [{ type: 7, name: 'Managed Services' }, 9],
  [{ type: 1, name: 'Time & Materials' }, 4],
  [{ type: 4, name: 'Block of hours' }, 3],
  [{ type: 6, name: 'Retainer' }, 1],
  [{ type: 3, name: 'Büroumzug (fixed price)' }, 1],
  [{ type: 8, name: 'Pay per ticket' }, 1],
]

/** One to three contracts for customers, some for former ones, and which they are by company. */
export function generateContracts(
  random: Random,
  timeline: Timeline,
  companies: readonly Company[],
  contactsOf: ReadonlyMap<number, Contact[]>,
): { records: WireRecord[]; contractsOf: Map<number, number[]> } {
  const records: WireRecord[] = []
  const contractsOf = new Map<number, number[]>()
  for (const company of companies) {
    const count = company.kind === 'customer' ? random.pick([1, 1, 1, 2, 3]) : company.kind === 'former' ? 1 : 0
    const ids = Array.from({ length: count }, (_, index) => firstContractID + records.length + index)
    const contact = contactsOf.get(company.id)?.[0]
    for (const id of ids) records.push(contractRecord(random, timeline, company, contact, id))
    contractsOf.set(company.id, ids)
  }
  return { records, contractsOf }
}

function contractRecord(
  random: Random,
  timeline: Timeline,
  company: Company,
  contact: Contact | undefined,
  id: number,
): WireRecord {
  const { type, name } = random.weighted(kinds)
  const start = timeline.first - random.int(0, 900) * dayMs
  const isOver = company.kind === 'former' || random.chance(0.1)
  const end = isOver ? timeline.now - random.int(1, 200) * dayMs : timeline.now + random.int(30, 700) * dayMs
  const hasEnd = isOver || random.chance(0.75)
  return fill(blankContract, {
    id,
    userDefinedFields: [],
    companyID: company.id,
    contactID: contact?.id ?? null,
    contactName: contact === undefined ? '' : contact.name.replace(/^(\S+) (.+)$/, '$2, $1'),
    contractName: `${company.name} – ${name}`.slice(0, 100),
    contractNumber: random.chance(0.6) ? `K${random.int(10_000, 99_999)}` : '',
    contractType: type,
    contractCategory: random.pick([11, 12, 12, 13, null]),
    contractPeriodType: type === 7 ? random.pick(['m', 'q', 'y']) : null,
    description: random.pick(['', null, 'Includes after-hours cover', '24×7, response within 1 h']),
    billingPreference: random.int(1, 2),
    estimatedHours: type === 4 ? random.int(2, 20) * 5 : 0,
    estimatedRevenue: random.chance(0.6) ? random.int(5_000, 900_000) / 100 : 0,
    overageBillingRate: type === 4 || type === 6 ? random.int(120, 200) : null,
    serviceLevelAgreementID: random.pick([1, 1, 2, 3, null]),
    startDate: dateOf(start),
    endDate: hasEnd ? dateOf(end) : null,
    status: isOver ? 0 : 1,
    isDefaultContract: random.chance(0.3),
    lastModifiedDateTime: wireInstant(random.instant(start, timeline.now)),
  })
}

function dateOf(instant: number): string {
  return wireDate(new Date(instant).toISOString().slice(0, 10))
}
