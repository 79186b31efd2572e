import type { WireRecord } from '../world.ts'
import { asciiName, drawPersonName, drawPhone } from './names.ts'
import type { Random } from './random.ts'
import { fill, wireDate } from './wire.ts'

/** The provider's staff, by role. */
export interface Staff {
  technicianIDs: readonly number[]
  sellerIDs: readonly number[]
  /** Left the provider; still assigned to old tickets. */
  formerID: number
  /** The API-only user that integrations sign in with: creates records, never works on them. */
  apiUserID: number
}

const blankResource = {
  id: 0,
  accountingReferenceID: '',
  dateFormat: 'MM/dd/yyyy',
  defaultServiceDeskRoleID: null,
  email: '',
  email2: '',
  email3: '',
  emailTypeCode: 'PRIMARY',
  emailTypeCode2: null,
  emailTypeCode3: null,
  firstName: '',
  gender: null,
  greeting: null,
  hireDate: null,
  homePhone: '',
  initials: '',
  internalCost: 0,
  isActive: true,
  lastName: '',
  licenseType: 1,
  locationID: 1,
  middleName: '',
  mobilePhone: '',
  numberFormat: 'X,XXX.XX',
  officeExtension: '',
  officePhone: '',
  payrollIdentifier: '',
  payrollType: 2,
  resourceType: 'Employee',
  suffix: null,
  surveyResourceRating: null,
  timeFormat: 'hh:mm a',
  title: '',
  travelAvailabilityPct: null,
  userName: '',
  userType: 10,
}

/** The built-in user that system actions are done by. */
export const administratorID = 4
/** The role that technicians work in. */
export const serviceDeskRoleID = 29_682_834

const firstResourceID = 29_682_885
const technicianCount = 10
const sellerCount = 4

/** The provider's resources: technicians, sellers, one who left, an API user and the built-in administrator. */
export function generateResources(random: Random): { records: WireRecord[]; staff: Staff } {
  const ids = Array.from({ length: technicianCount + sellerCount + 2 }, (_, index) => firstResourceID + index)
  const technicianIDs = ids.slice(0, technicianCount)
  const sellerIDs = ids.slice(technicianCount, technicianCount + sellerCount)
  const [formerID, apiUserID] = ids.slice(-2) as [number, number]
  const records = [
    systemUser(administratorID, 'Autotask', 'Administrator', { userType: 1 }),
    ...technicianIDs.map((id) => employee(random, id, random.pick(['Service Engineer', 'ROC Analyst', 'Team Lead']))),
    ...sellerIDs.map((id) => employee(random, id, random.pick(['Account Manager', 'vCIO']))),
    { ...employee(random, formerID, 'ROC Analyst'), isActive: false },
    systemUser(apiUserID, 'Graph', 'Integration', { licenseType: 7, userType: 17 }),
  ]
  return { records, staff: { technicianIDs, sellerIDs, formerID, apiUserID } }
}

function employee(random: Random, id: number, title: string): WireRecord {
  const { firstName, lastName } = drawPersonName(random)
  // The number keeps user names unique when names are equal.
  const userName = `${asciiName(firstName)}.${asciiName(lastName)}${id - firstResourceID + 1}`
  return fill(blankResource, {
    id,
    firstName,
    lastName,
    title,
    userName,
    email: `${userName}@msp.example`,
    initials: `${Array.from(firstName)[0]}${Array.from(lastName)[0]}`,
    defaultServiceDeskRoleID: serviceDeskRoleID,
    hireDate: wireDate(`20${random.int(12, 22)}-0${random.int(1, 9)}-01`),
    officeExtension: String(random.int(100, 199)),
    officePhone: drawPhone(random),
    mobilePhone: random.chance(0.5) ? drawPhone(random) : '',
    gender: random.pick(['M', 'F', null]),
    resourceType: random.weighted([
      ['Employee', 9],
      ['Contractor', 1],
    ]),
  })
}

function systemUser(
  id: number,
  firstName: string,
  lastName: string,
  values: { licenseType?: number; userType: number },
): WireRecord {
  const userName = `${firstName}.${lastName}`.toLowerCase()
  return fill(blankResource, {
    id,
    firstName,
    lastName,
    userName,
    email: `${userName}@msp.example`,
    initials: `${firstName[0]}${lastName[0]}`,
    ...values,
  })
}
