import { defineFields } from './define-fields.ts'

/** The fields of a Contract, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const contractFields = defineFields(`
  id long readOnly required
  billingPreference integer picklist
  billToCompanyContactID integer references=Contact
  billToCompanyID integer references=Company
  companyID integer references=Company required
  contactID integer references=Contact
  contactName string readOnly
  contractCategory integer picklist
  contractExclusionSetID integer references=ContractExclusionSet
  contractName string required
  contractNumber string
  contractPeriodType integer picklist
  contractType integer picklist required
  description string
  endDate datetime required
  estimatedCost double
  estimatedHours double
  estimatedRevenue double
  exclusionContractID long references=Contract
  internalCurrencyOverageBillingRate double
  internalCurrencySetupFee double
  isCompliant boolean readOnly
  isDefaultContract boolean
  lastModifiedDateTime datetime readOnly
  opportunityID integer references=Opportunity
  organizationalLevelAssociationID integer references=OrganizationalLevelAssociation
  overageBillingRate double
  purchaseOrderNumber string
  renewedContractID long references=Contract
  serviceLevelAgreementID integer picklist
  setupFee double
  setupFeeBillingCodeID long references=BillingCode
  startDate datetime required
  status integer picklist required
  timeReportingRequiresStartAndStopTimes integer required
`)
