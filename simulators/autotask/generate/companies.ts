import type { WireRecord } from '../world.ts'
import type { Timeline } from './local-time.ts'
import { asciiName, drawCompanyName, drawPhone } from './names.ts'
import type { Staff } from './people.ts'
import type { Random } from './random.ts'
import { dayMs, fill, wireInstant } from './wire.ts'

/** A company, as used by the other collections. */
export interface Company {
  id: number
  name: string
  kind: 'own' | 'customer' | 'former' | 'prospect' | 'other'
  ownerID: number
  /** Its relative activity. */
  weight: number
}

const blankCompany = {
  id: 0,
  additionalAddressInformation: '',
  address1: '',
  address2: '',
  alternatePhone1: '',
  alternatePhone2: '',
  apiVendorID: null,
  assetValue: null,
  billToCompanyLocationID: null,
  billToAdditionalAddressInformation: '',
  billingAddress1: '',
  billingAddress2: '',
  billToAddressToUse: 1,
  billToAttention: '',
  billToCity: '',
  billToCountryID: null,
  billToState: '',
  billToZipCode: '',
  city: '',
  classification: null,
  companyCategoryID: 1,
  companyName: '',
  companyNumber: '',
  companyType: 1,
  competitorID: null,
  countryID: 237,
  createDate: null,
  createdByResourceID: null,
  currencyID: 1,
  fax: '',
  impersonatorCreatorResourceID: null,
  invoiceEmailMessageID: 1,
  invoiceMethod: null,
  invoiceNonContractItemsToParentCompany: null,
  invoiceTemplateID: 102,
  isActive: true,
  isClientPortalActive: false,
  isEnabledForComanaged: false,
  isSample: false,
  isTaskFireActive: false,
  isTaxExempt: false,
  lastActivityDate: null,
  lastTrackedModifiedDateTime: null,
  marketSegmentID: null,
  ownerResourceID: null,
  parentCompanyID: null,
  phone: '',
  postalCode: '',
  purchaseOrderTemplateID: null,
  quoteEmailMessageID: 2,
  quoteTemplateID: 1,
  sicCode: '',
  state: '',
  stockMarket: '',
  stockSymbol: '',
  surveyCompanyRating: null,
  taxID: '',
  taxRegionID: null,
  territoryID: null,
  webAddress: '',
  userDefinedFields: [],
}

/** The provider's own company. */
export const ownCompanyID = 0
const ownCompanyName = 'Northwind Managed Services'
const firstCompanyID = 29_682_850

const kinds = [
  ['customer', 70],
  ['prospect', 18],
  ['other', 8],
  ['former', 4],
] as const
const companyTypes = { own: [1], customer: [1], former: [1, 6], prospect: [3, 2], other: [7, 8, 4] } as const
const towns = [
  ['New York', 'NY', '10011'],
  ['Poughkeepsie', 'NY', '12601'],
  ['White Plains', 'NY', '10601'],
  ['Hoboken', 'NJ', '07030'],
  ['Stamford', 'CT', '06901'],
] as const

/** Some sixty companies at scale 1, growing with its square root: customers, prospects, former customers, the own. */
export function generateCompanies(
  random: Random,
  timeline: Timeline,
  scale: number,
  staff: Staff,
): { records: WireRecord[]; companies: Company[] } {
  const count = Math.round(60 * Math.max(1, Math.sqrt(scale)))
  const names = new Set([ownCompanyName])
  const companies: Company[] = [
    { id: ownCompanyID, name: ownCompanyName, kind: 'own', ownerID: staff.sellerIDs[0]!, weight: 0.6 },
  ]
  for (let index = 0; index < count; index++) {
    companies.push({
      id: firstCompanyID + index,
      name: drawCompanyName(random, names),
      // Every world has these three, however small it is.
      kind: (['customer', 'former', 'prospect'] as const)[index] ?? random.weighted(kinds),
      ownerID: random.pick(staff.sellerIDs),
      weight: 3 / (index + 2) ** 0.6,
    })
  }
  return { companies, records: companies.map((company) => companyRecord(random, timeline, company)) }
}

function companyRecord(random: Random, timeline: Timeline, company: Company): WireRecord {
  const created = random.instant(timeline.first - 2_500 * dayMs, timeline.first - dayMs)
  const lastActivity = random.instant(timeline.now - 20 * dayMs, timeline.now)
  const [city, state, postalCode] = random.pick(towns)
  return fill(blankCompany, {
    id: company.id,
    userDefinedFields: [],
    companyName: company.name,
    companyNumber: random.chance(0.3) ? `C-${random.int(1_000, 9_999)}` : '',
    companyType: random.pick<number>(companyTypes[company.kind]),
    isActive: company.kind !== 'former',
    address1: `${random.int(1, 900)} ${random.pick(['Main St', 'Broadway', 'Elm Ave', 'Mill Rd', 'Rue de l’Église'])}`,
    address2: random.chance(0.3) ? `Suite ${random.int(100, 990)}` : '',
    city,
    state,
    postalCode,
    phone: drawPhone(random),
    webAddress: random.chance(0.8) ? `https://www.${asciiName(company.name)}.example` : '',
    classification: random.pick([204, 204, 202, 7, null]),
    marketSegmentID: random.pick([29_682_780, 29_682_778, 29_682_779, null]),
    territoryID: random.pick([29_682_771, 29_682_770, null]),
    invoiceMethod: random.pick([1, 2, 2, null]),
    ownerResourceID: company.ownerID,
    createdByResourceID: company.ownerID,
    isClientPortalActive: random.chance(0.5),
    createDate: wireInstant(created),
    lastActivityDate: wireInstant(lastActivity),
    lastTrackedModifiedDateTime: random.chance(0.7) ? wireInstant(random.instant(created, lastActivity)) : null,
    // A branch of the company created just before it.
    parentCompanyID: company.id > firstCompanyID && random.chance(0.06) ? company.id - 1 : null,
  })
}
