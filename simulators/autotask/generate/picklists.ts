import type { PicklistValue } from '../world.ts'
import { picklist, picklistValue } from './picklist.ts'
import { serviceLevels, ticketPicklists } from './ticket-picklists.ts'

/** The kinds of sales activity; to-dos and notes share them. */
export const actionTypes = {
  opportunityUpdate: 0,
  phoneCall: 1,
  meeting: 2,
  general: 3,
  quickNote: 5,
  email: 29_682_776,
  siteVisit: 29_682_777,
} as const

/** The stages of the funnel before the last, earliest first, each with the probability (0 to 100) of a deal in it. */
export const openStages = [
  { stage: 29_682_775, probability: 10 },
  { stage: 29_682_773, probability: 25 },
  { stage: 29_682_777, probability: 45 },
  { stage: 29_682_772, probability: 60 },
  { stage: 29_682_776, probability: 85 },
] as const
/** The last stage of the funnel. */
export const wonStage = 29_682_774

export const opportunityStatuses = { notReady: 0, active: 1, lost: 2, closed: 3 } as const

/** What a time entry was worked on. */
export const timeEntryTypes = { ticket: 2, task: 6, regular: 10 } as const

/** Every picklist of the tenant, by collection and field. */
export function generatePicklists(): Record<string, Record<string, PicklistValue[]>> {
  return {
    Tickets: ticketPicklists(),
    TimeEntries: {
      timeEntryType: picklist(
        [timeEntryTypes.ticket, 'Ticket'],
        [timeEntryTypes.task, 'Project Task'],
        [timeEntryTypes.regular, 'Regular Time'],
      ),
    },
    Companies: {
      billToAddressToUse: picklist([1, 'Company Address'], [2, 'Parent Company Address']),
      classification: picklist([204, 'Managed'], [202, 'Break / fix'], [7, 'Voice only']),
      companyType: [
        picklistValue(1, 'Customer', 1, { isSystem: true, isDefaultValue: true }),
        picklistValue(3, 'Prospect', 2, { isSystem: true }),
        picklistValue(2, 'Lead', 3, { isSystem: true }),
        picklistValue(8, 'Partner', 4, { isSystem: true }),
        picklistValue(7, 'Vendor', 5, { isSystem: true }),
        picklistValue(6, 'Cancelation', 6, { isSystem: true }),
        picklistValue(4, 'Dead', 7, { isSystem: true }),
      ],
      competitorID: [],
      invoiceMethod: picklist([1, 'Print'], [2, 'E-mail']),
      marketSegmentID: picklist([29_682_780, 'Health care'], [29_682_778, 'Manufacturing'], [29_682_779, 'Legal']),
      territoryID: picklist([29_682_771, 'Hudson Valley'], [29_682_770, 'New York City']),
    },
    Contacts: {
      namePrefix: picklist([1, 'Mr.'], [2, 'Mrs.'], [3, 'Ms.'], [4, 'Dr.']),
      nameSuffix: picklist([1, 'Jr.'], [2, 'Sr.']),
    },
    Resources: {
      greeting: picklist([1, 'Mr.'], [2, 'Mrs.'], [3, 'Ms.']),
      licenseType: picklist([1, 'Professional'], [3, 'Team Member'], [7, 'API User (API-only)']),
      payrollType: picklist([2, 'Salary'], [1, 'Hourly']),
      resourceType: picklist(['Employee', 'Employee'], ['Contractor', 'Contractor']),
      suffix: picklist([1, 'Jr.'], [2, 'Sr.']),
      userType: picklist([1, 'Full Access'], [17, 'API User (system)'], [10, 'Service Desk User']),
    },
    CompanyToDos: { actionType: actionTypeValues() },
    CompanyNotes: { actionType: actionTypeValues() },
    Opportunities: {
      leadSource: picklist([3, 'Referral'], [1, 'Website'], [2, 'Trade show'], [5, 'Cold call']),
      lossReason: picklist([2, 'Price'], [1, 'No decision'], [4, 'Went with competitor']),
      opportunityCategoryID: picklist([1, 'New business'], [2, 'Renewal']),
      primaryCompetitor: [],
      rating: picklist([3, 'Hot'], [2, 'Warm'], [1, 'Cold']),
      revenueSpreadUnit: picklist(['m', 'Months'], ['y', 'Years']),
      stage: [
        picklistValue(29_682_775, 'New lead', 1, { isDefaultValue: true }),
        picklistValue(29_682_773, 'Qualified', 2),
        picklistValue(29_682_777, 'Site survey', 3),
        picklistValue(29_682_772, 'Proposal sent', 4),
        picklistValue(29_682_776, 'Negotiation', 5),
        picklistValue(wonStage, 'Won', 6),
      ],
      status: [
        picklistValue(opportunityStatuses.active, 'Active', 1, { isSystem: true, isDefaultValue: true }),
        picklistValue(opportunityStatuses.notReady, 'Not Ready To Buy', 2, { isSystem: true }),
        picklistValue(opportunityStatuses.closed, 'Closed', 3, { isSystem: true }),
        picklistValue(4, 'Implemented', 4, { isSystem: true }),
        picklistValue(opportunityStatuses.lost, 'Lost', 5, { isSystem: true }),
      ],
      winReason: picklist([1, 'Relationship'], [2, 'Price']),
    },
    Contracts: {
      billingPreference: picklist([1, 'Immediately without review'], [2, 'Manually review']),
      contractCategory: picklist([12, 'Managed services'], [11, 'Voice'], [13, 'Projects']),
      contractPeriodType: picklist(['m', 'Monthly'], ['q', 'Quarterly'], ['y', 'Yearly']),
      contractType: picklist(
        [7, 'Recurring Service'],
        [1, 'Time & Materials'],
        [4, 'Block Hours'],
        [6, 'Retainer'],
        [3, 'Fixed Price'],
        [8, 'Per Ticket'],
      ),
      serviceLevelAgreementID: serviceLevels(),
      status: picklist([1, 'Active'], [0, 'Inactive']),
    },
  }
}

function actionTypeValues(): PicklistValue[] {
  return [
    picklistValue(actionTypes.phoneCall, 'Phone Call', 1, { isSystem: true }),
    picklistValue(actionTypes.email, 'E-mail', 2),
    picklistValue(actionTypes.meeting, 'Meeting', 3, { isSystem: true }),
    picklistValue(actionTypes.siteVisit, 'Site Visit', 4),
    picklistValue(actionTypes.general, 'General', 5, { isSystem: true }),
    picklistValue(actionTypes.quickNote, 'Quick Note', 6, { isSystem: true }),
    picklistValue(actionTypes.opportunityUpdate, 'Opportunity Update', 7, { isSystem: true }),
  ]
}
