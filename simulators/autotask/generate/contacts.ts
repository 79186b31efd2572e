import type { WireRecord } from '../world.ts'
import type { Company } from './companies.ts'
import type { Timeline } from './local-time.ts'
import { asciiName, drawPersonName, drawPhone } from './names.ts'
import type { Random } from './random.ts'
import { dayMs, fill, wireInstant } from './wire.ts'

/** A contact, as used by the other collections. */
export interface Contact {
  id: number
  name: string
}

const blankContact = {
  id: 0,
  additionalAddressInformation: '',
  addressLine: '',
  addressLine1: '',
  alternatePhone: '',
  apiVendorID: null,
  bulkEmailOptOutTime: null,
  city: '',
  companyID: null,
  companyLocationID: null,
  countryID: 237,
  createDate: null,
  emailAddress: '',
  emailAddress2: '',
  emailAddress3: '',
  extension: '',
  externalID: '',
  facebookUrl: '',
  faxNumber: '',
  firstName: '',
  impersonatorCreatorResourceID: null,
  isActive: 1,
  isOptedOutFromBulkEmail: false,
  lastActivityDate: null,
  lastModifiedDate: null,
  lastName: '',
  linkedInUrl: '',
  middleInitial: '',
  mobilePhone: '',
  namePrefix: null,
  nameSuffix: null,
  note: '',
  phone: '',
  primaryContact: false,
  receivesEmailNotifications: true,
  roomNumber: '',
  solicitationOptOut: false,
  solicitationOptOutTime: null,
  state: '',
  surveyOptOut: false,
  title: null,
  twitterUrl: '',
  zipCode: '',
  userDefinedFields: [],
}

/** A contact that was deleted: below the first, so that no record ever has it. */
export const deletedContactID = 30_681_907
const firstContactID = 30_682_812

const titles = ['Office Manager', 'CEO', 'CFO', 'Reception', 'IT coordinator', 'Geschäftsführer', 'Paralegal', '']

/** Some four contacts to a company (none at a few), and who they are by company. */
export function generateContacts(
  random: Random,
  timeline: Timeline,
  companies: readonly Company[],
): { records: WireRecord[]; contactsOf: Map<number, Contact[]> } {
  const records: WireRecord[] = []
  const contactsOf = new Map<number, Contact[]>()
  for (const company of companies) {
    // The first companies have most of the tickets and always have contacts.
    const count = company.weight > 1 ? random.int(4, 7) : random.pick([0, 2, 3, 4, 4, 5, 6, 8])
    const contacts: Contact[] = []
    for (let index = 0; index < count; index++) {
      const record = contactRecord(random, timeline, company, firstContactID + records.length, index === 0)
      records.push(record)
      contacts.push({ id: record.id, name: `${String(record['firstName'])} ${String(record['lastName'])}` })
    }
    contactsOf.set(company.id, contacts)
  }
  return { records, contactsOf }
}

function contactRecord(
  random: Random,
  timeline: Timeline,
  company: Company,
  id: number,
  isPrimary: boolean,
): WireRecord {
  const { firstName, lastName } = drawPersonName(random)
  const created = random.instant(timeline.first - 2_000 * dayMs, timeline.first)
  const modified = random.instant(created, timeline.now)
  const emailAddress = `${asciiName(firstName)}.${asciiName(lastName)}@${asciiName(company.name)}.example`
  return fill(blankContact, {
    id,
    userDefinedFields: [],
    companyID: company.id,
    firstName,
    lastName,
    emailAddress: random.chance(0.92) ? emailAddress : '',
    phone: random.chance(0.7) ? drawPhone(random) : '',
    mobilePhone: random.chance(0.4) ? drawPhone(random) : '',
    title: random.chance(0.8) ? random.pick(titles) : null,
    namePrefix: random.chance(0.2) ? random.int(1, 4) : null,
    isActive: isPrimary || random.chance(0.9) ? 1 : 0,
    primaryContact: isPrimary,
    createDate: wireInstant(created),
    lastActivityDate: wireInstant(modified),
    lastModifiedDate: wireInstant(modified),
  })
}
