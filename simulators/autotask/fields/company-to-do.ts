import { defineFields } from './define-fields.ts'

/** The fields of a CompanyToDo, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const companyToDoFields = defineFields(`
  id long readOnly required
  actionType integer picklist required
  activityDescription string length=32000
  assignedToResourceID long references=Resource required
  companyID long references=Company required
  completedDate datetime
  contactID long references=Contact
  contractID long references=Contract
  createDateTime datetime readOnly
  creatorResourceID long references=Resource readOnly
  endDateTime datetime required
  impersonatorCreatorResourceID integer references=Resource readOnly
  lastModifiedDate datetime readOnly
  opportunityID long references=Opportunity
  startDateTime datetime required
  ticketID long references=Ticket
`)
