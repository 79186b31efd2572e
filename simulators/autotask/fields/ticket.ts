import { defineFields } from './define-fields.ts'

/** The fields of a Ticket, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const ticketFields = defineFields(`
  id long readOnly required
  apiVendorID integer picklist
  assignedResourceID integer references=Resource
  assignedResourceRoleID integer references=Role
  billingCodeID integer references=BillingCode
  changeApprovalBoard integer picklist
  changeApprovalStatus integer picklist
  changeApprovalType integer picklist
  changeInfoField1 string
  changeInfoField2 string
  changeInfoField3 string
  changeInfoField4 string
  changeInfoField5 string
  companyID integer references=Company required
  companyLocationID integer references=CompanyLocation
  completedByResourceID integer references=Resource readOnly
  completedDate datetime readOnly
  configurationItemID integer references=ConfigurationItem
  contactID integer references=Contact
  contractID integer references=Contract
  contractServiceBundleID long references=ContractServiceBundle
  contractServiceID long references=ContractService
  createDate datetime readOnly
  createdByContactID integer references=Contact readOnly
  creatorResourceID integer references=Resource readOnly
  creatorType integer picklist readOnly notQueryable
  currentServiceThermometerRating integer picklist
  description string length=8000
  dueDateTime datetime
  estimatedHours double
  externalID string
  firstResponseAssignedResourceID integer references=Resource readOnly
  firstResponseDateTime datetime
  firstResponseDueDateTime datetime readOnly
  firstResponseInitiatingResourceID integer references=Resource readOnly
  hoursToBeScheduled double
  impersonatorCreatorResourceID integer references=Resource readOnly
  isAssignedToComanaged boolean
  issueType integer picklist
  isVisibleToComanaged boolean
  lastActivityDate datetime readOnly
  lastActivityPersonType integer picklist readOnly notQueryable
  lastActivityResourceID integer references=Resource readOnly
  lastCustomerNotificationDateTime datetime readOnly
  lastCustomerVisibleActivityDateTime datetime readOnly
  lastTrackedModificationDateTime datetime readOnly
  monitorID integer
  monitorTypeID integer picklist
  opportunityID integer references=Opportunity
  organizationalLevelAssociationID integer references=OrganizationalLevelAssociation
  previousServiceThermometerRating integer picklist
  priority integer picklist required
  problemTicketId integer references=Ticket
  projectID integer references=Project
  purchaseOrderNumber string
  queueID integer picklist
  resolution string length=32000
  resolutionPlanDateTime datetime
  resolutionPlanDueDateTime datetime readOnly
  resolvedDateTime datetime
  resolvedDueDateTime datetime readOnly
  rmaStatus integer picklist
  rmaType integer picklist
  rmmAlertID string
  serviceLevelAgreementHasBeenMet boolean readOnly
  serviceLevelAgreementID integer picklist
  serviceLevelAgreementPausedNextEventHours double readOnly
  serviceThermometerTemperature integer picklist
  source integer picklist
  status integer picklist required
  subIssueType integer picklist=issueType
  ticketCategory integer picklist
  ticketNumber string length=50
  ticketType integer picklist
  title string length=255 required
`)
