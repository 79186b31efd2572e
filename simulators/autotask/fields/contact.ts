import { defineFields } from './define-fields.ts'

/** The fields of a Contact, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const contactFields = defineFields(`
  id long readOnly required
  additionalAddressInformation string
  addressLine string
  addressLine1 string
  alternatePhone string
  apiVendorID integer
  bulkEmailOptOutTime datetime readOnly
  city string
  companyID integer references=Company required
  companyLocationID integer references=CompanyLocation
  countryID integer references=Country
  createDate datetime readOnly
  emailAddress string
  emailAddress2 string
  emailAddress3 string
  extension string
  externalID string
  facebookUrl string
  faxNumber string
  firstName string required
  impersonatorCreatorResourceID integer references=Resource readOnly
  isActive integer required
  isOptedOutFromBulkEmail boolean
  lastActivityDate datetime readOnly
  lastModifiedDate datetime readOnly
  lastName string required
  linkedInUrl string
  middleInitial string
  mobilePhone string
  namePrefix integer picklist
  nameSuffix integer picklist
  note string
  phone string
  primaryContact boolean
  receivesEmailNotifications boolean
  roomNumber string
  solicitationOptOut boolean
  solicitationOptOutTime datetime readOnly
  state string
  surveyOptOut boolean
  title string
  twitterUrl string
  zipCode string
`)
