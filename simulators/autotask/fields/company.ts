import { defineFields } from './define-fields.ts'

/** The fields of a Company, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const companyFields = defineFields(`
  id long readOnly required
  additionalAddressInformation string
  address1 string
  address2 string
  alternatePhone1 string
  alternatePhone2 string
  apiVendorID integer
  assetValue double
  billingAddress1 string
  billingAddress2 string
  billToAdditionalAddressInformation string
  billToAddressToUse integer picklist
  billToAttention string
  billToCity string
  billToCompanyLocationID integer references=CompanyLocation
  billToCountryID integer references=Country
  billToState string
  billToZipCode string
  city string
  classification integer picklist
  companyCategoryID integer references=CompanyCategory
  companyName string length=100 required
  companyNumber string
  companyType integer picklist required
  competitorID integer picklist
  countryID integer references=Country
  createDate datetime readOnly
  createdByResourceID integer references=Resource readOnly
  currencyID integer references=Currency
  fax string
  impersonatorCreatorResourceID integer references=Resource readOnly
  invoiceEmailMessageID integer
  invoiceMethod integer picklist
  invoiceNonContractItemsToParentCompany boolean
  invoiceTemplateID integer references=InvoiceTemplate
  isActive boolean
  isClientPortalActive boolean
  isEnabledForComanaged boolean
  isSample boolean
  isTaskFireActive boolean
  isTaxExempt boolean
  lastActivityDate datetime readOnly
  lastTrackedModifiedDateTime datetime readOnly
  marketSegmentID integer picklist
  ownerResourceID integer references=Resource required
  parentCompanyID integer references=Company
  phone string required
  postalCode string
  purchaseOrderTemplateID integer
  quoteEmailMessageID integer
  quoteTemplateID integer references=QuoteTemplate
  sicCode string
  state string
  stockMarket string
  stockSymbol string
  surveyCompanyRating double readOnly
  taxID string
  taxRegionID integer references=TaxRegion
  territoryID integer picklist
  webAddress string
`)
