import { defineFields } from './define-fields.ts'

/** The fields of a CompanyNote, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const companyNoteFields = defineFields(`
  id long readOnly required
  actionType integer picklist required
  assignedResourceID integer references=Resource required
  companyID integer references=Company required
  completedDateTime datetime readOnly
  contactID integer references=Contact
  createDateTime datetime readOnly
  endDateTime datetime required
  impersonatorCreatorResourceID integer references=Resource readOnly
  impersonatorUpdaterResourceID integer references=Resource readOnly
  lastModifiedDate datetime readOnly
  name string length=128
  note string length=32000
  opportunityID integer references=Opportunity
  startDateTime datetime required
`)
