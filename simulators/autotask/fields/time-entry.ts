import { defineFields } from './define-fields.ts'

/** The fields of a TimeEntry, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const timeEntryFields = defineFields(`
  id long readOnly required
  billingApprovalDateTime datetime readOnly
  billingApprovalLevelMostRecent integer readOnly
  billingApprovalResourceID integer references=Resource readOnly
  billingCodeID integer references=BillingCode
  contractID integer references=Contract
  contractServiceBundleID long references=ContractServiceBundle
  contractServiceID long references=ContractService
  createDateTime datetime readOnly
  creatorUserID integer references=Resource readOnly
  dateWorked datetime
  endDateTime datetime
  hoursToBill double readOnly
  hoursWorked double
  impersonatorCreatorResourceID integer references=Resource readOnly
  impersonatorUpdaterResourceID integer references=Resource readOnly
  internalBillingCodeID integer references=BillingCode
  internalNotes string
  isInternalNotesVisibleToComanaged boolean
  isNonBillable boolean
  lastModifiedDateTime datetime readOnly
  lastModifiedUserID integer references=Resource readOnly
  offsetHours double
  resourceID integer required
  roleID integer references=Role
  showOnInvoice boolean
  startDateTime datetime
  summaryNotes string length=32000
  taskID integer references=Task
  ticketID integer references=Ticket
  timeEntryType integer picklist
`)
